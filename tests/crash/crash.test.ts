import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { runCrashes } from '../support/crash/crash-run.js'

const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31))

test(`kill -9 loses nothing, doubles nothing and changes nothing (SEED=${seed})`, async () => {
  const plan = { seed, crashes: 3, visitors: 300, agents: 3, capacity: 90, stepsMax: 25_000 }
  const { broken, summary } = await runCrashes(plan)
  expect(broken, summary).toEqual([])
}, 120_000)

test(`nor does it on PostgreSQL (SEED=${seed})`, async () => {
  const plan = { seed, crashes: 2, visitors: 60, agents: 2, capacity: 30, stepsMax: 4_000, store: 'postgres' as const }
  const { broken, summary } = await runCrashes(plan)
  expect(broken, summary).toEqual([])
}, 180_000)
