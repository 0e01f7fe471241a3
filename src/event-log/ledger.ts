/**
 * Decides upon streams: loads and folds them, asks a rule, appends what the rule answers at the version it decided
 * upon, and tells of it once it is durable. Current state is cached; nobody sees a state that is not on disk.
 */
import type { Clock, Instant } from '../lib/clock.js'
import type { Ids } from '../lib/ids.js'
import { KeyedLocks } from '../lib/keyed-locks.js'
import {
  LogOverloadedError,
  streamKey,
  type EventBody,
  type EventLog,
  type Recorded,
  type StreamName,
  type StreamWrite,
} from './event-log.js'
import { FoldCache, type Fold } from './fold-cache.js'
import type { Tally } from './tally.js'

/** How a kind of stream is folded. All of it is pure: `apply` returns a new state and leaves the old one alone. */
export interface StreamKind<S, E extends EventBody> {
  readonly kind: string
  /** The state of a stream that does not exist yet. */
  initial(name: StreamName): S
  apply(state: S, event: Recorded<E>): S
  /** Whether the stream still lives; see {@link StreamWrite.open}. */
  isOpen(state: S): boolean
}

/** A stream together with how to read it. Make one per stream and keep it. */
export interface StreamRef<S, E extends EventBody> {
  readonly kind: StreamKind<S, E>
  readonly name: StreamName
  readonly key: string
}

export const streamRef = <S, E extends EventBody>(
  kind: StreamKind<S, E>,
  organizationId: string,
  id: string,
): StreamRef<S, E> => {
  const name = { organizationId, kind: kind.kind, id }
  return { kind, name, key: streamKey(name) }
}

/** Something that has just become durable in one stream. */
export interface Commit<S = unknown, E extends EventBody = EventBody> {
  readonly ref: StreamRef<S, E>
  readonly before: S
  readonly after: S
  readonly events: readonly Recorded<E>[]
}

/** A stream's state and version, as durable. */
export interface Folded<S> {
  readonly state: S
  readonly version: number
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a list of refs of any kinds; States and Events give each its type back
export type AnyRef = StreamRef<any, any>
export type States<R extends readonly AnyRef[]> = {
  [K in keyof R]: R[K] extends StreamRef<infer S, EventBody> ? S : never
}
export type Events<R extends readonly AnyRef[]> = {
  [K in keyof R]: R[K] extends AnyRef ? readonly EventOf<R[K]>[] : never
}

type EventOf<R extends AnyRef> = R['kind'] extends { apply(state: never, event: Recorded<infer E>): unknown }
  ? E
  : never

/** What a rule answers: the events for each of the streams, in the order of the refs, and a result for the caller. */
export interface Decision<R extends readonly AnyRef[], T> {
  readonly events: Events<R>
  readonly result: T
}

/** A {@link Decision} upon streams of which the compiler does not know the kinds. */
export interface MixedDecision<T> {
  readonly events: readonly (readonly EventBody[])[]
  readonly result: T
}

/** A stream as the log has it, and what is in it that was not known here. */
interface Found {
  readonly ref: AnyRef
  readonly fold: Fold
  readonly before: unknown
  readonly missed: readonly Recorded[]
}

/** A fold is stored beside its stream after this many events, so that loading a stream stays cheap. */
const snapshotEvery = 200
/** A decision that loses this many races in a row is given up. */
const attemptsMax = 20

/** Others changed the same streams faster than we could decide. Nothing was written. */
export class ContentionError extends Error {
  override name = 'ContentionError'
}

/** What an event that takes a stream from one state to the next adds to durable sums; pure. */
export type Count = (name: StreamName, before: unknown, event: Recorded, after: unknown) => readonly Tally[]

const countNothing: Count = () => []

/** What a service needs of a ledger to decide upon streams. */
export type Decider = Pick<Ledger, 'peek' | 'read' | 'transact' | 'transactMany'>

export class Ledger {
  readonly #log: EventLog
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #onCommit: (commits: readonly Commit[], tallies: readonly Tally[]) => void
  readonly #count: Count
  readonly #locks = new KeyedLocks()
  readonly #cache = new FoldCache()
  /** Streams as last known here, of which the log may hold more: an append failed, or somebody else was faster. */
  readonly #doubtful = new Map<string, Fold>()

