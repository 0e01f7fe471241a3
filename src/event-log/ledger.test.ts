import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MemoryEventLog } from '../storage/memory/event-log.js'
import { HeldLog, type AppendFate } from '../../tests/support/held-log.js'
import { seededRuns } from '../../tests/support/seeded-runs.js'
import { settled } from '../../tests/support/settled.js'
import {
  FullError,
  move,
  openLedger,
  put,
  shelf,
  shelfKind,
  shelfMax,
  take,
  type Put,
  type Shelf,
} from '../../tests/support/shelves.js'
import { LogOverloadedError, LogUnavailableError, type EventLog, type Recorded } from './event-log.js'
import { ContentionError, type StreamRef } from './ledger.js'

const a = shelf('a')
const b = shelf('b')

const thingsOf = async (log: EventLog, ref: StreamRef<Shelf, Put>) =>
  ((await log.readAfter(ref.name, 0, 10_000)) as readonly Recorded<Put>[]).reduce(
    (state, event) => shelfKind.apply(state, event),
    shelfKind.initial(ref.name),
  )

describe('deciding', () => {
  test('a rule sees the state, its events are on disk when the call settles, and everybody is told then', async () => {
    const log = new HeldLog(new MemoryEventLog())
    const { ledger, told, clock } = openLedger(log)
    log.holdAppends = true
    const done = put(ledger, a, 'cup')
    await settled()
    expect(log.appends).toHaveLength(1)
    expect([told, ledger.peek(a)]).toEqual([[], undefined])
    await log.appends[0]!.release('written')
    expect(await done).toBe(1)
    expect(ledger.peek(a)).toEqual({ id: 'a', things: ['cup'], version: 1 })
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({
      before: { things: [], version: 0 },
      after: { things: ['cup'], version: 1 },
      events: [{ version: 1, at: clock.now(), body: { type: 'put', thing: 'cup' } }],
    })
  })

  test('nobody sees a state that is not on disk', async () => {
    const log = new HeldLog(new MemoryEventLog())
    const { ledger } = openLedger(log)
    await put(ledger, a, 'cup')
    log.holdAppends = true
    const second = put(ledger, a, 'plate')
    await settled()
    expect(ledger.peek(a)?.things).toEqual(['cup'])
    expect((await ledger.read(a)).state.things).toEqual(['cup'])
    await log.appends[0]!.release('written')
    await second
    expect((await ledger.read(a)).state.things).toEqual(['cup', 'plate'])
  })

  test('a refusal writes nothing, and an answer without events asks nothing of the log', async () => {
    const log = new HeldLog(new MemoryEventLog())
    const { ledger, told } = openLedger(log)
    for (const thing of ['one', 'two', 'three']) await put(ledger, a, thing)
    await expect(put(ledger, a, 'four')).rejects.toBeInstanceOf(FullError)
    log.holdAppends = true
    expect(await take(ledger, a, 'nothing like it')).toBe(false)
    expect(log.appends).toEqual([])
    expect(told).toHaveLength(3)
    expect((await thingsOf(log, a)).things).toEqual(['one', 'two', 'three'])
  })

  test('two calls that share a stream run one after the other, others do not wait', async () => {
    const log = new HeldLog(new MemoryEventLog())
    const { ledger } = openLedger(log)
    log.holdAppends = true
    const outcomes = [put(ledger, a, 'one'), put(ledger, a, 'two'), put(ledger, b, 'three')]
    await settled()
    expect(log.appends.map(({ writes }) => writes.map(({ stream }) => stream.id))).toEqual([['a'], ['b']])
    log.holdAppends = false
    for (const append of [...log.appends]) await append.release('written')
    expect(await Promise.all(outcomes)).toEqual([1, 2, 1])
  })

  test('whoever was slower decides again upon what is there now', async () => {
    const log = new MemoryEventLog()
    const [one, two] = [openLedger(log), openLedger(log)]
    await put(one.ledger, a, 'one')
    await put(two.ledger, a, 'two')
    await put(one.ledger, a, 'three')
    await expect(put(two.ledger, a, 'four')).rejects.toBeInstanceOf(FullError)
    expect((await thingsOf(log, a)).things).toEqual(['one', 'two', 'three'])
    // What the conflict brought to light is told as well, each event once.
    expect(two.told.flatMap(({ events }) => events.map(({ version }) => version))).toEqual([2, 3])
  })

  test('a decision that always loses its race is given up, with nothing written', async () => {
    const log = new HeldLog(new MemoryEventLog())
    const { ledger, told } = openLedger(log)
    log.holdAppends = true
    const hopeless = put(ledger, a, 'cup')
    // Whoever asked is told to come again, or waits and tries again, as when the log is busy.
    expect(ContentionError.prototype).toBeInstanceOf(LogOverloadedError)
    const outcome = expect(hopeless).rejects.toBeInstanceOf(ContentionError)
    for (await settled(); log.appends[0]; await settled()) await log.appends[0].release('conflict')
    await outcome
    expect(told).toEqual([])
    log.holdAppends = false
    expect(await put(ledger, a, 'cup')).toBe(1)
  })
})

