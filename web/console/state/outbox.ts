/**
 * The agent's messages on their way: one queue per chat, sent in order, tried again until the server has answered. They
 * survive a reload, and each keeps its key, so that none is lost and none arrives twice.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Entry, Message } from '../../../src/agent-api/entries.js'
import type { Answer } from '../api/answer.js'
import { backoffMs } from './backoff.js'
import type { Clock, Timer } from './clock.js'
import { readJson, type TextStore } from './store.js'

export interface Unsent {
  /** Its Idempotency-Key. */
  readonly key: string
  readonly chatId: string
  readonly text: string
  /** When it was written, milliseconds by this computer's clock. */
  readonly at: number
  /** The newest entry of the chat at that time, or -1. */
  readonly afterNumber: number
  /** Why the server refused it, as the server says it; undefined while it is on its way. */
  readonly failed: { code: string; detail: string } | undefined
}

/** How many messages may be on their way at once. */
export const unsentMax = 200

export interface OutboxOptions {
  clock: Clock
  chance: () => number
  newKey: () => string
  store: TextStore
  /** The name in the store; it should name the agent. */
  storeName: string
  send: (chatId: string, text: string, key: string) => Promise<Answer<Message>>
  /** Called once for each message the server took. */
  onSent: (message: Message) => void
  /** Called when the server refused one. */
  onRefused: (chatId: string) => void
}

export interface Outbox {
  /** Everything not sent yet, oldest first. */
  readonly unsent: ReadonlySignal<readonly Unsent[]>
  /** Queues a message. False, and nothing done, when too many are waiting already. */
  add(chatId: string, text: string, afterNumber: number): boolean
  /** Sends a refused message again, with its key. */
  retry(key: string): void
  /** Drops a refused message; one on its way stays. */
  discard(key: string): void
  /** Drops what is left of a chat that the agent has put away. */
  discardChat(chatId: string): void
  /** Tries everything that waits now; for the moment the connection is back. */
  kick(): void
  stop(): void
}

/** An outbox with what an earlier page left in the store; `kick` starts sending it. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { clock, chance, newKey, store, storeName, send, onSent, onRefused } = options
  const unsent = signal<readonly Unsent[]>(restore(readJson(store, storeName)))
  const busyChats = new Set<string>()
  const waits = new Map<string, Timer>()
  const failures = new Map<string, number>()
  let stopped = false

  const change = (next: readonly Unsent[]): void => {
    unsent.value = next
    store.write(storeName, next.length === 0 ? undefined : JSON.stringify(next))
  }
  const replace = (key: string, failed: Unsent['failed']): void =>
    change(unsent.value.map((entry) => (entry.key === key ? { ...entry, failed } : entry)))
  const remove = (key: string): void => change(unsent.value.filter((entry) => entry.key !== key))

  const waitThenPump = (chatId: string, delayMs: number): void => {
    waits.set(
      chatId,
      clock.after(delayMs, () => {
        waits.delete(chatId)
        pump(chatId)
      }),
    )
  }

  const pump = (chatId: string): void => {
    if (stopped || busyChats.has(chatId) || waits.has(chatId)) return
    const next = unsent.value.find((entry) => entry.chatId === chatId && !entry.failed)
    if (!next) return
    busyChats.add(chatId)
    void send(chatId, next.text, next.key).then((answer) => {
      busyChats.delete(chatId)
      if (!stopped) settle(next, answer)
    })
  }

  const settle = ({ chatId, key }: Unsent, answer: Answer<Message>): void => {
    if (answer.ok) {
      failures.delete(chatId)
      remove(key)
      onSent(answer.value)
      return pump(chatId)
    }
    const { refusal } = answer
    switch (refusal.kind) {
      case 'refused':
        failures.delete(chatId)
        replace(key, { code: refusal.code, detail: refusal.detail })
        onRefused(chatId)
        return pump(chatId)
      case 'busy':
        return waitThenPump(chatId, refusal.retryAfterMs)
      case 'unreachable': {
        const failed = (failures.get(chatId) ?? 0) + 1
        failures.set(chatId, failed)
        return waitThenPump(chatId, backoffMs(failed, chance()))
      }
      case 'signed-out':
        // It stays in the store and goes out after the next log-in.
        return
    }
  }

  return {
    unsent,
    add(chatId, text, afterNumber) {
      if (unsent.value.length >= unsentMax) return false
      change([...unsent.value, { key: newKey(), chatId, text, at: clock.now(), afterNumber, failed: undefined }])
      pump(chatId)
      return true
    },
    retry(key) {
      const entry = unsent.value.find((other) => other.key === key)
      if (!entry?.failed) return
      replace(key, undefined)
      pump(entry.chatId)
    },
    discard(key) {
      if (unsent.value.some((entry) => entry.key === key && entry.failed)) remove(key)
    },
    discardChat(chatId) {
      if (unsent.value.some((entry) => entry.chatId === chatId))
        change(unsent.value.filter((entry) => entry.chatId !== chatId))
    },
    kick() {
      for (const wait of waits.values()) wait.cancel()
      waits.clear()
      failures.clear()
      for (const chatId of new Set(unsent.value.map((entry) => entry.chatId))) pump(chatId)
    },
    stop() {
      stopped = true
      for (const wait of waits.values()) wait.cancel()
    },
  }
}

/**
 * Without those that have come back already as messages: the stream may tell of a message before its request is
 * answered, and nobody wants to see it twice in between.
 */
export function notYetSeen(unsent: readonly Unsent[], entries: readonly Entry[], agentId: string): Unsent[] {
  const taken = new Set<number>()
  return unsent.filter((entry) => {
    if (entry.failed) return true
    const echo = entries.find(
      (other) =>
        other.kind === 'message' &&
        other.agentId === agentId &&
        other.number > entry.afterNumber &&
        other.text === entry.text &&
        !taken.has(other.number),
    )
    if (echo) taken.add(echo.number)
    return !echo
  })
}

function restore(kept: unknown): Unsent[] {
  if (!Array.isArray(kept)) return []
  return kept.flatMap((entry: Partial<Unsent> | null) =>
    typeof entry?.key === 'string' && typeof entry.chatId === 'string' && typeof entry.text === 'string'
      ? [
          {
            key: entry.key,
            chatId: entry.chatId,
            text: entry.text,
            at: entry.at ?? 0,
            afterNumber: entry.afterNumber ?? -1,
            failed: entry.failed,
          },
        ]
      : [],
  )
}
