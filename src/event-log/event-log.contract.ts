/**
 * What every event log promises, as tests. A store's test file calls {@link eventLogContract} with a way to open it.
 */
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { AppendOutcome, EventBody, EventLog, Recorded, StreamName, StreamWrite } from './event-log.js'
import { LogOverloadedError, LogUnavailableError, streamKey } from './event-log.js'

export interface OpenedLog {
  readonly log: EventLog
  /** Opens the same store once more after `log` was closed. Left out by stores that do not persist. */
  readonly reopen?: () => Promise<EventLog>
  /** Closes whatever is still open and removes what was kept. */
  readonly dispose: () => Promise<void>
}

export type OpenLog = (options?: { readonly appendsWaitingMax?: number }) => Promise<OpenedLog>

interface Said extends EventBody {
  readonly type: 'said'
  readonly text: string
}

const at = 1_767_268_800_000
const chat = (id: string, organizationId = 'org-1'): StreamName => ({ organizationId, kind: 'chat', id })
const said = (text: string): Said => ({ type: 'said', text })
const texts = (events: readonly Recorded[]) => events.map(({ body }) => (body as Said).text)
const versions = (events: readonly Recorded[]) => events.map(({ version }) => version)

let events = 0
const write = (stream: StreamName, expectedVersion: number, ...words: string[]): StreamWrite => ({
  stream,
  expectedVersion,
  events: words.map((text) => ({ id: `event-${(events += 1)}`, body: said(text) })),
  open: true,
})

/**
 * Registers the contract's tests under `name`. `open` is called once per test, or with a smaller limit where the test
 * is about the limit.
 */
export function eventLogContract(name: string, open: OpenLog): void {
  const opened = async (options?: { readonly appendsWaitingMax?: number }): Promise<OpenedLog> => {
    const harness = await open(options)
    onTestFinished(() => harness.dispose())
    return harness
  }
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
      await expect(log.append([write(chat('a'), -1, 'x')], at)).rejects.toBeInstanceOf(TypeError)
      await expect(log.append([write(chat('a'), 0.5, 'x')], at)).rejects.toBeInstanceOf(TypeError)
      await expect(log.append([write(chat('a'), 0, 'x')], Number.NaN)).rejects.toBeInstanceOf(TypeError)
      await expect(log.append([write(chat('a'), 0, 'x'), write(chat('a'), 1, 'y')], at)).rejects.toBeInstanceOf(
        TypeError,
      )
      expect(await neighbour).toEqual({ ok: true })
      expect(await log.load(chat('a'))).toEqual({ events: [] })
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

  describe(`${name}: bookmarks`, () => {
    test('[L-30] a bookmark is seen at once and the last one wins', async () => {
      const log = await openedLog()
      expect(await log.bookmark('reader')).toBeUndefined()
      log.setBookmark('reader', '1')
      expect(await log.bookmark('reader')).toBe('1')
      log.setBookmark('reader', '2')
      log.setBookmark('other', 'ø')
      const appended = log.append([write(chat('a'), 0, 'x')], at)
      expect(await log.bookmark('reader')).toBe('2')
      log.setBookmark('reader', '3')
      expect(await log.bookmark('reader')).toBe('3')
      await appended
      expect(await log.bookmark('reader')).toBe('3')
      await log.append([write(chat('a'), 1, 'y')], at)
      expect(await log.bookmark('reader')).toBe('3')
      expect(await log.bookmark('other')).toBe('ø')
    })

    test('[L-31] a bookmark holds a kilobyte and refuses more', async () => {
      const log = await openedLog()
      log.setBookmark('reader', 'x'.repeat(1024))
      expect(() => log.setBookmark('reader', 'x'.repeat(1025))).toThrow(RangeError)
      expect(await log.bookmark('reader')).toBe('x'.repeat(1024))
    })
  })

  describe(`${name}: closing`, () => {
    test('[L-40] closing commits what is waiting and refuses everything after', async () => {
      const { log } = await opened()
      const appended = log.append([write(chat('a'), 0, 'just in time')], at)
      const closed = log.close()
      const refusals = [
        log.append([write(chat('a'), 1, 'too late')], at),
        log.load(chat('a')),
        log.readAfter(chat('a'), 0, 1),
        log.readBefore(chat('a'), 1, 1),
        log.openStreams('chat'),
        log.bookmark('reader'),
      ]
      for (const refusal of refusals) await expect(refusal).rejects.toBeInstanceOf(LogUnavailableError)
      expect(() => log.setBookmark('reader', '1')).toThrow(LogUnavailableError)
      expect(await appended).toEqual({ ok: true })
      await closed
      await log.close()
      await expect(log.append([write(chat('a'), 1, 'later still')], at)).rejects.toBeInstanceOf(LogUnavailableError)
    })

    test('[L-41] a store that persists has everything back when it is opened again', async (context) => {
      const { log, reopen } = await opened()
      if (!reopen) return context.skip('This store does not persist.')
      await log.append([{ ...write(chat('a'), 0, 'one', 'two'), snapshot: { folded: 2 } }], at)
      await log.append([write(chat('a'), 2, 'three'), write(chat('b'), 0, 'b')], at + 1)
      await log.append([{ ...write(chat('b'), 1, 'end'), open: false }], at + 2)
      log.setBookmark('reader', '1')
      const last = log.append([write(chat('c', 'org-2'), 0, 'in flight at the close')], at + 3)
      log.setBookmark('reader', '2')
      log.setBookmark('quiet', '7')
      await log.close()
      expect(await last).toEqual({ ok: true })

      const again = await reopen()
      expect(await again.bookmark('reader')).toBe('2')
      expect(await again.bookmark('quiet')).toBe('7')
      expect((await again.load(chat('a'))).snapshot).toEqual({ version: 2, state: { folded: 2 } })
      expect(texts(await again.readAfter(chat('a'), 0, 10))).toEqual(['one', 'two', 'three'])
      expect((await again.readAfter(chat('b'), 0, 10)).map((event) => event.at)).toEqual([at + 1, at + 2])
      expect((await again.openStreams('chat')).map(streamKey).sort()).toEqual(['org-1/chat/a', 'org-2/chat/c'])
      expect(await again.append([write(chat('a'), 2, 'late')], at)).toEqual({ ok: false, conflict: chat('a') })
      expect(await again.append([write(chat('a'), 3, 'four'), write(chat('d'), 0, 'new')], at)).toEqual({ ok: true })
      expect(versions((await again.load(chat('a'))).events)).toEqual([3, 4])
      expect(texts((await again.load(chat('d'))).events)).toEqual(['new'])
    })
  })

  describe(`${name}: against a plain model`, () => {
    test('[L-50] any interleaving of writers agrees with the model', async () => {
      const log = await openedLog()
      let run = 0
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(step, { maxLength: 12 }), { minLength: 1, maxLength: 5 }), async (writers) =>
          agreesWithModel(log, `run-${(run += 1)}`, writers),
        ),
        { numRuns: 60 },
      )
    })
  })
}

