import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { firstIds } from './fuzz-setup.js'
import { FuzzedServer, heapGrowthMax } from './fuzzed-server.js'

const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31))
const from = Number(process.env['FROM'] ?? 0)
const count = Number(process.env['COUNT'] ?? 20_000)
/** The requests before are for whatever a server makes once. */
const settling = 4000
/** A machine that is very busy sends fewer. */
const limitMs = 90_000

test(`[X-1 X-4 A-1] ${count} requests, most of them wrong, break nothing (SEED=${seed})`, async () => {
  await using fuzzed = await FuzzedServer.start()
  const first = await fuzzed.run(seed, from, Math.min(count, settling), limitMs)
  expect(first.failures).toEqual([])
  const before = await fuzzed.heapBytes()
  const rest = await fuzzed.run(seed, from + first.sent, count - first.sent, limitMs)
  expect(rest.failures).toEqual([])
  // Nobody was deaf to all of it: good requests among the wrong ones were done.
  if (count >= settling) {
    expect([...rest.statuses.keys()]).toEqual(expect.arrayContaining([200, 201, 204, 400, 401, 403, 404, 405, 413]))
    expect(fuzzed.keeper.administrator.ids.length).toBeGreaterThan(firstIds)
  }
  await fuzzed.keeper.leave()
  expect(await fuzzed.brokenChecks()).toEqual([])
  expect((await fuzzed.heapBytes()) - before).toBeLessThan(heapGrowthMax)
  const ended = await fuzzed.server.stop('SIGINT')
  expect(ended.code).toBe(0)
  expect(fuzzed.wrongInLog()).toEqual([])
}, 240_000)
