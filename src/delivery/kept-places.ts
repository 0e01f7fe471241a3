/**
 * What is kept beside the log of sessions: the place of a client that does not acknowledge, and traces of contact. Each is
 * forgotten with its session, unless no process knew the session when it was over; such are found here.
 */
import { chatRef } from '../chat/chat-service.js'
import type { EventLog } from '../event-log/event-log.js'
import { NewerEventError, type Ledger } from '../event-log/ledger.js'
import type { Clock, Millis } from '../lib/clock.js'
import { placePrefix } from './polls.js'
import { tracePrefix } from './session-homes.js'
import { sessionRef } from './session-stream.js'
import type { SessionTimesOptions } from './session-times.js'

/** How many names are read at a time. */
export const namesReadMax = 500

/** How long after nobody can ask for it any more something is kept: clocks of processes differ. */
const marginMs: Millis = 600_000

export class KeptPlaces {
  readonly #log: EventLog
  readonly #ledger: Pick<Ledger, 'read'>
  readonly #clock: Clock
  readonly #timesOf: SessionTimesOptions['timesOf']
  readonly #isKnown: (sessionId: string) => boolean

  constructor(options: {
    log: EventLog
    ledger: Pick<Ledger, 'read'>
    clock: Clock
    timesOf: SessionTimesOptions['timesOf']
    /** Whether this process knows the session, and will forget what is kept of it. */
    isKnown: (sessionId: string) => boolean
  }) {
    this.#log = options.log
    this.#ledger = options.ledger
    this.#clock = options.clock
    this.#timesOf = options.timesOf
    this.#isKnown = options.isKnown
  }

  /** Forgets what is kept of sessions that are over. Costs a look at the log for each session that nobody knows here. */
  async tidy(): Promise<void> {
    for (const prefix of [placePrefix, tracePrefix]) {
      let last: string | undefined
      do {
        const names = await this.#log.bookmarkNames(prefix, last, namesReadMax)
        for (const name of names) await this.#tidy(name, name.slice(prefix.length))
        last = names.at(-1)
      } while (last !== undefined)
    }
  }

  async #tidy(name: string, sessionId: string): Promise<void> {
    try {
      if (await this.#isOver(sessionId)) this.#log.setBookmark(name, '')
    } catch (error) {
      // Whoever wrote to it forgets it.
      if (!(error instanceof NewerEventError)) throw error
    }
  }

  async #isOver(sessionId: string): Promise<boolean> {
    if (this.#isKnown(sessionId)) return false
    const { state: session } = await this.#ledger.read(sessionRef(sessionId))
    // Nothing is kept of a session before the log tells of its chat.
    if (session.state !== 'with-chat') return true
    const { state: chat } = await this.#ledger.read(chatRef(session.organizationId, session.chatId))
    if (chat.state !== 'ended') return false
    const { endedMs } = this.#timesOf(chat.organizationId, chat.deploymentId)
    return chat.endedAt + endedMs + marginMs <= this.#clock.now()
  }
}
