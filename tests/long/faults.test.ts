import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { runFaults } from '../support/faults/fault-run.js'
import { reportLongRun } from '../support/long-run-report.js'

const first = Number(process.env['SEED'] ?? randomInt(2 ** 31))
const rounds = Number(process.env['ROUNDS'] ?? 50)

/** In every tenth round something lasts up to a minute; then visitors are patient. */
const planOf = (seed: number) => ({
  ...{ seed, visitors: 30, agents: 3, capacity: 10, withoutAck: 0.3 },
  ...(seed % 10 === 0 ? { times: 3, longestMs: 60_000 } : { times: 5, longestMs: 4000 }),
})

test(`in ${rounds} rounds of faults nobody loses or repeats anything (SEED=${first})`, async () => {
  const lines: string[] = []
  const failures: string[] = []
  const trusting = { visits: 0, missing: 0 }
  for (let seed = first; seed < first + rounds; seed += 1) {
    const found = await runFaults(planOf(seed)).then(
      ({ broken, summary, withoutAck }) => {
        trusting.visits += withoutAck.visits
        trusting.missing += withoutAck.missing
        return broken.length === 0 ? undefined : `${summary}\n${broken.join('\n')}`
      },
      (error: unknown) => `seed ${seed}: ${String(error)}`,
    )
    if (found !== undefined) failures.push(found)
  }
  lines.push(
    `SEED=${first}: ${rounds} rounds`,
    `${failures.length} rounds in which something did not hold`,
    `${trusting.missing} of ${trusting.visits} visits without \`ack\` missed something when a balancer cut a node off (N-1)`,
  )
  await reportLongRun('Faults of nodes', lines)
  expect(failures.join('\n\n')).toBe('')
})
