import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventLog, StreamWrite } from '../../event-log/event-log.js'
import { at, chat, versions } from '../../event-log/event-log-fixtures.contract.js'
import { balanceSlot } from '../../event-log/tally.js'
import { askDatabase, openedStore, temporaryDatabase } from './opened-store.contract.js'

/** Which streams an append writes to, in which order. */
const append = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 })
/** What each of three servers appends, several at a time. */
const history = fc.array(fc.array(fc.array(append, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }), {
  minLength: 3,
  maxLength: 3,
})

test('[PG-6] servers on one database never write the same version twice, lose nothing and never wait in a circle', async () => {
  const url = await temporaryDatabase()
  const stores = await Promise.all([1, 2, 3].map(() => openedStore({ url })))
  const deadlocks = () => askDatabase(url, 'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()')
  const before = await deadlocks()
  let run = 0
  await fc.assert(
    fc.asyncProperty(history, async (servers) => {
      run += 1
      const organizationId = `run-${run}`
      const name = (id: number) => chat(`s-${id}`, organizationId)
      const written = new Map<string, number>()
      const tally = { organizationId, kind: 'button', subject: 'b', measure: 'done', slot: balanceSlot, amount: 1 }
      let made = 0
      let succeeded = 0
      const appendOnce = async (log: EventLog, ids: readonly number[]) => {
        made += 1
        const number = made
        const heads = await Promise.all(
          ids.map(async (id) => (await log.readBefore(name(id), 1e9, 1))[0]?.version ?? 0),
        )
        const writes = ids.map((id, index): StreamWrite => {
          const event = { id: `${run}-${number}-${id}`, body: { type: 'said' } }
          return { stream: name(id), expectedVersion: heads[index]!, events: [event], open: true }
        })
        const { ok } = await log.append(writes, at, [tally])
        if (!ok) return
        succeeded += 1
        for (const [index, { events }] of writes.entries()) written.set(events[0]!.id, heads[index]! + 1)
      }
      await Promise.all(
        servers.map(async (rounds, index) => {
          for (const round of rounds) await Promise.all(round.map((ids) => appendOnce(stores[index]!.log, ids)))
        }),
      )
      let found = 0
      for (let id = 0; id <= 5; id += 1) {
        const events = await stores[0]!.log.readAfter(name(id), 0, 1000)
        expect(versions(events)).toEqual(events.map((_, index) => index + 1))
        for (const event of events) expect(written.get(event.id)).toBe(event.version)
        found += events.length
      }
      expect(found).toBe(written.size)
      expect(succeeded).toBeGreaterThan(0)
      const { balances } = await stores[1]!.figures.read({ organizationId, from: 1, slotMs: 1000 })
      expect(balances.map(({ amount }) => amount)).toEqual([succeeded])
    }),
    { numRuns: 25 },
  )
  for (const store of stores) expect(store.commitStatistics().commitsFailed).toBe(0)
  expect(await deadlocks()).toEqual(before)
}, 60_000)
