import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { orphanDemand } from '../routing/button-demand.js'
import { Floors } from '../routing/floors.js'
import { Setup } from '../setup/setup.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { buttonLabelsMax, createFigureMetrics, otherButtons } from './figure-metrics.js'

test('only so many buttons have a label of their own, and agents have none', async () => {
  await using store = openMemoryStore()
  const registry = new Registry()
  const take = createFigureMetrics(registry, {
    floors: new Floors(() => ({
      revision: 0,
      capacityOf: () => 0,
      skillsOf: () => [],
      demandOf: () => orphanDemand(1000),
    })),
    ledger: { peek: () => undefined },
    setup: await Setup.open(store.setup),
    clock: new ManualClock(),
  })
  const tally = (kind: string, subject: string) => ({
    ...{ organizationId: 'org-1', kind, subject, measure: 'requested', slot: 0, amount: 1 },
  })
  take([tally('button', ''), tally('agent', 'ann')])
  take(Array.from({ length: buttonLabelsMax + 3 }, (_, n) => tally('button', `b-${n}`)))
  const { values } = await registry.getSingleMetric('parley_chat_events_total')!.get()
  expect(values).toHaveLength(buttonLabelsMax + 2)
  const of = (button: string) => values.find(({ labels }) => labels['button'] === button)?.value
  expect([of('none'), of(otherButtons), of('b-0'), of('ann')]).toEqual([1, 3, 1, undefined])
})