  constructor(options: {
    log: EventLog
    clock: Clock
    ids: Ids
    /**
     * Called after each append that became durable, with everything that was in it and what it added to sums; and with events that a second look
     * at a stream brought to light. Within a stream each event is told once, in order. Must not throw.
     */
    onCommit: (commits: readonly Commit[], tallies: readonly Tally[]) => void
    /** What is counted in the append of each event; nothing unless said otherwise. */
    count?: Count
  }) {
    this.#log = options.log
    this.#clock = options.clock
    this.#ids = options.ids
    this.#onCommit = options.onCommit
    this.#count = options.count ?? countNothing
  }

  /** How many living streams are held folded in memory. */
  get openCount(): number {
    return this.#cache.openCount
  }

  /** The state if it is at hand; that of an open stream is, once it was read. */
  peek<S, E extends EventBody>(ref: StreamRef<S, E>): S | undefined {
    return this.#cache.get(ref.key)?.state as S | undefined
  }

  /** The state, from memory or from the log. */
  async read<S, E extends EventBody>(ref: StreamRef<S, E>): Promise<Folded<S>> {
    let fold = this.#certain(ref)
    if (fold === undefined) {
      if (!this.#locks.tryAcquire(ref.key)) await this.#locks.acquire(ref.key)
      try {
        fold = this.#certain(ref) ?? (await this.#load(ref))
      } finally {
        this.#locks.release(ref.key)
      }
    }
    return { state: fold.state as S, version: fold.version }
  }

  /**
   * Decides and appends. `decide` sees the durable states of the streams, in the order of `refs`, and may be called
   * again when somebody else was faster; what it throws ends the call with nothing written. Settles when its events
   * are on disk. Two calls that share a stream run one after the other.
   */
  transact<const R extends readonly AnyRef[], T>(
    refs: R,
    decide: (states: States<R>, at: Instant) => Decision<R, T>,
  ): Promise<T> {
    return this.transactMany(refs, (states, at) => decide(states as States<R>, at) as MixedDecision<T>)
  }

  /** The same as {@link Ledger.transact}, for a number of streams that is only known at run time. */
  async transactMany<T>(
    refs: readonly AnyRef[],
    decide: (states: readonly unknown[], at: Instant) => MixedDecision<T>,
  ): Promise<T> {
    const single = refs.length === 1 ? refs[0] : undefined
    let held: readonly string[] = []
    if (single === undefined) held = await this.#locks.acquireAll(refs.map(({ key }) => key))
    else if (!this.#locks.tryAcquire(single.key)) await this.#locks.acquire(single.key)
    try {
      for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
        let folds = this.#allCertain(refs)
        if (folds === undefined) folds = (await this.#look(refs)).map(({ fold }) => fold)
        const at = this.#clock.now()
        const states = folds.map(({ state }) => state)
        const decision = decide(states, at)
        if (await this.#append(refs, folds, decision.events, at)) return decision.result
      }
      throw new ContentionError(`Gave up after ${attemptsMax} attempts on ${refs.map(({ key }) => key).join(', ')}.`)
    } finally {
      if (single === undefined) this.#locks.releaseAll(held)
      else this.#locks.release(single.key)
    }
  }

  async #append(
    refs: readonly AnyRef[],
    folds: readonly Fold[],
    events: readonly (readonly EventBody[])[],
    at: Instant,
  ) {
    const writes: StreamWrite[] = []
    const commits: Commit[] = []
    const next: { ref: AnyRef; fold: Fold }[] = []
    const tallies: Tally[] = []
    for (const [index, ref] of refs.entries()) {
      const fold = folds[index]
      const bodies = events[index] ?? []
      if (fold === undefined || bodies.length === 0) continue
      const recorded: Recorded[] = []
      let state: unknown = fold.state
      let version = fold.version
      for (const body of bodies) {
        version += 1
        const event = { version, id: this.#ids.uuid(), at, body }
        recorded.push(event)
        const before = state
        state = ref.kind.apply(state, event)
        for (const tally of this.#count(ref.name, before, event, state)) tallies.push(tally)
      }
      const sinceSnapshot = fold.sinceSnapshot + recorded.length
      const takeSnapshot = sinceSnapshot >= snapshotEvery
      writes.push({
        stream: ref.name,
        expectedVersion: fold.version,
        events: recorded,
        open: ref.kind.isOpen(state),
        ...(takeSnapshot ? { snapshot: state } : {}),
      })
      commits.push({ ref: ref as StreamRef<unknown, EventBody>, before: fold.state, after: state, events: recorded })
      next.push({ ref, fold: { state, version, sinceSnapshot: takeSnapshot ? 0 : sinceSnapshot } })
    }
    if (writes.length === 0) return true
    let outcome
    try {
      outcome = await this.#log.append(writes, at, tallies)
    } catch (error) {
      if (!(error instanceof LogOverloadedError)) await this.#clearUp(refs, folds)
      throw error
    }
    if (!outcome.ok) {
      this.#doubt(refs, folds)
      return false
    }
    for (const { ref, fold } of next) this.#keep(ref, fold)
    this.#onCommit(commits, tallies)
    return true
  }

  /** The append may or may not have been written: only the log knows. What was written must be told of all the same. */
  async #clearUp(refs: readonly AnyRef[], folds: readonly Fold[]): Promise<void> {
    this.#doubt(refs, folds)
    try {
      await this.#look(refs)
    } catch {
      // The log cannot be read now either; whoever needs one of these streams next looks again.
    }
  }

  #doubt(refs: readonly AnyRef[], folds: readonly Fold[]): void {
    for (const [index, ref] of refs.entries()) {
      const fold = folds[index]
      if (fold !== undefined) this.#doubtful.set(ref.key, fold)
    }
  }

  #certain(ref: AnyRef): Fold | undefined {
    return this.#doubtful.has(ref.key) ? undefined : this.#cache.get(ref.key)
  }

  #allCertain(refs: readonly AnyRef[]): Fold[] | undefined {
    const folds: Fold[] = []
    for (const ref of refs) {
      const fold = this.#certain(ref)
      if (fold === undefined) return undefined
      folds.push(fold)
    }
    return folds
  }

