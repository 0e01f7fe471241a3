/** Three nodes behind a balancer, to which one fault after the other happens while people chat. */
import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { held, runRounds, wordsOf, type PlanOf } from '../support/faults/fault-rounds.js'

const chosen = process.env['SEED']
const first = Number(chosen ?? randomInt(2 ** 31))
const rounds = Number(process.env['ROUNDS'] ?? (chosen === undefined ? 5 : 1))

/** Short, and without an eye on the time: other tests run beside it. */
const planOf: PlanOf = (seed) => ({
  ...{ seed, times: 3, longestMs: 1500, isPatient: true },
  ...{ visitors: 12, agents: 3, capacity: 5, withoutAck: 0 },
})

test.for(Array.from({ length: rounds }, (_, round) => first + round))(
  '[N-1 N-7 N-9] whatever happens to nodes, nobody who acknowledges loses or repeats anything (SEED=%s)',
  { timeout: 240_000 },
  async (seed, { skip }) => {
    const failed = (await runRounds([seed], 1, planOf, skip)).filter((round) => !held(round))
    expect(failed.map(wordsOf).join('\n')).toBe('')
  },
)
