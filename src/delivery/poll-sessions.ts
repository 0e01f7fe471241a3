/**
 * Finds the sessions of polls that have to be read first. A poll has time: while the log cannot be read it waits as long as it
 * would be held anyway, however many wait, and takes no place from those who wait to write.
 */
import { LogOverloadedError } from '../event-log/event-log.js'
import type { Decider } from '../event-log/ledger.js'
import type { Clock, Millis } from '../lib/clock.js'
import type { Sessions } from './sessions.js'
import type { VisitorSession } from './visitor-session.js'

/** How long to wait between two tries: this, and up to as much again, so that those who wait do not come all at once. */
export const findAgainMs: Millis = 500

export class PollSessions {
  readonly #sessions: Pick<Sessions, 'find'>
  readonly #ledger: Pick<Decider, 'read' | 'refresh'>
  readonly #clock: Clock
  readonly #holdMs: Millis
  readonly #chance: () => number

  constructor(options: {
    sessions: Pick<Sessions, 'find'>
    /** One that refuses at once what cannot be read. */
    ledger: Pick<Decider, 'read' | 'refresh'>
    clock: Clock
    /** How long a poll is held when there is nothing to say. */
    holdMs: Millis
    /** A number from 0 up to 1, another each time. */
    chance: () => number
  }) {
    this.#sessions = options.sessions
    this.#ledger = options.ledger
    this.#clock = options.clock
    this.#holdMs = options.holdMs
    this.#chance = options.chance
  }

  /**
   * The session of a key; `unknown` when the key is none of ours or its session is over, and `nothing` when it could not be
   * read for as long as a poll is held, or its client `isGone` meanwhile.
   */
  async find(key: string, isGone: () => boolean): Promise<VisitorSession | 'unknown' | 'nothing'> {
    const until = this.#clock.now() + this.#holdMs
    for (;;) {
      try {
        return (await this.#sessions.find(key, this.#ledger)) ?? 'unknown'
      } catch (error) {
        if (!(error instanceof LogOverloadedError)) throw error
      }
      const leftMs = until - this.#clock.now()
      if (leftMs <= 0 || isGone()) return 'nothing'
      const pauseMs = Math.min(findAgainMs * (1 + this.#chance()), leftMs)
      await new Promise<void>((resolve) => void this.#clock.after(pauseMs, resolve))
    }
  }
}
