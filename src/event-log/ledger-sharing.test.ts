import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { MemoryEventLog } from '../storage/memory/event-log.js'
import { seededRuns } from '../../tests/support/seeded-runs.js'
import { HeldLog } from '../../tests/support/held-log.js'
import { settled } from '../../tests/support/settled.js'
import {
  FullError,
  move,
  openLedger,
  put,
  shelf,
  shelfMax,
  take,
  type Put,
  type Shelf,
} from '../../tests/support/shelves.js'
import type { Commit, Ledger, StreamRef } from './ledger.js'
import type { StreamNews } from './streams.js'
import { decidedWithinMs, TooLateError } from './too-late.js'

const a = shelf('a')
const b = shelf('b')

const openShared = (log: MemoryEventLog) => openLedger(log, { isShared: true })

/** What one ledger tells others of what it wrote. */
const newsOf = ({ ref, after, events }: Commit<Shelf, Put>): StreamNews => ({
  ref,
  version: events.at(-1)!.version,
  isOpen: ref.kind.isOpen(after),
  events,
})

const versionsTold = (told: readonly Commit<Shelf, Put>[], ref: StreamRef<Shelf, Put>) =>
  told.filter(({ ref: { key } }) => key === ref.key).flatMap(({ events }) => events.map(({ version }) => version))

describe('what another process wrote', () => {
  test('is taken over and told of from the news alone, as foreign, and once however often it comes', async () => {
    const log = new MemoryEventLog()
    const [one, other] = [openShared(log), openShared(log)]
    await put(one.ledger, a, 'cup')
    await put(one.ledger, a, 'jug')
    const [first, second] = one.told.map(newsOf)
    for (const news of [first!, first!, second!, first!, second!]) void other.ledger.takeIn([news])
    // Nothing had to be waited for.
    expect(other.ledger.peek(a)).toEqual({ id: 'a', things: ['cup', 'jug'], version: 2 })
    expect(versionsTold(other.told, a)).toEqual([1, 2])
    expect(other.told).toMatchObject([
      { isForeign: true, before: { things: [] }, after: { things: ['cup'] } },
      { isForeign: true, before: { things: ['cup'] }, after: { things: ['cup', 'jug'] } },
    ])
    expect(one.told.every(({ isForeign }) => isForeign === undefined)).toBe(true)
  })

  test.each([
    ['lost', (_first: StreamNews, second: StreamNews) => [second]],
    ['told without its events', (_: StreamNews, second: StreamNews) => [{ ...second, events: undefined }]],
    ['late', (first: StreamNews, second: StreamNews) => [second, first]],
  ])('is read from the log where news was %s', async (_what, heard) => {
    const log = new MemoryEventLog()
    const [one, other] = [openShared(log), openShared(log)]
    await put(one.ledger, a, 'cup')
    await put(one.ledger, a, 'jug')
    const [first, second] = one.told.map(newsOf)
    for (const news of heard(first!, second!)) await other.ledger.takeIn([news])
    expect(other.ledger.peek(a)?.things).toEqual(['cup', 'jug'])
    expect(versionsTold(other.told, a)).toEqual([1, 2])
  })

  test('waits while something is decided upon the stream, and comes after what was written before it', async () => {
    const log = new MemoryEventLog()
    const [one, other] = [openShared(log), openShared(log)]
    const mine = put(other.ledger, a, 'cup')
    await settled()
    await put(one.ledger, a, 'jug')
    const taken = other.ledger.takeIn(one.told.map(newsOf))
    await Promise.all([mine, taken])
    expect(versionsTold(other.told, a)).toEqual([1, 2])
    expect(other.told.map(({ isForeign = false }) => isForeign)).toEqual([false, true])
  })

  test('is told from its beginning when it is read before it was heard of', async () => {
    const log = new MemoryEventLog()
    const [one, other] = [openShared(log), openShared(log)]
    await put(one.ledger, a, 'cup')
    await other.ledger.read(a)
    await other.ledger.takeIn(one.told.map(newsOf))
    expect(versionsTold(other.told, a)).toEqual([1])
  })

  test('is nobody’s business when the stream lives no more and is not at hand', async () => {
    const log = new MemoryEventLog()
    const [one, other] = [openShared(log), openShared(log)]
    await put(one.ledger, a, 'cup')
    await take(one.ledger, a, 'cup')
    await other.ledger.takeIn([{ ref: a, version: 2, isOpen: false }])
    expect([other.told, other.ledger.peek(a)]).toEqual([[], undefined])
  })
})

