/**
 * The clock of the store, for all processes that share it: what one of them writes down as an instant means the same to
 * the others, whatever their machines' clocks show. It is asked now and then; in between time passes as it does on a watch
 * that nobody sets.
 */
import type { Clock, Instant, Millis, Timer } from '../lib/clock.js'

/** How often the store is asked. */
export const askEveryMs: Millis = 10_000
/** A larger step means that the store's clock was set, or that this process, and its watch with it, stood still. */
export const stepMs: Millis = 1000

export interface SharedClockOptions {
  /** What the store's clock shows. */
  readonly ask: () => Promise<Instant>
  /** What this machine's clock shows; and its timers. */
  readonly own: Clock
  /** Time that passes evenly, from any beginning. */
  readonly passed: () => Millis
  /** Time went on, or back, by more than {@link stepMs} at once. */
  readonly onStep?: (byMs: Millis) => void
  /** The store could not be asked; it is asked again. */
  readonly onError: (error: unknown) => void
}

export class SharedClock implements Clock {
  readonly #options: SharedClockOptions
  /** What the store's clock showed when nothing had passed. */
  #beginning: Instant = 0
  #timer: Timer | undefined
  #stopped = false

  private constructor(options: SharedClockOptions) {
    this.#options = options
  }

  /** Asks the store, and goes on asking until it is stopped. Rejects when the store cannot be asked at first. */
  static async start(options: SharedClockOptions): Promise<SharedClock> {
    const clock = new SharedClock(options)
    const { earliest, latest } = await clock.#measure()
    clock.#beginning = (earliest + latest) / 2
    clock.#askLater()
    return clock
  }

  now(): Instant {
    return Math.round(this.#beginning + this.#options.passed())
  }

  after(delayMs: Millis, run: () => void): Timer {
    return this.#options.own.after(delayMs, run)
  }

  /** How far this machine's clock is ahead of the store's. */
  get offsetMs(): Millis {
    return this.#options.own.now() - this.now()
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  /** Asks the store now, and steps when it shows another time than it can by this clock. */
  async adjust(): Promise<void> {
    const { earliest, latest } = await this.#measure()
    // The answer was on its way for a while, so that it says no more than that.
    const beginning = Math.min(Math.max(this.#beginning, earliest), latest)
    const byMs = beginning - this.#beginning
    this.#beginning = beginning
    if (Math.abs(byMs) > stepMs) this.#options.onStep?.(byMs)
  }

  async #measure(): Promise<{ readonly earliest: Instant; readonly latest: Instant }> {
    const { ask, passed } = this.#options
    const before = passed()
    const shown = await ask()
    return { earliest: shown - passed(), latest: shown - before }
  }

  #askLater(): void {
    if (this.#stopped) return
    this.#timer = this.after(askEveryMs, () => {
      this.adjust()
        .catch((error: unknown) => {
          // The store is closed while the process stops.
          if (!this.#stopped) this.#options.onError(error)
        })
        .finally(() => this.#askLater())
    })
  }
}
