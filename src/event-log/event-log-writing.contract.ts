import { describe, expect, test } from 'vitest'
import { LogOverloadedError, streamKey } from './event-log.js'
import { at, chat, texts, versions, write } from './event-log-fixtures.contract.js'
import type { OpenLog } from './event-log.contract.js'

/** How appends are carried out and refused. */
export function eventLogWritingContract(name: string, opened: OpenLog): void {
  const openedLog = async () => (await opened()).log

  describe(`${name}: writing`, () => {
    test('[L-1] versions count from one without a gap, whatever is appended at once', async () => {
      const log = await openedLog()
      expect(await log.append([write(chat('a'), 0, 'one')], at)).toEqual({ ok: true })
      expect(await log.append([write(chat('a'), 1, 'two', 'three', 'four')], at)).toEqual({ ok: true })
      expect(await log.append([write(chat('a'), 4, 'five')], at)).toEqual({ ok: true })
      const read = await log.readAfter(chat('a'), 0, 10)
      expect(versions(read)).toEqual([1, 2, 3, 4, 5])
      expect(texts(read)).toEqual(['one', 'two', 'three', 'four', 'five'])
    })

    test('[L-2] an event comes back with its id, its instant and its body', async () => {
      const log = await openedLog()
      const body = { type: 'said', text: 'hello', nested: { list: [1, 'two', null, true], empty: {} } }
      await log.append([{ stream: chat('a'), expectedVersion: 0, events: [{ id: 'e-1', body }], open: true }], at + 7)
      expect(await log.readAfter(chat('a'), 0, 10)).toEqual([{ version: 1, id: 'e-1', at: at + 7, body }])
    })

    test('[L-3] appends are carried out in the order of the calls, without waiting for each other', async () => {
      const log = await openedLog()
      const outcomes = await Promise.all([
        log.append([write(chat('a'), 0, 'first')], at),
        log.append([write(chat('a'), 1, 'second')], at),
        log.append([write(chat('a'), 2, 'third'), write(chat('b'), 0, 'other')], at),
        log.append([write(chat('b'), 1, 'another')], at),
      ])
      expect(outcomes).toEqual([{ ok: true }, { ok: true }, { ok: true }, { ok: true }])
      expect(texts(await log.readAfter(chat('a'), 0, 10))).toEqual(['first', 'second', 'third'])
      expect(texts(await log.readAfter(chat('b'), 0, 10))).toEqual(['other', 'another'])
    })

    test('[L-4] an append to several streams is written to all of them or to none', async () => {
      const log = await openedLog()
      await log.append([write(chat('b'), 0, 'before')], at)
      const refused = await log.append(
        [write(chat('a'), 0, 'never'), write(chat('b'), 0, 'never'), write(chat('c'), 0, 'never')],
        at,
      )
      expect(refused).toEqual({ ok: false, conflict: chat('b') })
      expect(await log.load(chat('a'))).toEqual({ events: [] })
      expect(texts((await log.load(chat('b'))).events)).toEqual(['before'])
      expect(await log.load(chat('c'))).toEqual({ events: [] })
      expect(await log.openStreams('chat')).toEqual([chat('b')])
      expect(
        await log.append([write(chat('a'), 0, 'now'), write(chat('b'), 1, 'now'), write(chat('c'), 0, 'now')], at),
      ).toEqual({ ok: true })
      for (const id of ['a', 'b', 'c']) expect(texts((await log.load(chat(id))).events).at(-1)).toBe('now')
    })

    test('[L-5] a conflict names its stream and does not touch the appends it shares a commit with', async () => {
      const log = await openedLog()
      const outcomes = await Promise.all([
        log.append([write(chat('a'), 0, 'fine')], at),
        log.append([write(chat('a'), 0, 'too late'), write(chat('d'), 0, 'never')], at),
        log.append([write(chat('b'), 3, 'too early')], at),
        log.append([write(chat('c'), 0, 'fine')], at),
        log.append([write(chat('a'), 1, 'fine too')], at),
      ])
      expect(outcomes).toEqual([
        { ok: true },
        { ok: false, conflict: chat('a') },
        { ok: false, conflict: chat('b') },
        { ok: true },
        { ok: true },
      ])
      expect(texts((await log.load(chat('a'))).events)).toEqual(['fine', 'fine too'])
      expect(await log.load(chat('b'))).toEqual({ events: [] })
      expect(texts((await log.load(chat('c'))).events)).toEqual(['fine'])
      expect(await log.load(chat('d'))).toEqual({ events: [] })
    })

    test('[L-6] expecting version zero means that the stream must not exist yet', async () => {
      const log = await openedLog()
      const [first, second] = await Promise.all([
        log.append([write(chat('a'), 0, 'mine')], at),
        log.append([write(chat('a'), 0, 'yours')], at),
      ])
      expect([first, second]).toEqual([{ ok: true }, { ok: false, conflict: chat('a') }])
      expect(await log.append([write(chat('a'), 0, 'again')], at)).toEqual({ ok: false, conflict: chat('a') })
      expect(texts((await log.load(chat('a'))).events)).toEqual(['mine'])
    })

    test('[L-7] streams are told apart by organization, kind and id', async () => {
      const log = await openedLog()
      const names = [
        chat('a', 'org-1'),
        chat('a', 'org-2'),
        { ...chat('a', 'org-1'), kind: 'agent' },
        chat('b', 'org-1'),
      ]
      for (const stream of names)
        expect(await log.append([write(stream, 0, streamKey(stream))], at)).toEqual({ ok: true })
      for (const stream of names) expect(texts((await log.load(stream)).events)).toEqual([streamKey(stream)])
    })

    test('[L-8] any text comes back as it was', async () => {
      const log = await openedLog()
      const hard = [
        'emoji 👩‍👩‍👧‍👦 🏳️‍🌈 é e\u0301',
        'right to left: שלום עולם, مرحبا \u202e!',
        `quotes " ' \` and "escaped \\"ones\\"", back\\slash, '); DROP TABLE events; --`,
        'line\nfeed\r\ntab\t null \u0000 bell \u0007 separators \u2028\u2029',
        'half an emoji \ud83d, the other half \ude00',
        '日本語と中文、한국어',
        '',
        'x'.repeat(100_000),
      ]
      await log.append([write(chat('ä-語', 'org-ø'), 0, ...hard)], at)
      expect(texts(await log.readAfter(chat('ä-語', 'org-ø'), 0, 100))).toEqual(hard)
      expect(await log.openStreams('chat')).toEqual([chat('ä-語', 'org-ø')])
    })

    test('[L-9] an event is what it was at the call, whatever becomes of the object handed in', async () => {
      const log = await openedLog()
      const body = { type: 'said', text: 'as said' }
      const appended = log.append(
        [{ stream: chat('a'), expectedVersion: 0, events: [{ id: 'e-1', body }], open: true }],
        at,
      )
      body.text = 'changed'
      await appended
      expect(texts((await log.load(chat('a'))).events)).toEqual(['as said'])
    })

    test('[L-10] an append that makes no sense is refused as a mistake, and its neighbours are not', async () => {
      const log = await openedLog()
      const neighbour = log.append([write(chat('n'), 0, 'fine')], at)
      await expect(log.append([], at)).rejects.toBeInstanceOf(TypeError)
      await expect(log.append([write(chat('a'), 0)], at)).rejects.toBeInstanceOf(TypeError)
      await expect(
        log.append([write(chat('b'), 0, 'x'), { ...write(chat('a'), 0), snapshot: {} }], at),
      ).rejects.toBeInstanceOf(TypeError)
      await expect(log.append([write(chat('a'), -1, 'x')], at)).rejects.toBeInstanceOf(TypeError)
      await expect(log.append([write(chat('a'), 0.5, 'x')], at)).rejects.toBeInstanceOf(TypeError)
      await expect(log.append([write(chat('a'), 0, 'x')], Number.NaN)).rejects.toBeInstanceOf(TypeError)
      await expect(log.append([write(chat('a'), 0, 'x'), write(chat('a'), 1, 'y')], at)).rejects.toBeInstanceOf(
        TypeError,
      )
      expect(await neighbour).toEqual({ ok: true })
      expect(await log.load(chat('a'))).toEqual({ events: [] })
    })

    test('[L-12] a stream without events is checked and stays as it is', async () => {
      const log = await openedLog()
      await log.append([write(chat('a'), 0, 'one')], at)
      expect(await log.append([write(chat('b'), 0, 'one'), { ...write(chat('a'), 1), open: false }], at)).toEqual({
        ok: true,
      })
      expect(await log.append([write(chat('c'), 0, 'one'), write(chat('never'), 0)], at)).toEqual({ ok: true })
      expect(await log.append([write(chat('d'), 0, 'never'), write(chat('a'), 0)], at)).toEqual({
        ok: false,
        conflict: chat('a'),
      })
      expect(await log.append([write(chat('never'), 1), write(chat('d'), 0, 'never')], at)).toEqual({
        ok: false,
        conflict: chat('never'),
      })
      expect(versions((await log.load(chat('a'))).events)).toEqual([1])
      expect((await log.openStreams('chat')).map(({ id }) => id).sort()).toEqual(['a', 'b', 'c'])
    })

    test('[L-11] more waiting appends than promised are refused as overload and write nothing', async () => {
      const { log } = await opened({ appendsWaitingMax: 3 })
      const results = await Promise.allSettled(
        Array.from({ length: 6 }, (_, n) => log.append([write(chat(`c-${n}`), 0, 'x')], at)),
      )
      expect(results.map((result) => result.status)).toEqual([
        ...['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected', 'rejected'],
      ])
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(LogOverloadedError)
      expect((await log.openStreams('chat')).map(({ id }) => id).sort()).toEqual(['c-0', 'c-1', 'c-2'])
      expect(await log.load(chat('c-4'))).toEqual({ events: [] })
      expect(await log.append([write(chat('c-4'), 0, 'room again')], at)).toEqual({ ok: true })
    })
  })
}
