/**
 * Whether this process has just been kept from turning its event loop: it was stopped, or had no time. What happened meanwhile,
 * such as the end of a connection, it knows only when the loop has turned once more.
 */
import type { Clock, Instant, Millis, Timer } from './clock.js'

/** A loop that has not turned for this long is behind: longer than anything that is done in one turn. */
export const behindMs: Millis = 250
/** How often it is noted that it turns. */
const noteEveryMs: Millis = 100

export class LoopPace {
  readonly #clock: Clock
  #turnedAt: Instant
  #timer: Timer | undefined

  constructor(clock: Clock) {
    this.#clock = clock
    this.#turnedAt = clock.now()
  }

  get isBehind(): boolean {
    return this.#clock.now() - this.#turnedAt >= behindMs
  }

  /** Begins to note that the loop turns. */
  start(): void {
    this.#turnedAt = this.#clock.now()
    this.#timer = this.#clock.after(noteEveryMs, () => this.start())
  }

  stop(): void {
    this.#timer?.cancel()
  }
}