describe('deciding upon what may be old', () => {
  test('a refusal is believed only when nothing newer is in the log', async () => {
    const log = new MemoryEventLog()
    const [one, other] = [openShared(log), openShared(log)]
    for (let n = 0; n < shelfMax; n += 1) await put(one.ledger, a, `thing-${n}`)
    await expect(put(other.ledger, a, 'more')).rejects.toThrow(FullError)
    await take(one.ledger, a, 'thing-0')
    expect(await put(other.ledger, a, 'more')).toBe(shelfMax)
    expect(versionsTold(other.told, a)).toEqual([1, 2, 3, 4, 5])
  })

  test('neither is an answer without events', async () => {
    const log = new MemoryEventLog()
    const [one, other] = [openShared(log), openShared(log)]
    await put(other.ledger, a, 'cup')
    await put(one.ledger, a, 'jug')
    expect(await take(other.ledger, a, 'jug')).toBe(true)
    expect(await take(other.ledger, a, 'jug')).toBe(false)
  })

  test('what is decided from a stream that is only read collides when that stream moved', async () => {
    const log = new MemoryEventLog()
    const [one, other] = [openShared(log), openShared(log)]
    const putUnlessTaken = (ledger: Ledger, thing: string) =>
      ledger.transact([a, b] as const, ([, there]) => {
        const isFree = !there.things.includes(thing)
        return { events: [isFree ? [{ type: 'put' as const, thing }] : [], []], result: isFree }
      })
    await put(other.ledger, b, 'jug')
    await put(one.ledger, b, 'cup')
    expect(await putUnlessTaken(other.ledger, 'cup')).toBe(false)
    expect(await log.load(a.name)).toEqual({ events: [] })
    expect(await putUnlessTaken(other.ledger, 'pot')).toBe(true)
    // Nothing is written to it.
    expect((await log.load(b.name)).events).toHaveLength(2)
  })

  test('a fresh look finds what nobody told of', async () => {
    const log = new MemoryEventLog()
    const [one, other] = [openShared(log), openShared(log)]
    await put(other.ledger, a, 'cup')
    await put(one.ledger, a, 'jug')
    expect((await other.ledger.read(a)).version).toBe(1)
    expect((await other.ledger.refresh(a)).state.things).toEqual(['cup', 'jug'])
    expect(versionsTold(other.told, a)).toEqual([1, 2])
    expect((await other.ledger.refresh(b)).version).toBe(0)
  })
})

describe('[N-23] deciding too late', () => {
  /** A process whose append another is faster than, and then time passes before it hears of that. */
  const overtaken = async (afterMs: number) => {
    const log = new MemoryEventLog()
    const held = new HeldLog(log)
    const one = openShared(log)
    const onLate = vi.fn()
    const other = openLedger(held, { isShared: true, onLate })
    await put(other.ledger, a, 'cup')
    held.holdAppends = true
    const late = put(other.ledger, a, 'jug')
    // Rejected later on.
    late.catch(() => undefined)
    await settled()
    await put(one.ledger, a, 'pot')
    held.holdAppends = false
    other.clock.advance(afterMs)
    await held.appends[0]!.release('written')
    return { ...other, late, onLate, things: async () => (await one.ledger.refresh(a)).state.things }
  }

  test('what lost a race is decided anew when it is not old', async () => {
    const { late, things } = await overtaken(decidedWithinMs)
    expect(await late).toBe(3)
    expect(await things()).toEqual(['cup', 'pot', 'jug'])
  })

  test('what lost a race is decided no more when it is: who asked may have asked another', async () => {
    const { late, things, ledger, onLate } = await overtaken(decidedWithinMs + 1)
    await expect(late).rejects.toThrow(TooLateError)
    expect(onLate).toHaveBeenCalledOnce()
    expect(await things()).toEqual(['cup', 'pot'])
    // The stream is left free, and what is asked now is new.
    expect(await put(ledger, a, 'jug')).toBe(3)
  })

  test('neither is what waited so long for its turn', async () => {
    const held = new HeldLog(new MemoryEventLog())
    const { ledger, clock } = openLedger(held, { isShared: true })
    held.holdAppends = true
    const first = put(ledger, a, 'cup')
    const second = put(ledger, a, 'jug')
    second.catch(() => undefined)
    await settled()
    clock.advance(decidedWithinMs + 1)
    held.holdAppends = false
    await held.appends[0]!.release('written')
    // It was on its way when time passed, and nobody was faster.
    expect(await first).toBe(1)
    await expect(second).rejects.toThrow(TooLateError)
  })

  test('who has a log alone decides whenever it is asked', async () => {
    const held = new HeldLog(new MemoryEventLog())
    const { ledger, clock } = openLedger(held)
    held.holdAppends = true
    const both = [put(ledger, a, 'cup'), put(ledger, a, 'jug')]
    await settled()
    clock.advance(decidedWithinMs + 1)
    held.holdAppends = false
    await held.appends[0]!.release('written')
    expect(await Promise.all(both)).toEqual([1, 2])
  })
})

