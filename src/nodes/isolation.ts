/**
 * Whether this node is cut off: its store has been away for a while, and others that may have it were here. Whoever only
 * follows what happens is better off with one of those.
 */
import type { Clock, Instant, Millis, Timer } from '../lib/clock.js'
import type { Turns } from './turns.js'

/** How long the store is away before a node counts as cut off. */
export const cutOffAfterMs: Millis = 3000
/**
 * Others count as being here when they were heard of so long ago. By the database they are not heard of while that is
 * silent, and it is found to be away only some seconds later.
 */
export const companyMs: Millis = 20_000
/** How often it is looked whether the store is away. */
const lookEveryMs: Millis = 250

/** What a server that shares its store with nobody is. */
export const neverCutOff: Pick<Isolation, 'isCutOff' | 'onCutOff'> = { isCutOff: false, onCutOff: () => undefined }

export class Isolation {
  readonly #clock: Clock
  readonly #reach: { isAway(): boolean }
  readonly #turns: Pick<Turns, 'heardWithin'>
  readonly #listeners: (() => void)[] = []
  /** Since when the store is away with others who may have it. */
  #awaySince: Instant | undefined
  #isTold = false
  #timer: Timer | undefined

  constructor(options: {
    clock: Clock
    /** Whether the store cannot be reached. */
    reach: { isAway(): boolean }
    /** What is heard of others; a node that never has others is never cut off. */
    turns: Pick<Turns, 'heardWithin'>
  }) {
    this.#clock = options.clock
    this.#reach = options.reach
    this.#turns = options.turns
  }

  /** Whether it is so now. */
  get isCutOff(): boolean {
    this.#look()
    return this.#isTold
  }

  /** Calls `listener` each time that it becomes so. */
  onCutOff(listener: () => void): void {
    this.#listeners.push(listener)
  }

  /** Begins to look by itself. */
  start(): void {
    this.#timer = this.#clock.after(lookEveryMs, () => {
      this.#look()
      this.start()
    })
  }

  stop(): void {
    this.#timer?.cancel()
  }

  #look(): void {
    if (!this.#reach.isAway()) {
      this.#awaySince = undefined
      this.#isTold = false
      return
    }
    const now = this.#clock.now()
    if (this.#turns.heardWithin(companyMs)) this.#awaySince ??= now
    if (this.#isTold || this.#awaySince === undefined || now - this.#awaySince < cutOffAfterMs) return
    this.#isTold = true
    for (const listener of this.#listeners) listener()
  }
}
