/** Does from time to time what keeps the store from growing with what is over. */
import { LogUnavailableError } from '../event-log/event-log.js'
import type { Clock, Millis, Timer } from '../lib/clock.js'

/** How soon after a start it is done first, and how often from then on. */
export const firstUpkeepMs: Millis = 60_000
export const upkeepEveryMs: Millis = 3_600_000

export class Upkeep {
  readonly #clock: Clock
  readonly #tasks: readonly (() => Promise<void>)[]
  readonly #onError: (error: unknown) => void
  #timer: Timer | undefined
  #stopped = false

  /** `tasks` are done one after the other; one that fails is done again the next time. */
  constructor(options: { clock: Clock; tasks: readonly (() => Promise<void>)[]; onError: (error: unknown) => void }) {
    this.#clock = options.clock
    this.#tasks = options.tasks
    this.#onError = options.onError
  }

  start(): void {
    this.#later(firstUpkeepMs)
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  #isStopped(): boolean {
    return this.#stopped
  }

  #later(delayMs: Millis): void {
    if (this.#stopped) return
    this.#timer = this.#clock.after(delayMs, () => {
      void this.run().then(() => this.#later(upkeepEveryMs))
    })
  }

  /** Does everything once. Never rejects. */
  async run(): Promise<void> {
    for (const task of this.#tasks) {
      try {
        await task()
      } catch (error) {
        // The store is closed while the server stops.
        if (!(this.#isStopped() && error instanceof LogUnavailableError)) this.#onError(error)
      }
    }
  }
}
