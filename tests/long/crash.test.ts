import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { runCrashes } from '../support/crash/crash-run.js'
import { reportLongRun } from '../support/long-run-report.js'

const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31))
const crashes = Number(process.env['CRASHES'] ?? 200)

test(`${crashes} times kill -9 lose nothing, double nothing and change nothing (SEED=${seed})`, async () => {
  const plan = { seed, crashes, visitors: 300, agents: 3, capacity: 90, stepsMax: 12_000 }
  const { broken, summary } = await runCrashes(plan)
  await reportLongRun('Crashes', [summary, `${broken.length} broken promises`])
  expect(broken, summary).toEqual([])
})
