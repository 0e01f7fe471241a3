/**
 * Which node is a session's home, where several share a store: the one that heard of its client last. Only the home trusts
 * what it remembers of the session. Any other reads it anew before it answers, and says that it is the home now.
 */
import type { Clock, Instant, Millis } from '../lib/clock.js'
import type { ContactTraces } from '../lib/contact-traces.js'
import type { VisitorSession } from './visitor-session.js'

/** What a node says of sessions to the others. */
export interface HomeNews {
  /** This node is the session's home now; with `poll` its client polls this node. */
  home(sessionId: string, poll: boolean): void
  /** The clients of these sessions were heard of just now, or hold a poll. */
  heard(sessionIds: readonly string[]): void
  /** The client has this now, as its bookmark says; with `undone`, the number it was thought to have and may not. */
  place(sessionId: string, place: string, undone: number | undefined): void
}

/** A trace of a visitor who is in contact is at most this much older than the contact. */
export const traceAgeMaxMs: Millis = 30_000

/** What the names of traces begin with; the session's id follows. */
export const tracePrefix = 'contact/'

const traceName = (sessionId: string): string => `${tracePrefix}${sessionId}`

export class SessionHomes {
  readonly news: HomeNews
  readonly #traces: ContactTraces
  readonly #clock: Clock
  readonly #traceEveryMs: Millis

  constructor(options: {
    news: HomeNews
    traces: ContactTraces
    clock: Clock
    /** The shortest time after which a visitor may be given up. */
    shortestLeaseMs: Millis
  }) {
    this.news = options.news
    this.#traces = options.traces
    this.#clock = options.clock
    this.#traceEveryMs = Math.min(options.shortestLeaseMs / 4, traceAgeMaxMs)
  }

  /** The session was read anew: this node is its home. */
  settle(session: VisitorSession): void {
    session.isHome = true
    session.placed = false
    session.pollTold = false
    session.tracedAt = -Infinity
    this.news.home(session.id, false)
  }

  /** The client polls here. A poll that another node holds for it is over with that. */
  polled(session: VisitorSession): void {
    if (session.pollTold) return
    session.pollTold = true
    this.news.home(session.id, true)
  }

  /** Tells of the clients that were heard of here since the last round, and leaves traces of them. */
  round(sessions: Iterable<VisitorSession>): void {
    const now = this.#clock.now()
    const heard: string[] = []
    for (const session of sessions) {
      if (session.chat === undefined || (session.poll === undefined && !session.heardHere)) continue
      session.heardHere = false
      if (session.isHome) heard.push(session.id)
      if (session.tracedAt + this.#traceEveryMs > now) continue
      session.tracedAt = now
      this.#traces.leave(traceName(session.id), session.poll === undefined ? session.lastContactAt : now)
    }
    if (heard.length > 0) this.news.heard(heard)
  }

  /** Takes over the last contact that any node left a trace of, with the time for which it may have left none. */
  async readTrace(session: VisitorSession): Promise<void> {
    const last: Instant | undefined = await this.#traces.last(traceName(session.id))
    if (last === undefined || last <= session.lastContactAt) return
    session.lastContactAt = Math.min(last + this.#traceEveryMs, this.#clock.now())
  }

  /** The session is over. */
  forget({ id, tracedAt }: VisitorSession): void {
    if (tracedAt > -Infinity) this.#traces.leave(traceName(id), 0)
  }
}
