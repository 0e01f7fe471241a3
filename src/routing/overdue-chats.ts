/**
 * Sees to it that what time brings about in chats happens, such as the end of one with a silent visitor. Only chats of
 * which something can become due cost anything. What is due follows from the log; this only decides when to look.
 */
import { chatRef, type ChatRef } from '../chat/chat-service.js'
import type { Chat } from '../chat/chat.js'
import { eachOnItsOwn } from '../chat/each-on-its-own.js'
import type { Commit } from '../event-log/ledger.js'
import type { Clock, Instant, Millis, Timer } from '../lib/clock.js'

/** How often time is looked at. */
const sweepEveryMs = 250

export class OverdueChats {
  readonly #clock: Clock
  readonly #isWatched: (chat: Chat) => boolean
  readonly #isDue: (chat: Chat, now: Instant, countedFrom: Instant) => boolean
  readonly #waitMs: (organizationId: string) => Millis
  readonly #enforce: (chat: ChatRef, countedFrom: Instant) => Promise<void>
  readonly #onError: (error: unknown) => void
  readonly #watched = new Map<string, { readonly ref: ChatRef; readonly chat: Chat }>()
  /** What happened before need not count: nobody could be heard. */
  #startedAt: Instant
  #timer: Timer | undefined
  #stopped = false

  constructor(options: {
    clock: Clock
    /** Whether something can become due in a chat as it stands. */
    isWatched: (chat: Chat) => boolean
    /** Whether it is due at `now`; the server runs since `countedFrom`. */
    isDue: (chat: Chat, now: Instant, countedFrom: Instant) => boolean
    /** Does what is due when it is decided. */
    enforce: (chat: ChatRef, countedFrom: Instant) => Promise<void>
    /** How long this node leaves an organization's chats to another first; not at all unless said otherwise. */
    waitMs?: (organizationId: string) => Millis
    /** Something failed that nobody waits for; it is tried again with the next sweep. */
    onError: (error: unknown) => void
  }) {
    this.#clock = options.clock
    this.#isWatched = options.isWatched
    this.#isDue = options.isDue
    this.#waitMs = options.waitMs ?? (() => 0)
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

  /** Gives every chat the whole time again: for a while nobody could be heard. */
  renewLeases(): void {
    this.#startedAt = this.#clock.now()
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
    if (this.#isWatched(chat)) this.#watched.set(ref.key, { ref, chat })
    else this.#watched.delete(ref.key)
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
    const due = [...this.#watched.values()].filter(({ chat }) =>
      this.#isDue(chat, now - this.#waitMs(chat.organizationId), this.#startedAt),
    )
    await eachOnItsOwn(due, ({ ref }) => this.#enforce(ref, this.#startedAt), this.#onError)
  }
}
