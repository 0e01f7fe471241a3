/** The same lives of a floor as in tests/simulation, a hundred times as many. */
import { test } from 'vitest'
import { floorHolds, type LifeTally } from '../support/floor-life/floor-life.js'
import { reportLongRun } from '../support/long-run-report.js'
import { longRuns } from '../support/seeded-runs.js'

const runs = longRuns(10_000)

test(`[H-2 H-4 H-5 H-8 H-9 H-11 R-2] no chat is lost, taken twice or left waiting beside a free agent (${runs.title})`, async () => {
  const tally: LifeTally = { lives: 0, events: new Map(), starts: 0 }
  const startedAt = performance.now()
  let found = 'something did not hold'
  try {
    await floorHolds(runs, tally)
    found = '0 lives in which something did not hold'
  } finally {
    const count = (type: string): number => tally.events.get(type) ?? 0
    const happened =
      `${runs.title}: ${tally.lives} lives with ${count('requested')} chats, ${count('offered')} offers, ${count('listed')} listings, ` +
      `${count('accepted')} acceptances, ${count('handover-offered') + count('transfer-queued')} hand-overs, ` +
      `${count('agent-lost') + count('agent-left')} agents lost or gone, ${tally.starts} stops and crashes, ` +
      `${Math.round((performance.now() - startedAt) / 1000)} s`
    await reportLongRun('Routing', [happened, found])
  }
})
