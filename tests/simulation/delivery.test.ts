/** Whatever a client, the network and the server go through: nothing is lost, and nothing comes in the wrong order. */
import fc from 'fast-check'
import { test } from 'vitest'
import type { ClientKind } from '../support/delivery-client.js'
import { histories, live } from '../support/delivery-history.js'
import { seededRuns } from '../support/seeded-runs.js'

const { title, ...runs } = seededRuns(3_400)

test.each<ClientKind>(['with ack', 'without ack', 'mixed'])(
  `[D-4 D-12 D-14 D-17 D-19 C-7 C-12] a client %s misses nothing, in any history (${title})`,
  (kind) =>
    fc.assert(
      fc.asyncProperty(histories, (history) => live(kind, history)),
      runs,
    ),
)
