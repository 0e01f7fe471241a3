import { randomInt } from 'node:crypto'
import { interruptAfterTimeLimit, timeout, type Plugin } from 'fast-check'

/** A history that takes longer hangs, and that is a failure like any other. */
const historyMaxMs = 10_000
/** Then the search for a shorter history that fails too ends, and what was found so far is told. */
const searchMaxMs = 40_000

/** How fast-check is to run a property, and how a test's title tells it. */
export interface SeededRuns {
  readonly seed: number
  readonly numRuns: number
  readonly plugins: Plugin<unknown>[]
  /** Put it into the title: whoever sees it fail can run the very same histories again. */
  readonly title: string
}

/**
 * A seed of its own for each run, or the one in `SEED`; `standardRuns` histories, or as many as `RUNS` says (then give
 * Vitest a longer `--testTimeout`). A failing property prints its seed and path as well.
 */
export const seededRuns = (standardRuns: number): SeededRuns => {
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31))
  const runs = process.env['RUNS']
  const plugins = [timeout(historyMaxMs), ...(runs === undefined ? [interruptAfterTimeLimit(searchMaxMs)] : [])]
  return { seed, numRuns: Number(runs ?? standardRuns), plugins, title: `SEED=${seed}` }
}

/** The same for tests that may take their time: every history is lived, however long it takes. */
export const longRuns = (standardRuns: number): SeededRuns => {
  const { seed, title } = seededRuns(standardRuns)
  const numRuns = Number(process.env['RUNS'] ?? standardRuns)
  return { seed, numRuns, title, plugins: [timeout(historyMaxMs)] }
}