describe('when the log fails', () => {
  test('after an append that was not written the last state is still at hand, and the next call goes on from it', async () => {
    const log = new HeldLog(new MemoryEventLog())
    const { ledger, told } = openLedger(log)
    await put(ledger, a, 'one')
    log.holdAppends = true
    const failing = expect(put(ledger, a, 'two')).rejects.toBeInstanceOf(LogUnavailableError)
    await settled()
    await log.appends[0]!.release('failed')
    await failing
    log.holdAppends = false
    expect(ledger.peek(a)?.things).toEqual(['one'])
    expect(await put(ledger, a, 'three')).toBe(2)
    expect(told.map(({ after }) => after.things)).toEqual([['one'], ['one', 'three']])
  })

  test('an append that was written though it failed is found, told once and built upon', async () => {
    const log = new HeldLog(new MemoryEventLog())
    const { ledger, told } = openLedger(log)
    await put(ledger, b, 'cup')
    log.holdAppends = true
    const failing = expect(move(ledger, b, a, 'cup')).rejects.toBeInstanceOf(LogUnavailableError)
    await settled()
    await log.appends[0]!.release('written-unanswered')
    await failing
    log.holdAppends = false
    expect(ledger.peek(a)?.things).toEqual(['cup'])
    expect(told.slice(1)).toMatchObject([
      { ref: { key: b.key }, before: { things: ['cup'] }, after: { things: [] }, events: [{ version: 2 }] },
      { ref: { key: a.key }, before: { things: [] }, after: { things: ['cup'] }, events: [{ version: 1 }] },
    ])
    expect(await put(ledger, a, 'plate')).toBe(2)
    expect(told).toHaveLength(4)
  })

  test('a log that cannot be read either is looked at again by whoever comes next', async () => {
    const log = new HeldLog(new MemoryEventLog())
    const { ledger, told } = openLedger(log)
    await put(ledger, a, 'one')
    const load = log.load.bind(log)
    log.load = () => Promise.reject(new LogUnavailableError('The disk is gone.'))
    log.holdAppends = true
    const failing = expect(put(ledger, a, 'two')).rejects.toThrow('The connection was lost.')
    await settled()
    await log.appends[0]!.release('written-unanswered')
    await failing
    expect(ledger.peek(a)?.things).toEqual(['one'])
    await expect(ledger.read(a)).rejects.toThrow('The disk is gone.')
    log.load = load
    expect((await ledger.read(a)).state.things).toEqual(['one', 'two'])
    expect(told.map(({ events }) => events.map(({ version }) => version))).toEqual([[1], [2]])
  })

  test('an overloaded log has written nothing, so that it is spared a second look', async () => {
    const log = new MemoryEventLog({ appendsWaitingMax: 1 })
    const { ledger } = openLedger(log)
    await put(ledger, a, 'one')
    await put(ledger, b, 'one')
    let loads = 0
    log.load = () => {
      loads += 1
      return Promise.resolve({ events: [] })
    }
    const first = put(ledger, a, 'two')
    await expect(put(ledger, b, 'two')).rejects.toBeInstanceOf(LogOverloadedError)
    await first
    expect([ledger.peek(a)?.things, ledger.peek(b)?.things]).toEqual([['one', 'two'], ['one']])
    expect(await put(ledger, b, 'three')).toBe(2)
    expect(loads).toBe(0)
  })
})

