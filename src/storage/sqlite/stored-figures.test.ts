import { expect, test } from 'vitest'
import type { EventLog } from '../../event-log/event-log.js'
import type { Tally } from '../../event-log/tally.js'
import type { FiguresStore } from '../../figures/figures-store.js'
import { DatabaseThread } from './database-thread.js'
import { chat, opened, temporaryDirectory } from './opened-store.contract.js'
import { storeOn } from './sqlite-store.js'
import { workerOptions } from './worker-options.js'

const minute = 1_767_268_800_000
const tally: Tally = {
  organizationId: 'org-1',
  kind: 'button',
  subject: 'b',
  measure: 'requested',
  slot: minute,
  amount: 1,
}

/** An event in a stream of its own, that counts itself. */
const append = (log: EventLog, n: number, padding = '') => {
  const body = { type: 'said', text: padding }
  const events = [{ id: `e-${n}`, body }]
  return log.append([{ stream: chat(`c-${n}`), expectedVersion: 0, events, open: true }], minute, [tally])
}

const eventsIn = async (log: EventLog) => (await log.openStreams('chat')).length
const sumIn = async (figures: FiguresStore) => {
  const { sums } = await figures.read({ organizationId: 'org-1', from: 1, slotMs: 60_000 })
  return sums[0]?.amount ?? 0
}

test('[A-70] what was counted is what is on disk after a crash, whenever it came', async () => {
  const directory = await temporaryDirectory()
  let written = 0
  for (let crashes = 0; crashes < 4; crashes += 1) {
    const options = { directory, streamHeadsMax: 10, eventsUnplacedMax: 20 }
    const thread = await DatabaseThread.start(workerOptions(options), () => undefined)
    const store = storeOn(thread, options)
    expect(await sumIn(store.figures)).toBe(await eventsIn(store.log))
    const from = written
    const appends = Array.from({ length: 40 }, (_, n) => append(store.log, crashes * 1000 + n))
    const settled = Promise.allSettled(appends)
    // Some commits later, and with more on the way.
    await appends[0]
    const more = Promise.allSettled(Array.from({ length: 20 }, (_, n) => append(store.log, crashes * 1000 + 100 + n)))
    await thread.crash()
    await store.close()
    await Promise.all([settled, more])
    await using again = await opened({ directory })
    written = await eventsIn(again.log)
    expect(written).toBeGreaterThanOrEqual(from + 40)
    expect(await sumIn(again.figures)).toBe(written)
  }
})

test('[A-70] an append that the disk has no room for counts nothing, and later ones count once', async () => {
  const store = await opened({ directory: await temporaryDirectory(), databaseBytesMax: 400_000 })
  let written = 0
  let refused = 0
  for (let n = 0; refused < 3; n += 1) {
    const size = refused === 0 ? 20_000 : 100_000
    await append(store.log, n, 'x'.repeat(size)).then(
      () => (written += 1),
      () => (refused += 1),
    )
  }
  expect(written).toBeGreaterThan(3)
  expect([await eventsIn(store.log), await sumIn(store.figures)]).toEqual([written, written])
})
