/** Clients that lost their way and come back: from what they have on, their session begins anew. */
import type { EventLog } from '../event-log/event-log.js'
import type { Decider } from '../event-log/ledger.js'
import { newestNumberUpTo } from './numbered-events.js'
import { reconnectedAt, unbroken } from './numbering.js'
import type { Sessions } from './sessions.js'
import { sessionRef, type SessionEvent } from './session-stream.js'
import type { VisitorSession } from './visitor-session.js'

export class Reconnects {
  readonly #log: EventLog
  readonly #ledger: Decider
  readonly #sessions: Sessions

  constructor(options: { log: EventLog; ledger: Decider; sessions: Sessions }) {
    this.#log = options.log
    this.#ledger = options.ledger
    this.#sessions = options.sessions
  }

  /**
   * The session's client reconnects and has everything up to this place in the chat's log. Without one, or with one
   * that the log has not reached, it has nothing. Durable when this settles; a session without a chat goes on as new.
   */
  async reconnect(session: VisitorSession, upTo: number | undefined): Promise<void> {
    const ref = session.chat ?? (await this.#sessions.chatAskedFor(session))
    if (ref === undefined) return
    const { state: chat } = await this.#ledger.read(ref)
    const known = upTo !== undefined && upTo > 0 && upTo <= chat.version && chat.state !== 'unrequested'
    const base = known ? await newestNumberUpTo(this.#log, ref.name, chat, upTo) : -1
    try {
      const numbering = await this.#ledger.transact([sessionRef(session.id)], ([state]) => {
        if (state.state !== 'with-chat') return { events: [[]], result: unbroken }
        const events: SessionEvent[] = [{ type: 'reconnected', base }]
        return { events: [events], result: reconnectedAt(state.numbering ?? unbroken, base) }
      })
      this.#sessions.polls.renumber(session, numbering)
    } catch (error) {
      // It may have been written all the same: the next request with the key reads how it stands, and until then nothing
      // leaves with numbers that may be the old ones.
      session.key = undefined
      this.#sessions.polls.close(session, { type: 'nothing' })
      throw error
    }
  }
}
