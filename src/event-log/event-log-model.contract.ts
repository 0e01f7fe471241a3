import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AppendOutcome, EventLog, StreamWrite } from './event-log.js'
import { at, chat, said, texts, versions, write } from './event-log-fixtures.contract.js'

/** The log and a plain model are given the same histories and must agree. */
export function eventLogModelContract(name: string, openedLog: () => Promise<EventLog>): void {
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