test('a stream is loaded from its newest snapshot, and that gives what the whole stream gives', async () => {
  const log = new MemoryEventLog()
  const { ledger } = openLedger(log)
  const long = shelf('long')
  for (let n = 0; n < 450; n += 1) {
    await put(ledger, long, `thing-${n}`)
    if (n % 10 !== 0) await take(ledger, long, `thing-${n}`)
    else if (n >= 10) await take(ledger, long, `thing-${n - 10}`)
  }
  const loaded = await log.load(long.name)
  expect(loaded.snapshot!.version).toBeGreaterThan(600)
  expect(loaded.events.length).toBeLessThan(200)
  const fresh = openLedger(log)
  const whole = await thingsOf(log, long)
  expect(await fresh.ledger.read(long)).toEqual({ state: whole, version: whole.version })
  expect(fresh.told).toEqual([])
  // The count towards the next snapshot goes on from the stored one.
  for (let n = 0; n < 100; n += 1) {
    await put(fresh.ledger, long, 'again')
    await take(fresh.ledger, long, 'again')
  }
  expect((await log.load(long.name)).events.length).toBeLessThan(200)
  expect((await openLedger(log).ledger.read(long)).state.things).toEqual(['thing-440'])
})

const { title, ...runs } = seededRuns(100)

type Step =
  | { readonly type: 'put'; readonly writer: number; readonly shelf: number; readonly thing: number }
  | { readonly type: 'take'; readonly writer: number; readonly shelf: number; readonly thing: number }
  | { readonly type: 'move'; readonly writer: number; readonly shelf: number; readonly thing: number }
  | { readonly type: 'release'; readonly writer: number; readonly which: number; readonly fate: AppendFate }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    type: fc.constantFrom('put' as const, 'take' as const, 'move' as const),
    writer: fc.nat(1),
    shelf: fc.nat(2),
    thing: fc.nat(4),
  }),
  fc.record({
    type: fc.constant('release' as const),
    writer: fc.nat(1),
    which: fc.nat(4),
    fate: fc.oneof(
      { weight: 6, arbitrary: fc.constant('written' as const) },
      { weight: 1, arbitrary: fc.constantFrom('conflict' as const, 'failed' as const, 'written-unanswered' as const) },
    ),
  }),
)

const shelves = [shelf('x'), shelf('y'), shelf('z')]

test(`two writers on one log, slow and failing, never break a rule (${title})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const store = new MemoryEventLog()
      const writers = [0, 1].map(() => {
        const log = new HeldLog(store)
        log.holdAppends = true
        return { log, ...openLedger(log) }
      })
      const failures: unknown[] = []
      const calls: Promise<unknown>[] = []
      for (const one of steps) {
        const { log, ledger } = writers[one.writer]!
        if (one.type === 'release') await log.appends[one.which % log.appends.length]?.release(one.fate)
        else {
          const [ref, next] = [shelves[one.shelf]!, shelves[(one.shelf + 1) % 3]!]
          const thing = `thing-${one.thing}`
          const call: Promise<unknown> =
            one.type === 'move' ? move(ledger, ref, next, thing) : (one.type === 'put' ? put : take)(ledger, ref, thing)
          calls.push(call.catch((error: unknown) => failures.push(error)))
        }
        await settled()
      }
      for (const { log } of writers) {
        log.holdAppends = false
        while (log.appends[0]) await log.appends[0].release('written')
      }
      await Promise.all(calls)
      for (const failure of failures)
        expect([FullError.name, LogUnavailableError.name]).toContain((failure as Error).name)
      for (const ref of shelves) {
        const events = (await store.readAfter(ref.name, 0, 10_000)) as readonly Recorded<Put>[]
        let state = shelfKind.initial(ref.name)
        for (const event of events) {
          if (event.body.type === 'put') expect(state.things.length).toBeLessThan(shelfMax)
          else expect(state.things).toContain(event.body.thing)
          state = shelfKind.apply(state, event)
        }
        for (const { ledger, told } of writers) {
          // An empty decision makes sure of the newest state, as any other would.
          await put(ledger, ref, 'last').catch(() => undefined)
          const versions = told.filter(({ ref: { key } }) => key === ref.key).flatMap(({ events: all }) => all)
          const numbers = versions.map(({ version }) => version)
          expect(numbers).toEqual(numbers.map((_, n) => numbers[0]! + n))
        }
      }
    }),
    runs,
  )
})