  async #load(ref: AnyRef): Promise<Fold> {
    const found = await this.#find(ref)
    this.#take([found])
    return found.fold
  }

  /** The streams as they are; what has to be read is read first and then taken over at one instant. */
  async #look(refs: readonly AnyRef[]): Promise<Found[]> {
    const found = await Promise.all(
      refs.map((ref) => {
        const fold = this.#certain(ref)
        return fold === undefined ? this.#find(ref) : Promise.resolve({ ref, fold, before: fold.state, missed: [] })
      }),
    )
    this.#take(found)
    return found
  }

  async #find(ref: AnyRef): Promise<Found> {
    const { snapshot, events } = await this.#log.load(ref.name)
    let state: unknown = snapshot ? snapshot.state : ref.kind.initial(ref.name)
    let version = snapshot?.version ?? 0
    for (const event of events) {
      state = ref.kind.apply(state, event)
      version = event.version
    }
    const fold = { state, version, sinceSnapshot: events.length }
    const known = this.#doubtful.get(ref.key)
    if (known === undefined || known.version >= version) return { ref, fold, before: state, missed: [] }
    const missed = await this.#log.readAfter(ref.name, known.version, version - known.version)
    return { ref, fold, before: known.state, missed }
  }

  #take(found: readonly Found[]): void {
    const commits: Commit[] = []
    const tallies: Tally[] = []
    for (const { ref, fold, before, missed } of found) {
      this.#doubtful.delete(ref.key)
      if (fold.version > 0) this.#keep(ref, fold)
      if (missed.length > 0) {
        commits.push({ ref: ref as StreamRef<unknown, EventBody>, before, after: fold.state, events: missed })
        tallies.push(...this.#recount(ref, before, missed))
      }
    }
    if (commits.length > 0) this.#onCommit(commits, tallies)
  }

  /** What events added to sums that were found in the log later on. */
  #recount({ kind, name }: AnyRef, before: unknown, events: readonly Recorded[]): Tally[] {
    let state = before
    return events.flatMap((event) => {
      const from = state
      state = kind.apply(state, event) as unknown
      return [...this.#count(name, from, event, state)]
    })
  }

  #keep(ref: AnyRef, fold: Fold): void {
    this.#cache.set(ref.key, fold, ref.kind.isOpen(fold.state))
  }
}
