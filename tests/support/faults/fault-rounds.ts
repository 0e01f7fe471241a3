/** Rounds of faults, each of which its seed repeats. */
import { inspect } from 'node:util'
import { natsFor, busOfRound } from './bus-of-round.js'
import { runFaults, type FaultPlan, type FaultReport } from './fault-run.js'

/** What a round is like, by its seed. */
export type PlanOf = (seed: number) => Omit<FaultPlan, 'nats'>

/** What came of a round. */
export type Round = { readonly seed: number } & (
  | { readonly report: FaultReport }
  /** Why it could not go on. */
  | { readonly failure: unknown }
)

/**
 * Carries out the rounds of these seeds, so many at a time, and prints each when it is over. `skip` is called when they need
 * what is not installed.
 */
export const runRounds = async (
  seeds: readonly number[],
  atOnce: number,
  planOf: PlanOf,
  skip: (reason: string) => never,
): Promise<readonly Round[]> => {
  await using nats = await natsFor(seeds, skip)
  const rounds: Round[] = []
  const run = async (seed: number): Promise<Round> => {
    try {
      const report = await runFaults({ ...planOf(seed), nats: busOfRound(seed) === 'nats' ? nats?.url() : undefined })
      return { seed, report }
    } catch (failure) {
      return { seed, failure }
    }
  }
  const left = [...seeds]
  const goOn = async (): Promise<void> => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      const round = await run(seed)
      rounds.push(round)
      console.log(wordsOf(round))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, goOn))
  return rounds
}

/** What came of a round, in words: what happened, and a line for everything that did not hold. */
export const wordsOf = (round: Round): string => {
  if ('report' in round) {
    const { summary, broken, withoutAck } = round.report
    const missed = [...withoutAck.missed.values()].flat().map((sentence) => `missed: ${sentence}`)
    return [summary, ...broken.map((sentence) => `BROKEN: ${sentence}`), ...missed].join('\n')
  }
  return `BROKEN: seed ${round.seed} could not go on: ${inspect(round.failure)}`
}

/** Whether all that is promised held. */
export const held = (round: Round): boolean => 'report' in round && round.report.broken.length === 0
