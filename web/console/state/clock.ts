/** A pending call made by {@link Clock.after}; cancelling twice, or after it ran, does nothing. */
export interface Timer {
  cancel(): void
}

/** Where the console gets its time from, so that every wait can be tested without waiting. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z, by this computer. */
  now(): number
  /** Calls `run` once, `delayMs` from now. */
  after(delayMs: number, run: () => void): Timer
}

/** The browser's own time. */
export const browserClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const id = setTimeout(run, delayMs)
    return { cancel: () => clearTimeout(id) }
  },
}
