/**
 * Decides upon streams: loads and folds them, asks a rule, appends what the rule answers at the version it decided
 * upon, and tells of it once it is durable. Current state is cached; nobody sees a state that is not on disk.
 */
import type { Clock, Instant } from '../lib/clock.js'
import type { Ids } from '../lib/ids.js'
import { KeyedLocks } from '../lib/keyed-locks.js'
import {
  LogOverloadedError,
  type EventBody,
  type EventLog,
  type Recorded,
  type StreamName,
  type StreamWrite,
} from './event-log.js'
import type { Fold } from './fold-cache.js'
import { KnownFolds, type Found } from './known-folds.js'
import { snapshotOf } from './snapshots.js'
import type { AnyRef, Commit, Folded, NewerEventError, StreamNews, StreamRef } from './streams.js'
import type { Tally } from './tally.js'
import { decidedWithinMs, TooLateError } from './too-late.js'

export {
  eventTypes,
  NewerEventError,
  streamRef,
  type AnyRef,
  type Commit,
  type Folded,
  type StreamKind,
  type StreamRef,
} from './streams.js'

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

/** A fold is stored beside its stream after this many events, so that loading a stream stays cheap. */
const snapshotEvery = 200
/**
 * A decision that loses this many races in a row is given up. Who has just won a race knows the newest state and whoever
 * lost it has to read, so two processes that write to one chat as fast as they can lose most of theirs: twenty in a row
 * were seen within a few hundred messages.
 */
const attemptsMax = 60

/** Others changed the same streams faster than we could decide. Nothing was written, and later there is room. */
export class ContentionError extends LogOverloadedError {
  override name = 'ContentionError'
}

/** What an event that takes a stream from one state to the next adds to durable sums; pure. */
export type Count = (name: StreamName, before: unknown, event: Recorded, after: unknown) => readonly Tally[]

const countNothing: Count = () => []

/** What a service needs of a ledger to decide upon streams. */
export type Decider = Pick<Ledger, 'peek' | 'read' | 'refresh' | 'transact' | 'transactMany'>

