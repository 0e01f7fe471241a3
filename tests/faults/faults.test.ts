/** Three nodes behind a balancer, to which one fault after the other happens while people chat. */
import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { runFaults } from '../support/faults/fault-run.js'

const chosen = process.env['SEED']
const first = Number(chosen ?? randomInt(2 ** 31))
const rounds = Number(process.env['ROUNDS'] ?? (chosen === undefined ? 5 : 1))

test.each(Array.from({ length: rounds }, (_, round) => first + round))(
  '[N-1 N-7 N-9] whatever happens to nodes, nobody who acknowledges loses or repeats anything (SEED=%s)',
  async (seed) => {
    const plan = { seed, times: 3, longestMs: 1500, visitors: 16, agents: 3, capacity: 6, withoutAck: 0 }
    const { broken, summary } = await runFaults(plan)
    expect(broken, summary).toEqual([])
  },
  240_000,
)
