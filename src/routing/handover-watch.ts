/**
 * Watches the hand-overs that are under way, and ends those whose time is over: a colleague does not answer, or nobody
 * takes a chat that was given away. Its work grows with these chats alone.
 */
import { ChatError } from '../chat/chat-error.js'
import type { Chat } from '../chat/chat.js'
import { chatRef } from '../chat/chat-service.js'
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
  readonly #assignments: Assignments
  readonly #handovers: Handovers
  readonly #clock: Clock
  readonly #offerTimeoutMs: Millis
  readonly #onError: (error: unknown) => void
  /** The chats with a hand-over under way: their organizations by their ids. */
  readonly #underWay = new Map<string, string>()
  #startedAt: Instant
  #timer: Timer | undefined
  #stopped = false

  constructor(options: {
    ledger: Pick<Decider, 'peek'>
    assignments: Assignments
    handovers: Handovers
    clock: Clock
    /** After a start everybody who is asked has this long to answer, whatever was left before. */
    offerTimeoutMs: Millis
    /** Something failed that nobody waits for; it is tried again with the next sweep. */
    onError: (error: unknown) => void
  }) {
    this.#ledger = options.ledger
    this.#assignments = options.assignments
    this.#handovers = options.handovers
    this.#clock = options.clock
    this.#offerTimeoutMs = options.offerTimeoutMs
    this.#onError = options.onError
    this.#startedAt = options.clock.now()
  }

  /** Takes over the open chats, and begins to watch. */
  start(chats: readonly Chat[]): void {
    this.#startedAt = this.#clock.now()
    for (const chat of chats) this.#note(chat)
    this.#schedule()
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
    const settledIn = now >= this.#startedAt + this.#offerTimeoutMs
    for (const [chatId, organizationId] of [...this.#underWay]) {
      const ref = chatRef(organizationId, chatId)
      const chat = this.#ledger.peek(ref)
      if (chat === undefined || this.#stopped) continue
      try {
        if (chat.state === 'established') {
          const { question } = chat
          if (!settledIn || question === undefined || question.expiresAt > now) continue
          await this.#assignments.endOffer(ref, question.toAgentId, 'timed-out')
        } else {
          const reason = this.#handovers.returnReason(chat, now)
          if (reason !== undefined && (settledIn || reason === 'not-online')) await this.#handovers.giveBack(ref)
        }
      } catch (error) {
        // Answered, taken back or over at the last moment: then there is nothing left to end.
        if (!(error instanceof ChatError)) throw error
      }
    }
  }
}