const { title, ...runs } = seededRuns(150)

interface Step {
  readonly what: 'put' | 'take' | 'move' | 'deliver' | 'look'
  readonly node: number
  readonly shelf: number
  readonly thing: number
  readonly fate: 'once' | 'twice' | 'lost' | 'bare'
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('put', 'put', 'take', 'move', 'deliver', 'deliver', 'deliver', 'look'),
  node: fc.nat(2),
  shelf: fc.nat(2),
  thing: fc.nat(4),
  fate: fc.constantFrom('once', 'once', 'once', 'twice', 'lost', 'bare'),
})

const shelves = [shelf('x'), shelf('y'), shelf('z')]

test(`whatever becomes of the news, each process tells each event once and in order (${title})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const log = new MemoryEventLog()
      const nodes = await Promise.all(
        [0, 1, 2].map(async () => ({
          ...openShared(log),
          heard: 0,
          inbox: [] as StreamNews[],
          mark: await log.mark(),
        })),
      )
      const spread = (): void => {
        for (const node of nodes) {
          const fresh = node.told.slice(node.heard).filter(({ isForeign }) => !isForeign)
          node.heard = node.told.length
          for (const other of nodes) if (other !== node) other.inbox.push(...fresh.map(newsOf))
        }
      }
      const look = async (node: (typeof nodes)[number]): Promise<void> => {
        const { mark, streams } = await log.changesAfter(node.mark, 1000)
        node.mark = mark
        const news = streams.map(({ stream, version, open }) => {
          return { ref: shelves.find(({ name }) => name.id === stream.id)!, version, isOpen: open }
        })
        await node.ledger.takeIn(news)
      }
      const work: Promise<unknown>[] = []
      for (const { what, node: which, shelf: place, thing: number, fate } of steps) {
        const node = nodes[which]!
        const [ref, next, thing] = [shelves[place]!, shelves[(place + 1) % 3]!, `thing-${number}`]
        if (what === 'deliver') {
          spread()
          const [news] = node.inbox.splice(number % Math.max(1, node.inbox.length), 1)
          if (news === undefined || fate === 'lost') continue
          const heard = fate === 'bare' ? { ...news, events: undefined } : news
          work.push(node.ledger.takeIn(fate === 'twice' ? [heard, heard] : [heard]))
        } else if (what === 'look') work.push(look(node))
        else {
          const call: Promise<unknown> =
            what === 'move'
              ? move(node.ledger, ref, next, thing)
              : (what === 'put' ? put : take)(node.ledger, ref, thing)
          work.push(
            call.catch((error: unknown) => {
              if (!(error instanceof FullError)) throw error
            }),
          )
        }
        if (fate === 'once') await settled()
      }
      await Promise.all(work)
      for (const node of nodes) await look(node)
      for (const ref of shelves) {
        const all = await log.readAfter(ref.name, 0, 10_000)
        for (const { told, ledger } of nodes) {
          const versions = versionsTold(told, ref)
          const first = told.find(({ ref: { key } }) => key === ref.key)
          const from = first?.events[0]?.version ?? all.length + 1
          expect(versions).toEqual(all.map(({ version }) => version).filter((version) => version >= from))
          // What is over before it is heard of is nobody's business; whatever lives is told from where it began to.
          expect(first?.before.things ?? []).toEqual([])
          if ((await ledger.refresh(ref)).state.things.length > 0) expect(first).toBeDefined()
        }
      }
    }),
    runs,
  )
})
