import type { Clock, Millis } from '../lib/clock.js'

interface Pause {
  readonly hurryable: boolean
  readonly end: () => void
}

/** The waiting that a visitor's loops do, in one place so that it can be cut short. Nothing here ever rejects. */
export class Pauses {
  readonly #clock: Clock
  readonly #pauses = new Set<Pause>()
  #onChange: (() => void)[] = []
  #closed = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Settles after `forMs`, or with {@link hurry} where allowed, or with {@link close}. */
  wait(forMs: Millis, hurryable: boolean): Promise<void> {
    if (this.#closed) return Promise.resolve()
    return new Promise((resolve) => {
      const end = () => {
        timer.cancel()
        this.#pauses.delete(pause)
        resolve()
      }
      const pause = { hurryable, end }
      const timer = this.#clock.after(forMs, end)
      this.#pauses.add(pause)
    })
  }

  /** Settles when the condition holds; it is looked at now and after each {@link changed}. */
  async until(condition: () => boolean): Promise<void> {
    while (!this.#closed && !condition()) {
      await new Promise<void>((resolve) => {
        this.#onChange.push(resolve)
      })
    }
  }

  /** Something happened that conditions may depend on. */
  changed(): void {
    const waiting = this.#onChange
    this.#onChange = []
    for (const look of waiting) look()
  }

  /** Ends every wait that may be hurried. */
  hurry(): void {
    for (const pause of [...this.#pauses]) if (pause.hurryable) pause.end()
  }

  /** Ends every wait, also those to come. */
  close(): void {
    this.#closed = true
    for (const pause of [...this.#pauses]) pause.end()
    this.changed()
  }
}
