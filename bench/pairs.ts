/** What the scenarios drive: pairs of somebody who writes and somebody who waits, on one server. */

export interface PairListener {
  /** The server has taken the message down. */
  accepted(number: number): void
  /** The message has reached the other side. */
  delivered(number: number): void
}

export interface Pairs {
  /** Whom to tell; may be changed while nothing is on its way. */
  listener: PairListener
  /** Opens pairs until there are `count`. Settles when all of them wait. */
  grow(count: number): Promise<void>
  /** Sends message `number` from the writer of a pair (from 0 on) to the one who waits. */
  post(pair: number, number: number): void
  close(): void
}

/** For the time when nothing is measured. */
export const idleListener: PairListener = { accepted: () => undefined, delivered: () => undefined }

/** A measurement went wrong, so that its numbers are worth nothing. */
export class Trouble {
  #fail: (error: Error) => void = () => undefined
  readonly #failed: Promise<never>

  constructor() {
    this.#failed = new Promise((_resolve, reject) => (this.#fail = reject))
    // Nobody may be waiting for anything just now; who waits next will hear of it.
    this.#failed.catch(() => undefined)
  }

  readonly fail = (why: string): void => this.#fail(new Error(`The measurement broke: ${why}`))

  /** Waits for some work, or rejects as soon as anything has gone wrong. */
  guard<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#failed])
  }
}
