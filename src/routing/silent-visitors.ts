/**
 * Sees to it that silent visitors are warned and their chats ended, for clients that forget to. Only chats with limits
 * whose visitor owes an answer cost anything. What is due follows from the log; this only decides when to look.
 */
import { idleDue } from '../chat/extras-rules.js'
import { chatRef, type ChatRef } from '../chat/chat-service.js'
import type { Chat } from '../chat/chat.js'
import { eachOnItsOwn } from '../chat/each-on-its-own.js'
import type { Commit } from '../event-log/ledger.js'
import type { Clock, Instant, Timer } from '../lib/clock.js'

/** How often time is looked at. */
const sweepEveryMs = 250

export class SilentVisitors {
  readonly #clock: Clock
  readonly #enforce: (chat: ChatRef, countedFrom: Instant) => Promise<void>
  readonly #onError: (error: unknown) => void
  readonly #silent = new Map<string, { readonly ref: ChatRef; readonly chat: Chat }>()
  /** What visitors were silent before does not count: nobody could hear them. */
  #startedAt: Instant
  #timer: Timer | undefined
  #stopped = false

  constructor(options: {
    clock: Clock
    /** Does what is due when it is decided; see {@link Assignments.enforceIdle}. */
    enforce: (chat: ChatRef, countedFrom: Instant) => Promise<void>
    /** Something failed that nobody waits for; it is tried again with the next sweep. */
    onError: (error: unknown) => void
  }) {
    this.#clock = options.clock
    this.#enforce = options.enforce
    this.#onError = options.onError
    this.#startedAt = options.clock.now()
  }

  /** Takes over the chats that were open, each with the whole time again, and begins to watch it. */
  start(openChats: readonly Chat[]): void {
    this.#startedAt = this.#clock.now()
    for (const chat of openChats) this.#setChat(chatRef(chat.organizationId, chat.id), chat)
    this.#scheduleSweep()
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  /** Takes in what was committed. Call it with every append, in order. */
  takeIn(commits: readonly Commit[]): void {
    for (const { ref, after } of commits) if (ref.name.kind === 'chat') this.#setChat(ref as ChatRef, after as Chat)
  }

  #setChat(ref: ChatRef, chat: Chat): void {
    const isSilent = chat.state === 'established' && chat.idle?.silentSince !== undefined
    if (isSilent) this.#silent.set(ref.key, { ref, chat })
    else this.#silent.delete(ref.key)
  }

  #scheduleSweep(): void {
    if (this.#stopped) return
    this.#timer = this.#clock.after(sweepEveryMs, () => {
      this.#sweep()
        .catch(this.#onError)
        .finally(() => this.#scheduleSweep())
    })
  }

  async #sweep(): Promise<void> {
    const now = this.#clock.now()
    const due = [...this.#silent.values()].filter(({ chat }) => idleDue(chat, now, this.#startedAt) !== undefined)
    await eachOnItsOwn(due, ({ ref }) => this.#enforce(ref, this.#startedAt), this.#onError)
  }
}
