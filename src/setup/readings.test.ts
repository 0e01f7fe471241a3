import { expect, test } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { knownReadingsMax, Readings, sameReadingMs } from './readings.js'

const sue = { organizationId: 'org-1', id: 'sue', username: 'Sue' }
const chat = (id: string) => ({ id, endedAt: 5 })

const harness = () => {
  const { setup } = openMemoryStore()
  const clock = new ManualClock()
  const readings = new Readings({ store: setup, clock })
  const list = (more: { by?: string; chatId?: string; organizationId?: string } = {}) =>
    readings.list({ organizationId: 'org-1', limit: 50, ...more })
  return { setup, clock, readings, list }
}

test('[A-111] who reads a chat is recorded once within some minutes, and again after them', async () => {
  const { clock, readings, list } = harness()
  await readings.read(sue, chat('c1'))
  clock.advance(sameReadingMs - 1)
  await readings.read(sue, chat('c1'))
  await readings.read({ ...sue, id: 'bo', username: 'Bo' }, chat('c1'))
  await readings.read({ ...sue, organizationId: 'org-2' }, chat('c1'))
  expect((await list()).map(({ number, by, chatId }) => [number, by, chatId])).toEqual([
    [2, 'bo', 'c1'],
    [1, 'sue', 'c1'],
  ])
  clock.advance(1)
  await readings.read(sue, chat('c1'))
  expect(await list({ by: 'sue' })).toEqual([
    { number: 3, by: 'sue', byName: 'Sue', at: clock.now(), endedAt: 5, chatId: 'c1' },
    { number: 1, by: 'sue', byName: 'Sue', at: clock.now() - sameReadingMs, endedAt: 5, chatId: 'c1' },
  ])
  expect(await list({ organizationId: 'org-2' })).toHaveLength(1)
})

test('[A-111] an export is recorded each time, and not among those of a chat', async () => {
  const { clock, readings, list } = harness()
  const search = { format: 'csv', hasWords: true, hasVisitor: false, reason: 'agent' }
  await readings.exported(sue, search)
  await readings.exported(sue, search)
  await readings.read(sue, chat('csv'))
  expect(await list()).toHaveLength(3)
  expect((await list())[1]).toEqual({ number: 2, by: 'sue', byName: 'Sue', at: clock.now(), search })
  expect(await list({ chatId: 'csv' })).toHaveLength(1)
})

test('[A-111] the record of readings pushes out no change of setup', async () => {
  const { setup, readings } = harness()
  const change = { organizationId: 'org-1', kind: 'button', id: 'b', by: 'sue', data: {} }
  await setup.change([], [change])
  await readings.read(sue, chat('c1'))
  expect(await setup.audit({ organizationId: 'org-1', limit: 9 })).toEqual([{ ...change, number: 1 }])
})

test('[A-111] what could not be recorded is refused, also to whoever waits with it, and tried again', async () => {
  const { setup, clock } = harness()
  let isAway = true
  const readings = new Readings({
    clock,
    store: {
      change: (...asked) => (isAway ? Promise.reject(new Error('away')) : setup.change(...asked)),
      audit: (query) => setup.audit(query),
    },
  })
  const both = [readings.read(sue, chat('c1')), readings.read(sue, chat('c1'))]
  for (const one of both) await expect(one).rejects.toThrow('away')
  isAway = false
  await readings.read(sue, chat('c1'))
  expect(await readings.list({ organizationId: 'org-1', limit: 9 })).toHaveLength(1)
})

test('[A-111] of only so many readings it is known that they were recorded', async () => {
  const { readings, list } = harness()
  for (let number = 0; number <= knownReadingsMax; number += 1) await readings.read(sue, chat(`c${number}`))
  await readings.read(sue, chat('c1'))
  await readings.read(sue, chat('c0'))
  const [newest, before] = await list()
  expect([newest?.chatId, before?.chatId]).toEqual(['c0', `c${knownReadingsMax}`])
})
