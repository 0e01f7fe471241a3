/** The same histories as in tests/simulation, ten times as many. */
import { test } from 'vitest'
import { missesNothing } from '../support/delivery-history.js'
import { longRuns } from '../support/seeded-runs.js'

const runs = longRuns(34_000)

test.each(['with ack', 'without ack', 'mixed'] as const)(
  `[D-4 D-12 D-14 D-17 D-19 C-7 C-12] a client %s misses nothing, in any history (${runs.title})`,
  (kind) => missesNothing(kind, runs),
)
