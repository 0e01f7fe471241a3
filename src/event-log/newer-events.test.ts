import { describe, expect, test, vi } from 'vitest'
import { MemoryEventLog } from '../storage/memory/event-log.js'
import { numberedIds } from '../../tests/support/numbered-ids.js'
import { ManualClock } from '../lib/manual-clock.js'
import { put, shelf, shelfKind, take } from '../../tests/support/shelves.js'
import type { StreamWrite } from './event-log.js'
import { eventTypes, Ledger, NewerEventError, type Commit } from './ledger.js'

const at = 1_767_268_800_000
const future = { type: 'painted', colour: 'red' }

const opened = (log: MemoryEventLog) => {
  const onNewer = vi.fn<(error: NewerEventError) => void>()
  const onCommit = vi.fn<(commits: readonly Commit[]) => void>()
  const options = { log, clock: new ManualClock(), ids: numberedIds(), onCommit, onNewer }
  return { ledger: new Ledger({ ...options, isShared: true }), onNewer, onCommit }
}

/** A write of a newer version to a shelf that has one thing on it. */
const newerWrite = (id: string, rest: Partial<StreamWrite> = {}): StreamWrite => ({
  ...{ stream: shelf(id).name, expectedVersion: 1, open: true },
  events: [{ id: `newer-${id}`, body: future }],
  ...rest,
})

describe('[N-16] a stream that a newer version wrote to', () => {
  test('is refused to everybody and told of once, and the others are as they were', async () => {
    const log = new MemoryEventLog()
    const before = opened(log)
    for (const id of ['a', 'b']) await put(before.ledger, shelf(id), 'cup')
    await log.append([newerWrite('a')], at)
    const { ledger, onNewer } = opened(log)
    for (const ask of [
      () => ledger.read(shelf('a')),
      () => ledger.refresh(shelf('a')),
      () => put(ledger, shelf('a'), 'jug'),
      () =>
        ledger.transact([shelf('b'), shelf('a')], () => ({ events: [[{ type: 'put', thing: 'x' }], []], result: 0 })),
    ])
      await expect(ask()).rejects.toThrow(NewerEventError)
    expect(ledger.peek(shelf('a'))).toBeUndefined()
    expect(onNewer.mock.calls.map(([{ stream, type }]) => [stream.id, type])).toEqual([['a', 'painted']])
    await put(ledger, shelf('b'), 'jug')
    expect((await ledger.read(shelf('b'))).state.things).toEqual(['cup', 'jug'])
    expect(await log.readAfter(shelf('a').name, 0, 10)).toHaveLength(2)
  })

  test('is let go of when another process tells of it, and what else it tells is taken in', async () => {
    const log = new MemoryEventLog()
    const { ledger, onNewer, onCommit } = opened(log)
    for (const id of ['a', 'b', 'c']) await put(ledger, shelf(id), 'cup')
    onCommit.mockClear()
    await log.append([newerWrite('a')], at)
    await log.append([newerWrite('c')], at)
    await put(opened(log).ledger, shelf('b'), 'jug')
    const [event] = await log.readAfter(shelf('a').name, 1, 1)
    const told = { version: 2, isOpen: true }
    await ledger.takeIn([
      // With its events, and without them.
      { ref: shelf('a'), ...told, events: [event!] },
      { ref: shelf('c'), ...told },
      { ref: shelf('b'), ...told },
    ])
    expect(onCommit.mock.calls.flatMap(([commits]) => commits.map(({ ref }) => ref.name.id))).toEqual(['b'])
    expect(ledger.peek(shelf('a'))).toBeUndefined()
    expect(onNewer).toHaveBeenCalledTimes(2)
    await ledger.takeIn([{ ref: shelf('a'), version: 3, isOpen: true }])
    await expect(take(ledger, shelf('a'), 'cup')).rejects.toThrow(NewerEventError)
    expect(onNewer).toHaveBeenCalledTimes(2)
  })

  test('is known by its snapshot, too', async () => {
    const log = new MemoryEventLog()
    const ids = ['known', 'older', 'newer', 'odd']
    for (const id of ids) await put(opened(log).ledger, shelf(id), 'cup')
    const state = { id: 'x', things: ['cup'], version: 2 }
    const snapshots = [{ ...state, newestType: 2 }, state, { ...state, newestType: 3 }, { ...state, newestType: 'x' }]
    for (const [index, id] of ids.entries()) await log.append([newerWrite(id, { snapshot: snapshots[index] })], at)
    const { ledger } = opened(log)
    expect((await ledger.read(shelf('known'))).state).toEqual(state)
    expect((await ledger.read(shelf('older'))).state).toEqual(state)
    await expect(ledger.read(shelf('newer'))).rejects.toThrow(NewerEventError)
    await expect(ledger.read(shelf('odd'))).rejects.toThrow(NewerEventError)
  })

  test('is read by the newer version, whose snapshots say what is in them', async () => {
    const log = new MemoryEventLog()
    const types = eventTypes({ put: true, taken: true, painted: true })
    const newer = { ...shelf('a'), kind: { ...shelfKind, types } }
    const { ledger } = opened(log)
    await put(ledger, newer, 'cup')
    await log.append([newerWrite('a')], at)
    // As often as it takes until a snapshot is made.
    for (let n = 0; n < 150; n += 1) {
      await take(ledger, newer, 'cup')
      await put(ledger, newer, 'cup')
    }
    const { snapshot } = await log.load(newer.name)
    expect(snapshot?.state).toMatchObject({ newestType: 3 })
    expect((await opened(log).ledger.read(newer)).state.things).toEqual(['cup'])
    await expect(opened(log).ledger.read(shelf('a'))).rejects.toThrow(NewerEventError)
  })
})
