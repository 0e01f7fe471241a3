import { describe, expect, test } from 'vitest'
import type { EventLog, StreamName } from './event-log.js'
import { streamKey } from './event-log.js'
import { at, chat, texts, versions, write } from './event-log-fixtures.contract.js'

/** What reads give back. */
export function eventLogReadingContract(name: string, openedLog: () => Promise<EventLog>): void {
  describe(`${name}: reading`, () => {
    test('[L-20] a stream that does not exist has no events', async () => {
      const log = await openedLog()
      expect(await log.load(chat('none'))).toEqual({ events: [] })
      expect(await log.readAfter(chat('none'), 0, 10)).toEqual([])
      expect(await log.readBefore(chat('none'), 10, 10)).toEqual([])
      expect(await log.openStreams('chat')).toEqual([])
    })

    test('[L-21] an acknowledged append is seen by every read that follows', async () => {
      const log = await openedLog()
      for (let version = 0; version < 20; version += 1) {
        await log.append([write(chat('a'), version, `n-${version}`)], at)
        const [after, before, loaded] = await Promise.all([
          log.readAfter(chat('a'), version, 10),
          log.readBefore(chat('a'), Number.MAX_SAFE_INTEGER, 1),
          log.load(chat('a')),
        ])
        expect(texts(after)).toEqual([`n-${version}`])
        expect(texts(before)).toEqual([`n-${version}`])
        expect(loaded.events).toHaveLength(version + 1)
      }
    })

    test('[L-22] load gives the snapshot and only the events after it', async () => {
      const log = await openedLog()
      await log.append([write(chat('a'), 0, 'one', 'two')], at)
      expect(await log.load(chat('a'))).not.toHaveProperty('snapshot')
      await log.append([{ ...write(chat('a'), 2, 'three'), snapshot: { folded: 3, text: 'ü👍' } }], at)
      expect(await log.load(chat('a'))).toEqual({
        snapshot: { version: 3, state: { folded: 3, text: 'ü👍' } },
        events: [],
      })
      await log.append([write(chat('a'), 3, 'four', 'five')], at)
      const loaded = await log.load(chat('a'))
      expect(loaded.snapshot).toEqual({ version: 3, state: { folded: 3, text: 'ü👍' } })
      expect(versions(loaded.events)).toEqual([4, 5])
      await log.append([{ ...write(chat('a'), 5, 'six'), snapshot: null }], at)
      expect(await log.load(chat('a'))).toEqual({ snapshot: { version: 6, state: null }, events: [] })
    })

    test('[L-23] a snapshot hides nothing from the other reads, and a refused one is not kept', async () => {
      const log = await openedLog()
      await log.append([{ ...write(chat('a'), 0, 'one', 'two'), snapshot: 'kept' }], at)
      await log.append([{ ...write(chat('a'), 1, 'late'), snapshot: 'refused' }], at)
      expect(await log.load(chat('a'))).toEqual({ snapshot: { version: 2, state: 'kept' }, events: [] })
      expect(texts(await log.readAfter(chat('a'), 0, 10))).toEqual(['one', 'two'])
    })

    test('[L-24] readAfter pages forwards, oldest first', async () => {
      const log = await openedLog()
      await log.append([write(chat('a'), 0, ...Array.from({ length: 25 }, (_, n) => `n-${n + 1}`))], at)
      await log.append([write(chat('b'), 0, 'not this one')], at)
      const pages: number[][] = []
      for (let version = 0; ;) {
        const page = await log.readAfter(chat('a'), version, 10)
        if (page.length === 0) break
        pages.push(versions(page))
        version = page.at(-1)!.version
      }
      expect(pages.map((page) => page.length)).toEqual([10, 10, 5])
      expect(pages.flat()).toEqual(Array.from({ length: 25 }, (_, n) => n + 1))
      expect(await log.readAfter(chat('a'), 25, 10)).toEqual([])
      expect(await log.readAfter(chat('a'), 1000, 10)).toEqual([])
    })

    test('[L-25] readBefore pages backwards, newest first', async () => {
      const log = await openedLog()
      await log.append([write(chat('a'), 0, ...Array.from({ length: 25 }, (_, n) => `n-${n + 1}`))], at)
      await log.append([write(chat('b'), 0, 'not this one')], at)
      const pages: number[][] = []
      for (let version = Number.MAX_SAFE_INTEGER; ;) {
        const page = await log.readBefore(chat('a'), version, 10)
        if (page.length === 0) break
        pages.push(versions(page))
        version = page.at(-1)!.version
      }
      expect(pages.map((page) => page.length)).toEqual([10, 10, 5])
      expect(pages.flat()).toEqual(Array.from({ length: 25 }, (_, n) => 25 - n))
      expect(versions(await log.readBefore(chat('a'), 4, 10))).toEqual([3, 2, 1])
      expect(await log.readBefore(chat('a'), 1, 10)).toEqual([])
    })

    test('[L-26] openStreams lists the living ones of a kind, in all organizations', async () => {
      const log = await openedLog()
      const agent: StreamName = { organizationId: 'org-1', kind: 'agent', id: 'a' }
      const closed = (stream: StreamName, version: number) => ({ ...write(stream, version, 'end'), open: false })
      const keys = async (kind: string) => (await log.openStreams(kind)).map(streamKey).sort()
      await log.append([write(chat('a'), 0, 'x'), write(chat('b'), 0, 'x'), write(agent, 0, 'x')], at)
      await log.append([write(chat('a', 'org-2'), 0, 'x'), closed(chat('never-lived'), 0)], at)
      expect(await keys('chat')).toEqual(['org-1/chat/a', 'org-1/chat/b', 'org-2/chat/a'])
      expect(await keys('agent')).toEqual(['org-1/agent/a'])
      expect(await keys('nothing')).toEqual([])
      await log.append([closed(chat('a'), 1)], at)
      expect(await keys('chat')).toEqual(['org-1/chat/b', 'org-2/chat/a'])
      await log.append([write(chat('a'), 2, 'back')], at)
      await log.append([closed(chat('b'), 5)], at)
      expect(await keys('chat')).toEqual(['org-1/chat/a', 'org-1/chat/b', 'org-2/chat/a'])
      expect(versions((await log.load(chat('a'))).events)).toEqual([1, 2, 3])
    })
  })
}
