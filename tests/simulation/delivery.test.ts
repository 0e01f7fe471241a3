/** Whatever a client, the network and the server go through: nothing is lost, and nothing comes in the wrong order. */
import { test } from 'vitest'
import { missesNothing } from '../support/delivery-history.js'
import { seededRuns } from '../support/seeded-runs.js'

const runs = seededRuns(3_400)

test.each(['with ack', 'without ack', 'mixed'] as const)(
  `[D-4 D-12 D-14 D-17 D-19 C-7 C-12] a client %s misses nothing, in any history (${runs.title})`,
  (kind) => missesNothing(kind, runs),
)
