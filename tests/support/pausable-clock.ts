import type { Clock, Instant, Millis, Timer } from '../../src/lib/clock.js'

/** The clock of one process among several: while it is paused none of its timers runs, though time goes on. */
export class PausableClock implements Clock {
  readonly #clock: Clock
  #missed: (() => void)[] | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  now(): Instant {
    return this.#clock.now()
  }

  after(delayMs: Millis, run: () => void): Timer {
    let isCancelled = false
    const once = (): void => {
      if (!isCancelled) run()
    }
    const timer = this.#clock.after(delayMs, () => {
      if (this.#missed) this.#missed.push(once)
      else once()
    })
    return {
      cancel: () => {
        isCancelled = true
        timer.cancel()
      },
    }
  }

  pause(): void {
    this.#missed ??= []
  }

  /** Goes on; what fell due meanwhile runs at once, in its order. */
  resume(): void {
    const missed = this.#missed ?? []
    this.#missed = undefined
    for (const run of missed) run()
  }
}
