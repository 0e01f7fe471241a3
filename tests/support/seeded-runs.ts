import { randomInt } from 'node:crypto'

/** How fast-check is to run a property, and how a test's title tells it. */
export interface SeededRuns {
  readonly seed: number
  readonly numRuns: number
  /** Put it into the title: whoever sees it fail can run the very same histories again. */
  readonly title: string
}

/**
 * A seed of its own for each run, or the one in `SEED`; `standardRuns` histories, or as many as `RUNS` says. A failing
 * property prints its seed and path as well.
 */
export const seededRuns = (standardRuns: number): SeededRuns => {
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31))
  return { seed, numRuns: Number(process.env['RUNS'] ?? standardRuns), title: `SEED=${seed}` }
}
