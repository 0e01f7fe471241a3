/** Lets a few searches at a time through, and few more wait: they share the store with everything else. */
import { LogOverloadedError } from '../event-log/event-log.js'

/** How many searches run at a time, and how many wait for one of those to end. */
export const searchesMax = 3
export const searchesWaitingMax = 20

export class SearchGate {
  readonly #waiting: (() => void)[] = []
  #running = 0

  /** Runs a search when it is its turn. Throws {@link LogOverloadedError} when too many wait. */
  async pass<Result>(search: () => Promise<Result>): Promise<Result> {
    if (this.#running < searchesMax) this.#running += 1
    else {
      if (this.#waiting.length >= searchesWaitingMax) throw new LogOverloadedError('Too many searches are waiting.')
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    try {
      return await search()
    } finally {
      // Whoever waits longest takes over the turn of the one that ends.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }
}
