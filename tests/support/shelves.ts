/** Something small to decide upon, for tests of ledgers: shelves on which things are put. */
import type { EventBody, EventLog } from '../../src/event-log/event-log.js'
import {
  eventTypes,
  Ledger,
  streamRef,
  type Commit,
  type StreamKind,
  type StreamRef,
} from '../../src/event-log/ledger.js'
import { ManualClock } from '../../src/lib/manual-clock.js'
import { numberedIds } from './numbered-ids.js'

/** A shelf holds up to three things, each once; it lives while there is something on it. */
export interface Shelf {
  readonly id: string
  readonly things: readonly string[]
  readonly version: number
}

export interface Put extends EventBody {
  readonly type: 'put' | 'taken'
  readonly thing: string
}

export const shelfMax = 3

export const shelfKind: StreamKind<Shelf, Put> = {
  kind: 'shelf',
  types: eventTypes({ put: true, taken: true }),
  initial: ({ id }) => ({ id, things: [], version: 0 }),
  apply: ({ id, things }, { body, version }) => ({
    id,
    things: body.type === 'put' ? [...things, body.thing] : things.filter((thing) => thing !== body.thing),
    version,
  }),
  isOpen: ({ things }) => things.length > 0,
}

export const shelf = (id: string): StreamRef<Shelf, Put> => streamRef(shelfKind, 'org', id)
export class FullError extends Error {
  override name = 'FullError'
}

export const put = (ledger: Ledger, ref: StreamRef<Shelf, Put>, thing: string): Promise<number> =>
  ledger.transact([ref], ([{ things }]) => {
    if (things.length >= shelfMax) throw new FullError()
    return { events: [[{ type: 'put', thing }]], result: things.length + 1 }
  })

export const take = (ledger: Ledger, ref: StreamRef<Shelf, Put>, thing: string): Promise<boolean> =>
  ledger.transact([ref], ([{ things }]) => {
    const there = things.includes(thing)
    const taken: Put[] = there ? [{ type: 'taken', thing }] : []
    return { events: [taken], result: there }
  })

export const move = (ledger: Ledger, from: StreamRef<Shelf, Put>, to: StreamRef<Shelf, Put>, thing: string) =>
  ledger.transact([from, to] as const, ([{ things }, target]) => {
    const possible = things.includes(thing) && target.things.length < shelfMax && from.key !== to.key
    const taken: Put[] = possible ? [{ type: 'taken', thing }] : []
    const set: Put[] = possible ? [{ type: 'put', thing }] : []
    return { events: [taken, set], result: possible }
  })

/** A ledger on a log, and all that it told. */
export const openLedger = (
  log: EventLog,
  options: { readonly isShared?: boolean; readonly onLate?: () => void } = {},
) => {
  const told: Commit<Shelf, Put>[] = []
  const clock = new ManualClock()
  const ledger = new Ledger({
    log,
    clock,
    ids: numberedIds(),
    ...options,
    onCommit: (commits) => told.push(...(commits as readonly Commit<Shelf, Put>[])),
  })
  return { ledger, told, clock }
}
