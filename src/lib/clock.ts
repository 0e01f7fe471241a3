/** Milliseconds since 1970-01-01T00:00:00Z, as the store's clock tells them. */
export type Instant = number

/** A length of time in milliseconds. */
export type Millis = number

/** A pending call made by {@link Clock.after}; cancelling twice, or after it ran, does nothing. */
export interface Timer {
  cancel(): void
}

/**
 * Where the core gets its time from. No promise of ours rests on a timer alone: deadlines are data that a sweep looks
 * at, timers only decide when to look.
 */
export interface Clock {
  now(): Instant
  /** Calls `run` once, `delayMs` from now. */
  after(delayMs: Millis, run: () => void): Timer
}
