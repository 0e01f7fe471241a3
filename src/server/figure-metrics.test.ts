import { Registry, type MetricValue } from 'prom-client'
import { expect, test } from 'vitest'
import { foldChat, requested } from '../chat/chat-fixtures.contract.js'
import type { Chat } from '../chat/chat.js'
import { ManualClock } from '../lib/manual-clock.js'
import type { Tally } from '../event-log/tally.js'
import { orphanDemand } from '../routing/button-demand.js'
import { Floors } from '../routing/floors.js'
import { Setup } from '../setup/setup.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { buttonLabelsMax, createFigureMetrics, otherButtons } from './figure-metrics.js'

const organizationId = 'o'

/** The metrics of an organization with these buttons, at whose floor these chats wait. */
const metricsOf = async ({ buttons, chats = [] }: { buttons: readonly string[]; chats?: readonly Chat[] }) => {
  await using store = openMemoryStore()
  const setup = await Setup.open(store.setup)
  const shared = { organizationId, expectedVersion: 0 }
  await setup.change([
    { ...shared, kind: 'organization', id: organizationId, data: { name: 'O', demo: false } },
    ...buttons.map((id) => ({ ...shared, kind: 'button', id, data: { name: id } })),
  ])
  const floors = new Floors(() => ({
    revision: 0,
    capacityOf: () => 0,
    skillsOf: () => [],
    demandOf: () => orphanDemand(1000),
  }))
  for (const chat of chats) floors.of(organizationId).setChat(chat)
  const registry = new Registry()
  const take = createFigureMetrics(registry, {
    floors,
    ledger: { peek: ({ name }) => chats.find(({ id }) => id === name.id) as never },
    setup,
    clock: new ManualClock(60_000),
  })
  return {
    take,
    /** The values of a metric, as they are when Prometheus asks. */
    read: async (name: string): Promise<MetricValue<string>[]> => (await registry.getSingleMetric(name)!.get()).values,
  }
}

const tally = (kind: string, subject: string): Tally => ({
  ...{ organizationId, kind, subject, measure: 'requested', slot: 0, amount: 1 },
})

const named = (count: number): string[] => Array.from({ length: count }, (_, n) => `b-${n}`)

test('only so many buttons have a label of their own, and agents have none', async () => {
  const { take, read } = await metricsOf({ buttons: [] })
  take([tally('button', ''), tally('agent', 'ann')])
  take(named(buttonLabelsMax + 3).map((id) => tally('button', id)))
  const values = (await read('parley_chat_events_total')).filter(({ labels }) => labels['event'] === 'requested')
  expect(values).toHaveLength(buttonLabelsMax + 2)
  const of = (button: string) => values.find(({ labels }) => labels['button'] === button)?.value
  expect([of('none'), of(otherButtons), of('b-0'), of('ann')]).toEqual([1, 3, 1, undefined])
})

test('what may happen at a button is told as zero before it happens for the first time', async () => {
  const { take, read } = await metricsOf({ buttons: ['b-0'] })
  const missed = async (button: string) =>
    (await read('parley_chat_events_total')).find(
      ({ labels }) => labels['button'] === button && labels['event'] === 'missed',
    )?.value
  expect(await missed('b-0')).toBe(0)
  take([{ ...tally('button', 'b-0'), measure: 'missed' }, tally('button', 'b-1')])
  expect([await missed('b-0'), await missed('b-1')]).toEqual([1, 0])
})

test('of buttons that share a label those who wait are counted together, and the longest wait is one visitor’s', async () => {
  const buttons = named(buttonLabelsMax + 2)
  const waiting = (buttonId: string, n: number): Chat => ({
    ...foldChat(requested),
    ...{ id: `c-${n}`, buttonId, waitingSince: 10_000 * n },
  })
  const { read } = await metricsOf({ buttons, chats: buttons.slice(-2).map((id, n) => waiting(id, n + 1)) })
  const other = async (name: string) =>
    (await read(name)).find(({ labels }) => labels['button'] === otherButtons)?.value
  expect(await other('parley_button_chats_waiting')).toBe(2)
  expect(await other('parley_button_longest_wait_seconds')).toBe(50)
})