export class Ledger {
  readonly #log: EventLog
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #onCommit: (commits: readonly Commit[], tallies: readonly Tally[]) => void
  readonly #count: Count
  readonly #isShared: boolean
  readonly #onLate: () => void
  readonly #locks = new KeyedLocks()
  readonly #folds: KnownFolds

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
    /** Whether other processes write to the log: then what is known here may be old. Not unless said otherwise. */
    isShared?: boolean
    /** Told once of each stream that a newer version wrote to, which rejects every call from then on. */
    onNewer?: (error: NewerEventError) => void
    /** Told each time that something came too late to be decided. */
    onLate?: () => void
  }) {
    this.#log = options.log
    this.#clock = options.clock
    this.#ids = options.ids
    this.#onCommit = options.onCommit
    this.#count = options.count ?? countNothing
    this.#isShared = options.isShared ?? false
    this.#onLate = options.onLate ?? (() => undefined)
    this.#folds = new KnownFolds(
      options.log,
      this.#isShared,
      (found) => this.#tellFound(found),
      options.onNewer ?? (() => undefined),
    )
  }

  /** How many living streams are held folded in memory. */
  get openCount(): number {
    return this.#folds.openCount
  }

  /** The state if it is at hand; that of an open stream is, once it was read. */
  peek<S, E extends EventBody>(ref: StreamRef<S, E>): S | undefined {
    return this.#folds.peek(ref)?.state as S | undefined
  }

  /** The state, from memory or from the log. */
  async read<S, E extends EventBody>(ref: StreamRef<S, E>): Promise<Folded<S>> {
    const fold = this.#folds.certain(ref) ?? (await this.#locked(ref, () => this.#lookAt(ref)))
    return { state: fold.state as S, version: fold.version }
  }

  /** The state as the log has it now, whatever is known here; for one process that is what {@link Ledger.read} gives. */
  async refresh<S, E extends EventBody>(ref: StreamRef<S, E>): Promise<Folded<S>> {
    if (!this.#isShared) return this.read(ref)
    const fold = await this.#locked(ref, async () => {
      const known = this.#folds.certain(ref)
      if (known !== undefined && (await this.#folds.areCurrent([ref], [known]))) return known
      return this.#lookAt(ref)
    })
    return { state: fold.state as S, version: fold.version }
  }

  /**
   * Other processes wrote to these streams: takes over what is not known here, and tells of it. Settles when that is
   * done, for which the log may have to be read; rejects when it cannot be.
   */
  async takeIn(news: readonly StreamNews[]): Promise<void> {
    const found: Found[] = []
    const unread: StreamNews[] = []
    for (const one of news) {
      // While somebody decides upon the stream, what they append says whether it is at hand.
      const taken = this.#locks.isHeld(one.ref.key) ? 'unread' : this.#folds.takeIn(one)
      if (taken === 'unread') unread.push(one)
      else if (taken) found.push(taken)
    }
    if (found.length > 0) this.#tellFound(found)
    await Promise.all(
      unread.map((one) =>
        this.#locked(one.ref, async () => {
          const taken = this.#folds.takeIn(one)
          if (taken === 'unread') await this.#folds.catchUp(one.ref)
          else if (taken) this.#tellFound([taken])
        }),
      ),
    )
  }

  async #locked<T>(ref: AnyRef, work: () => Promise<T>): Promise<T> {
    if (!this.#locks.tryAcquire(ref.key)) await this.#locks.acquire(ref.key)
    try {
      return await work()
    } finally {
      this.#locks.release(ref.key)
    }
  }

  async #lookAt(ref: AnyRef): Promise<Fold> {
    const [fold] = await this.#folds.look([ref])
    if (fold === undefined) throw new Error('A look at a stream gave none.')
    return fold
  }

  /**
   * Decides and appends. `decide` sees the durable states of the streams, in the order of `refs`, and may be called
   * again when somebody else was faster; what it throws ends the call with nothing written. Settles when its events
   * are on disk. Two calls that share a stream run one after the other. With a shared log it rejects with
   * {@link TooLateError} rather than to decide so late that somebody else may have been asked the same meanwhile.
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
    const askedAt = this.#clock.now()
    const single = refs.length === 1 ? refs[0] : undefined
    let held: readonly string[] = []
    if (single === undefined) held = await this.#locks.acquireAll(refs.map(({ key }) => key))
    else if (!this.#locks.tryAcquire(single.key)) await this.#locks.acquire(single.key)
    try {
      for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
        const folds = this.#folds.allCertain(refs) ?? (await this.#folds.look(refs))
        const at = this.#clock.now()
        if (this.#isShared && at - askedAt > decidedWithinMs) {
          this.#onLate()
          throw new TooLateError()
        }
        const states = folds.map(({ state }) => state)
        let decision: MixedDecision<T>
        try {
          decision = decide(states, at)
        } catch (error) {
          if (await this.#isOld(refs, folds)) continue
          throw error
        }
        if (decision.events.every(({ length }) => length === 0)) {
          if (await this.#isOld(refs, folds)) continue
          return decision.result
        }
        if (await this.#append(refs, folds, decision.events, at)) return decision.result
      }
      throw new ContentionError(`Gave up after ${attemptsMax} attempts on ${refs.map(({ key }) => key).join(', ')}.`)
    } finally {
      if (single === undefined) this.#locks.releaseAll(held)
      else this.#locks.release(single.key)
    }
  }

  /** Whether a decision that leaves nothing to collide was made upon what is old by now. */
  async #isOld(refs: readonly AnyRef[], folds: readonly Fold[]): Promise<boolean> {
    return this.#isShared && !(await this.#folds.areCurrent(refs, folds))
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
      if (fold === undefined) continue
      if (bodies.length === 0) {
        // What was decided holds only while what was read does.
        if (this.#isShared) writes.push({ stream: ref.name, expectedVersion: fold.version, events: [], open: false })
        continue
      }
      const recorded: Recorded[] = []
      let state: unknown = fold.state
      let version = fold.version
      let { newestType } = fold
      for (const body of bodies) {
        version += 1
        const event = { version, id: this.#ids.uuid(), at, body }
        recorded.push(event)
        const before = state
        state = ref.kind.apply(state, event)
        newestType = Math.max(newestType, ref.kind.types.get(body.type) ?? 0)
        for (const tally of this.#count(ref.name, before, event, state)) tallies.push(tally)
      }
      const sinceSnapshot = fold.sinceSnapshot + recorded.length
      const takeSnapshot = sinceSnapshot >= snapshotEvery
      writes.push({
        stream: ref.name,
        expectedVersion: fold.version,
        events: recorded,
        open: ref.kind.isOpen(state),
        ...(takeSnapshot ? { snapshot: snapshotOf(state, newestType) } : {}),
      })
      commits.push({ ref: ref as StreamRef<unknown, EventBody>, before: fold.state, after: state, events: recorded })
      next.push({ ref, fold: { state, version, newestType, sinceSnapshot: takeSnapshot ? 0 : sinceSnapshot } })
    }
    let outcome
    try {
      outcome = await this.#log.append(writes, at, tallies)
    } catch (error) {
      if (!(error instanceof LogOverloadedError)) await this.#clearUp(refs, folds, writes)
      throw error
    }
    if (!outcome.ok) {
      this.#folds.doubt(refs, folds)
      return false
    }
    for (const { ref, fold } of next) this.#folds.keep(ref, fold)
    this.#onCommit(commits, tallies)
    return true
  }

  /** The append may or may not have been written: only the log knows. What was written must be told of all the same. */
  async #clearUp(refs: readonly AnyRef[], folds: readonly Fold[], writes: readonly StreamWrite[]): Promise<void> {
    const mine = new Set(writes.flatMap(({ events }) => events.map(({ id }) => id)))
    this.#folds.doubt(refs, folds, mine)
    try {
      await this.#folds.look(refs)
    } catch {
      // The log cannot be read now either; whoever needs one of these streams next looks again.
    }
  }

  #tellFound(found: readonly Found[]): void {
    const commits: Commit[] = []
    const tallies: Tally[] = []
    for (const { ref, before, after, events, mine } of found) {
      const isForeign = !events.some(({ id }) => mine.has(id))
      const stream = ref as StreamRef<unknown, EventBody>
      commits.push({ ref: stream, before, after, events, ...(isForeign && { isForeign }) })
      if (!isForeign) tallies.push(...this.#recount(ref, before, events, mine))
    }
    this.#onCommit(commits, tallies)
  }

  /** What events of ours added to sums that were found in the log later on; those of others are told of by them. */
  #recount({ kind, name }: AnyRef, before: unknown, events: readonly Recorded[], mine: ReadonlySet<string>): Tally[] {
    let state = before
    return events.flatMap((event) => {
      const from = state
      state = kind.apply(state, event) as unknown
      return mine.has(event.id) ? [...this.#count(name, from, event, state)] : []
    })
  }
}
