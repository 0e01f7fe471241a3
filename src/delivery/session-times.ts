/** What time brings about for visitors' sessions: polls that were held long enough, silence, and the end of the session. */
import { eachOnItsOwn } from '../chat/each-on-its-own.js'
import type { Chat } from '../chat/chat.js'
import type { ChatRef } from '../chat/chat-service.js'
import type { Decider } from '../event-log/ledger.js'
import { Calendar } from '../lib/calendar.js'
import type { Clock, Instant, Timer } from '../lib/clock.js'
import type { ContactTimes } from './contact-times.js'
import {
  lostAt,
  nextDeadline,
  shortestDeadlineMs,
  unlimited,
  type Deadline,
  type SessionSettings,
} from './deadlines.js'
import type { Polls } from './polls.js'
import type { SessionHomes } from './session-homes.js'
import type { VisitorSession } from './visitor-session.js'

/** How often time is looked at. */
const sweepEveryMs = 250

export interface SessionTimesOptions {
  readonly polls: Polls
  readonly ledger: Pick<Decider, 'peek'>
  readonly clock: Clock
  readonly settings: SessionSettings
  /** What holds for the chats of a deployment. */
  readonly timesOf: (organizationId: string, deploymentId: string) => ContactTimes
  /** Ends the chat of a visitor who was not heard of for too long, if that `isLost` still when it is decided. */
  readonly giveUp: (chat: ChatRef, isLost: () => boolean) => Promise<void>
  readonly homes: SessionHomes | undefined
  /** Something failed that nobody waits for; it is tried again with the next sweep. */
  readonly onError: (error: unknown) => void
}

/** What the sessions do when time asks for it. */
export interface TimedSessions {
  /** Called with each look at the time. */
  beforeSweep(): void
  /** Whether the session was not forgotten. */
  isKnown(session: VisitorSession): boolean
  /** The visitor is out of contact: whoever talks to them is told. */
  goneAway(session: VisitorSession): void
  forget(session: VisitorSession): void
}

export class SessionTimes {
  readonly #options: SessionTimesOptions
  readonly #sessions: TimedSessions
  /** When to look at which session. */
  readonly #looks = new Calendar<VisitorSession>(sweepEveryMs)
  #timer: Timer | undefined
  #stopped = false

  constructor(options: SessionTimesOptions, sessions: TimedSessions) {
    this.#options = options
    this.#sessions = sessions
  }

  start(): void {
    if (this.#stopped) return
    const { clock, onError } = this.#options
    this.#timer = clock.after(sweepEveryMs, () => {
      this.#sweep()
        .catch(onError)
        .finally(() => this.start())
    })
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  /** What time brings about for the session is looked at then, instead of when it would have been. */
  lookAt(session: VisitorSession, at: Instant): void {
    session.nextLookAt = at
    this.#looks.add(session, at)
  }

  async #sweep(): Promise<void> {
    const { clock, settings, onError } = this.#options
    const now = clock.now()
    this.#sessions.beforeSweep()
    const lost: VisitorSession[] = []
    for (const session of this.#looks.take(now)) {
      const isPutOff = session.nextLookAt >= now + sweepEveryMs
      if (isPutOff || !this.#sessions.isKnown(session)) continue
      const next = this.#passTime(session, now)
      if (!this.#sessions.isKnown(session)) continue
      if (next?.what === 'lost' && next.at <= now) lost.push(session)
      // No deadline that comes to be meanwhile is nearer than the shortest.
      const shortestMs = shortestDeadlineMs(settings, this.#timesOfChat(session))
      this.lookAt(session, Math.min(next?.at ?? Infinity, now + shortestMs))
    }
    await eachOnItsOwn(lost, (session) => this.#giveUp(session), onError)
  }

  async #giveUp(session: VisitorSession): Promise<void> {
    const { homes, giveUp } = this.#options
    await homes?.readTrace(session)
    if (session.chat && this.#isLost(session)) await giveUp(session.chat, () => this.#isLost(session))
  }

  /** Does what is due, but for giving the visitor up, and returns the deadline that comes then. */
  #passTime(session: VisitorSession, now: Instant): Deadline | undefined {
    for (;;) {
      const next = this.#deadline(session)
      if (next === undefined || next.at > now || next.what === 'lost') return next
      if (next.what === 'poll-over') this.#options.polls.close(session, { type: 'nothing' })
      else if (next.what === 'away') this.#sessions.goneAway(session)
      else {
        this.#sessions.forget(session)
        return undefined
      }
    }
  }

  #deadline(session: VisitorSession): Deadline | undefined {
    return nextDeadline(session, this.#chatOf(session), this.#options.settings, this.#timesOfChat(session))
  }

  #chatOf({ chat }: VisitorSession): Chat | undefined {
    return chat && this.#options.ledger.peek(chat)
  }

  #timesOfChat(session: VisitorSession): ContactTimes {
    const chat = this.#chatOf(session)
    return chat === undefined || chat.state === 'unrequested'
      ? unlimited
      : this.#options.timesOf(chat.organizationId, chat.deploymentId)
  }

  /** Whether the visitor of an open chat was not heard of for too long. */
  #isLost(session: VisitorSession): boolean {
    const at = lostAt(session, this.#chatOf(session), this.#timesOfChat(session))
    return at !== undefined && at <= this.#options.clock.now()
  }
}
