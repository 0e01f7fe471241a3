import type { Clock, Instant, Millis, Timer } from './clock.js'

interface Pending {
  at: Instant
  run: () => void
}

/** A clock that stands still until it is told to move; for tests and replays. */
export class ManualClock implements Clock {
  #now: Instant
  #pending: Pending[] = []

  constructor(start: Instant = 1_767_268_800_000) {
    this.#now = start
  }

  now(): Instant {
    return this.#now
  }

  after(delayMs: Millis, run: () => void): Timer {
    const pending = { at: this.#now + Math.max(0, delayMs), run }
    this.#pending.push(pending)
    return { cancel: () => (this.#pending = this.#pending.filter((other) => other !== pending)) }
  }

  /** Moves time forward, running what falls due on the way in the order of its time. */
  advance(byMs: Millis): void {
    const until = this.#now + byMs
    for (;;) {
      const next = this.#pending.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.#pending = this.#pending.filter((other) => other !== next)
      this.#now = Math.max(this.#now, next.at)
      next.run()
    }
    this.#now = until
  }
}
