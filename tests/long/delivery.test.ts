/** The same histories as in tests/simulation, ten times as many. */
import fc from 'fast-check'
import { test } from 'vitest'
import type { ClientKind } from '../support/delivery-client.js'
import { histories, live } from '../support/delivery-history.js'
import { longRuns } from '../support/seeded-runs.js'

const { title, ...runs } = longRuns(34_000)

test.each<ClientKind>(['with ack', 'without ack', 'mixed'])(
  `[D-4 D-12 D-14 D-17 D-19 C-7 C-12] a client %s misses nothing, in any history (${title})`,
  (kind) =>
    fc.assert(
      fc.asyncProperty(histories, (history) => live(kind, history)),
      runs,
    ),
)