/** One step of a writer: which streams it writes to, from what it takes the version, and whether it waits after. */
interface Step {
  readonly streams: readonly { readonly id: number; readonly count: number; readonly open: boolean }[]
  readonly expects: 'current' | 'acknowledged' | 'wrong'
  readonly snapshot: boolean
  readonly waits: boolean
}

const step: fc.Arbitrary<Step> = fc.record({
  streams: fc.uniqueArray(
    fc.record({ id: fc.integer({ min: 0, max: 3 }), count: fc.integer({ min: 1, max: 3 }), open: fc.boolean() }),
    { minLength: 1, maxLength: 3, selector: ({ id }) => id },
  ),
  expects: fc.constantFrom('current', 'current', 'current', 'acknowledged', 'wrong'),
  snapshot: fc.boolean(),
  waits: fc.boolean(),
})

interface ModelStream {
  readonly words: string[]
  open: boolean
  snapshotAt: number
}

/** Runs all writers at once in an organization of their own; the model decides each append at its call. */
async function agreesWithModel(log: EventLog, organizationId: string, writers: readonly (readonly Step[])[]) {
  const model = Array.from({ length: 4 }, (): ModelStream => ({ words: [], open: false, snapshotAt: 0 }))
  const acknowledged = [0, 0, 0, 0]
  const calls: Promise<{ outcome: AppendOutcome; expected: AppendOutcome }>[] = []
  const name = (id: number) => chat(`s-${id}`, organizationId)
  const modelled = (id: number) => model[id]!

  const versionFor = (id: number, expects: Step['expects']) =>
    expects === 'current'
      ? modelled(id).words.length
      : expects === 'acknowledged'
        ? acknowledged[id]!
        : modelled(id).words.length + 1

  const take = async ({ streams, expects, snapshot }: Step) => {
    const writes = streams.map(({ id, count, open }): StreamWrite => {
      const made = write(name(id), versionFor(id, expects), ...Array.from({ length: count }, (_, n) => `${id}-${n}`))
      const whole = { ...made, events: made.events.map((event) => ({ ...event, body: said(event.id) })), open }
      return snapshot ? { ...whole, snapshot: { at: made.expectedVersion + count } } : whole
    })
    const stale = writes.find(({ expectedVersion }, n) => modelled(streams[n]!.id).words.length !== expectedVersion)
    if (!stale)
      for (const [n, { events: added, open }] of writes.entries()) {
        const stream = modelled(streams[n]!.id)
        stream.words.push(...added.map(({ id }) => id))
        stream.open = open
        if (snapshot) stream.snapshotAt = stream.words.length
      }
    const after = model.map(({ words }) => words.length)
    const outcome = await log.append(writes, at)
    if (outcome.ok) for (const { id } of streams) acknowledged[id] = Math.max(acknowledged[id]!, after[id]!)
    return { outcome, expected: stale ? { ok: false as const, conflict: stale.stream } : { ok: true as const } }
  }

  await Promise.all(
    writers.map(async (steps) => {
      for (const one of steps) {
        const call = take(one)
        calls.push(call)
        if (one.waits) await call
      }
    }),
  )
  for (const { outcome, expected } of await Promise.all(calls)) expect(outcome).toEqual(expected)
  for (const [id, { words, snapshotAt }] of model.entries()) {
    const all = await log.readAfter(name(id), 0, 1000)
    expect(texts(all)).toEqual(words)
    expect(versions(all)).toEqual(words.map((_, n) => n + 1))
    expect(texts(await log.readBefore(name(id), words.length, 1000))).toEqual(words.slice(0, -1).reverse())
    const loaded = await log.load(name(id))
    expect(loaded.snapshot).toEqual(snapshotAt > 0 ? { version: snapshotAt, state: { at: snapshotAt } } : undefined)
    expect(texts(loaded.events)).toEqual(words.slice(snapshotAt))
  }
  const open = (await log.openStreams('chat')).filter((stream) => stream.organizationId === organizationId)
  const living = model.flatMap((stream, id) => (stream.open ? [`s-${id}`] : []))
  expect(open.map(({ id }) => id).sort()).toEqual(living)
}
