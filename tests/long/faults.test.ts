import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { busOfRound } from '../support/faults/bus-of-round.js'
import { held, runRounds, wordsOf, type PlanOf } from '../support/faults/fault-rounds.js'
import type { Ordeal } from '../support/faults/faults.js'
import { reportLongRun } from '../support/long-run-report.js'

const first = Number(process.env['SEED'] ?? randomInt(2 ** 31))
const rounds = Number(process.env['ROUNDS'] ?? 50)
/** Each has three servers, which wait for most of the time. */
const atOnce = 3

/** In one round of five something lasts, by either bus. */
const ordeals: Readonly<Record<number, Ordeal>> = { 0: 'pause', 5: 'outage' }

const planOf: PlanOf = (seed) => {
  const ordeal = ordeals[Math.floor(seed / 2) % 10]
  return {
    ...{ seed, ordeal, times: ordeal ? 3 : 5, longestMs: 4000, isPatient: false },
    ...{ visitors: 20, agents: 3, capacity: 8, withoutAck: 0.3 },
  }
}

test(`in ${rounds} rounds of faults nobody loses or repeats anything (SEED=${first})`, async ({ skip }) => {
  const begin = performance.now()
  const seeds = Array.from({ length: rounds }, (_, round) => first + round)
  const found = await runRounds(seeds, atOnce, planOf, skip)
  const failed = found.filter((round) => !held(round))
  const trusting = found.flatMap((round) => ('report' in round ? [round.report.withoutAck] : []))
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
  const onNats = seeds.filter((seed) => busOfRound(seed) === 'nats').length
  const minutes = Math.round((performance.now() - begin) / 60_000)
  await reportLongRun('Faults of nodes', [
    `SEED=${first}: ${rounds} rounds, ${rounds - onNats} by the database and ${onNats} by NATS, ${atOnce} at a time, ${minutes} min`,
    `${failed.length} rounds in which something did not hold`,
    ...failed.map(({ seed }) => `SEED=${seed} did not hold`),
    `${sum(trusting.map(({ visits }) => visits))} visits without \`ack\` (N-1): ` +
      `${sum(trusting.map(({ missed }) => missed.size))} missed something or were told it late, ` +
      `${sum(trusting.map(({ repeated }) => repeated))} were told something twice`,
  ])
  expect(failed.map(wordsOf).join('\n\n')).toBe('')
})
