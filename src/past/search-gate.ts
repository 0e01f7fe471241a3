/** Lets a few searches at a time through, and few more wait: they share the store with everything else. */
import { LogOverloadedError } from '../event-log/event-log.js'

/** How many searches run at a time, and how many of one organization wait for one of those to end. */
export const searchesMax = 3
export const searchesWaitingMax = 20

/** The searches of one organization. */
interface Line {
  running: number
  readonly waiting: (() => void)[]
}

/** However many one organization asks for, each of the others waits for no more than the next search to end. */
export class SearchGate {
  /** Of the organizations whose searches run or wait; whose turn was last comes last. */
  readonly #lines = new Map<string, Line>()
  #running = 0

  /** Runs a search when it is its turn. Throws {@link LogOverloadedError} when too many of its organization wait. */
  async pass<Result>(organizationId: string, search: () => Promise<Result>): Promise<Result> {
    const line = this.#lines.get(organizationId) ?? { running: 0, waiting: [] }
    if (this.#running < searchesMax) this.#begin(organizationId, line)
    else {
      if (line.waiting.length >= searchesWaitingMax) throw new LogOverloadedError('Too many searches are waiting.')
      this.#lines.set(organizationId, line)
      // Whoever lets it through has begun it.
      await new Promise<void>((resolve) => line.waiting.push(resolve))
    }
    try {
      return await search()
    } finally {
      this.#end(organizationId, line)
    }
  }

  #begin(organizationId: string, line: Line): void {
    this.#running += 1
    line.running += 1
    this.#lines.delete(organizationId)
    this.#lines.set(organizationId, line)
  }

  /** Its turn goes to an organization with fewest searches running; of several, to whose turn was longest ago. */
  #end(organizationId: string, line: Line): void {
    this.#running -= 1
    line.running -= 1
    if (line.running === 0 && line.waiting.length === 0) this.#lines.delete(organizationId)
    const [next] = [...this.#lines]
      .filter(([, { waiting }]) => waiting.length > 0)
      .sort(([, a], [, b]) => a.running - b.running)
    if (next === undefined) return
    const [nextId, nextLine] = next
    const wake = nextLine.waiting.shift()
    this.#begin(nextId, nextLine)
    wake?.()
  }
}
