import { expect, test } from 'vitest'
import type { EventLog } from '../../event-log/event-log.js'
import { DatabaseThread } from './database-thread.js'
import { append, chat, opened, temporaryDirectory } from './opened-store.contract.js'
import { storeOn } from './sqlite-store.js'
import { workerOptions } from './worker-options.js'

const ids = ['a', 'b', 'c']

/** Fills three streams in turns until writing their places is due, and makes `commits` commits more. */
async function filled(directory: string, commits: number) {
  const options = { directory, streamHeadsMax: 2, eventsUnplacedMax: 300 }
  const thread = await DatabaseThread.start(workerOptions(options), () => undefined)
  const store = storeOn(thread, options)
  const first = Array.from({ length: 299 }, (_, n) => append(store.log, ids[n % 3]!, Math.floor(n / 3)))
  expect(await Promise.all(first)).toEqual(first.map(() => ({ ok: true })))
  for (let n = 299; n < 299 + commits; n += 1) await append(store.log, ids[n % 3]!, Math.floor(n / 3))
  return { thread, store, versions: ids.map((_, n) => Math.floor((299 + commits - 1 - n) / 3) + 1) }
}

async function readsWhole(log: EventLog, versions: readonly number[]) {
  for (const [index, id] of ids.entries()) {
    const last = versions[index]!
    const all = Array.from({ length: last }, (_, n) => n + 1)
    const numbers = (events: readonly { version: number }[]) => events.map(({ version }) => version)
    expect(numbers((await log.load(chat(id))).events)).toEqual(all)
    expect(numbers(await log.readAfter(chat(id), 10, 50))).toEqual(all.slice(10, 60))
    expect(numbers(await log.readAfter(chat(id), last - 3, 50))).toEqual(all.slice(-3))
    expect(numbers(await log.readBefore(chat(id), last - 2, 90))).toEqual(all.slice(0, -3).reverse().slice(0, 90))
    expect(numbers(await log.readBefore(chat(id), 20, 90))).toEqual(all.slice(0, 19).reverse())
  }
}

// The first commit of these sorts the events, each writes the places of 64, and the fifth is through.
test.each([0, 1, 2, 3, 4, 5, 6])(
  '[Q-40] reads are whole after %i commits of it, and after a crash',
  async (commits) => {
    const directory = await temporaryDirectory()
    const { thread, store, versions } = await filled(directory, commits)
    await readsWhole(store.log, versions)
    await thread.crash()
    await store.close()
    const again = await opened({ directory, eventsUnplacedMax: 300 })
    await readsWhole(again.log, versions)
    const more = Array.from({ length: 330 }, (_, n) =>
      append(again.log, ids[n % 3]!, versions[n % 3]! + Math.floor(n / 3)),
    )
    expect(await Promise.all(more)).toEqual(more.map(() => ({ ok: true })))
    await readsWhole(
      again.log,
      versions.map((version) => version + 110),
    )
  },
)
