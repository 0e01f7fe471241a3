/**
 * Watches the hand-overs that are under way, and ends those whose time is over: a colleague does not answer, or nobody
 * takes a chat that was given away. Its work grows with these chats alone.
 */
import type { Chat } from '../chat/chat.js'
import { chatRef } from '../chat/chat-service.js'
import { eachOnItsOwn } from '../chat/each-on-its-own.js'
import type { Commit, Decider } from '../event-log/ledger.js'
import type { Clock, Instant, Millis, Timer } from '../lib/clock.js'
import type { Assignments } from './assignments.js'
import type { Handovers } from './handovers.js'

/** How often time is looked at. */
const sweepEveryMs = 250

const isUnderWay = (chat: Chat): boolean => {
  if (chat.state === 'established') return chat.question !== undefined
  return (chat.state === 'waiting' || chat.state === 'offered') && chat.back !== undefined
}

export class HandoverWatch {
  readonly #ledger: Pick<Decider, 'peek'>
  readonly #assignments: Pick<Assignments, 'endOffer'>
  readonly #handovers: Pick<Handovers, 'returnReason' | 'giveBack'>
  readonly #clock: Clock
  readonly #offerTimeoutMs: Millis
  readonly #waitMs: (organizationId: string) => Millis
  readonly #onError: (error: unknown) => void
  /** The chats with a hand-over under way: their organizations by their ids. */
  readonly #underWay = new Map<string, string>()
  #startedAt: Instant
  #timer: Timer | undefined
  #stopped = false

  constructor(options: {
    ledger: Pick<Decider, 'peek'>
    assignments: Pick<Assignments, 'endOffer'>
    handovers: Pick<Handovers, 'returnReason' | 'giveBack'>
    clock: Clock
    /** After a start everybody who is asked has this long to answer, whatever was left before. */
    offerTimeoutMs: Millis
    /** How long this node leaves an organization's chats to another first; not at all unless said otherwise. */
    waitMs?: (organizationId: string) => Millis
    /** Something failed that nobody waits for; it is tried again with the next sweep. */
    onError: (error: unknown) => void
  }) {
    this.#ledger = options.ledger
    this.#assignments = options.assignments
    this.#handovers = options.handovers
    this.#clock = options.clock
    this.#offerTimeoutMs = options.offerTimeoutMs
    this.#waitMs = options.waitMs ?? (() => 0)
    this.#onError = options.onError
    this.#startedAt = options.clock.now()
  }

  /** Takes over the open chats, and begins to watch. */
  start(chats: readonly Chat[]): void {
    this.#startedAt = this.#clock.now()
    for (const chat of chats) this.#note(chat)
    this.#schedule()
  }

  /** Gives everybody who is asked the whole time again: for a while nobody could be heard. */
  renewLeases(): void {
    this.#startedAt = this.#clock.now()
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  /** Takes in what was committed. Call it with every append, in order. */
  takeIn(commits: readonly Commit[]): void {
    for (const { ref, after } of commits) if (ref.name.kind === 'chat') this.#note(after as Chat)
  }

  #note(chat: Chat): void {
    if (isUnderWay(chat)) this.#underWay.set(chat.id, chat.organizationId)
    else this.#underWay.delete(chat.id)
  }

  #schedule(): void {
    if (this.#stopped) return
    this.#timer = this.#clock.after(sweepEveryMs, () => {
      this.#sweep()
        .catch(this.#onError)
        .finally(() => this.#schedule())
    })
  }

  async #sweep(): Promise<void> {
    const now = this.#clock.now()
    await eachOnItsOwn(
      [...this.#underWay],
      ([chatId, organizationId]) => this.#lookAt(organizationId, chatId, now - this.#waitMs(organizationId)),
      this.#onError,
    )
  }

  /** Ends the hand-over of a chat that is due. One that was answered, taken back or over at the last moment is refused. */
  async #lookAt(organizationId: string, chatId: string, now: Instant): Promise<void> {
    const ref = chatRef(organizationId, chatId)
    const chat = this.#ledger.peek(ref)
    if (chat === undefined || this.#stopped) return
    const settledIn = now >= this.#startedAt + this.#offerTimeoutMs
    if (chat.state === 'established') {
      const { question } = chat
      if (!settledIn || question === undefined || question.expiresAt > now) return
      await this.#assignments.endOffer(ref, question.toAgentId, 'timed-out')
    } else {
      const reason = this.#handovers.returnReason(chat, now)
      if (reason !== undefined && (settledIn || reason === 'not-online')) await this.#handovers.giveBack(ref)
    }
  }
}
