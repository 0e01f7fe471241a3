import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { FuzzedServer, heapGrowthMax } from '../fuzz/fuzzed-server.js'
import { reportLongRun } from '../support/long-run-report.js'

const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31))
/** To go on where a run stopped that took too long. */
const from = Number(process.env['FROM'] ?? 0)
const count = Number(process.env['COUNT'] ?? 1_000_000)
const limitMs = Number(process.env['MINUTES'] ?? 50) * 60_000
/** How many requests between two looks at the heap. */
const roundSize = 50_000

test(`${count} requests, most of them wrong, break nothing (SEED=${seed} FROM=${from})`, async () => {
  const untilMs = performance.now() + limitMs
  await using fuzzed = await FuzzedServer.start()
  const statuses = new Map<number, number>()
  const heaps: number[] = []
  let next = from
  const end = from + count
  while (next < end && performance.now() < untilMs) {
    const size = Math.min(roundSize, end - next)
    const round = await fuzzed.run(seed, next, size, untilMs - performance.now())
    expect(round.failures).toEqual([])
    for (const [status, times] of round.statuses) statuses.set(status, (statuses.get(status) ?? 0) + times)
    next += round.sent
    heaps.push(await fuzzed.heapBytes())
  }
  await fuzzed.keeper.leave()
  expect(await fuzzed.brokenChecks()).toEqual([])
  const ended = await fuzzed.server.stop('SIGINT')
  expect(ended.code).toBe(0)
  expect(fuzzed.wrongInLog()).toEqual([])
  const answers = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${status || 'none'}: ${times}`)
  await reportLongRun('Fuzzing', [
    `${next - from} requests${next < end ? `; stopped for the time, go on with SEED=${seed} FROM=${next}` : ''}`,
    `Answers ${answers.join(', ')}`,
    `Heap after each ${roundSize}: ${heaps.map((bytes) => Math.round(bytes / 1e6)).join(', ')} MB`,
  ])
  expect((heaps.at(-1) ?? 0) - (heaps[0] ?? 0)).toBeLessThan(heapGrowthMax)
})
