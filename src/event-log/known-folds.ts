/**
 * What is known here of streams, as durable, and how it is brought up to date: after an append of ours whose fate is
 * unknown, and when another process wrote. Whoever asks for more than a look holds the stream's lock.
 */
import { streamKey, type EventLog, type Recorded } from './event-log.js'
import { FoldCache, type Fold } from './fold-cache.js'
import { stateIn } from './snapshots.js'
import { NewerEventError, type AnyRef, type StreamNews } from './streams.js'

/** Events that were found in the log and were not known here. */
export interface Found {
  readonly ref: AnyRef
  readonly before: unknown
  readonly after: unknown
  readonly events: readonly Recorded[]
  /** The ids of events that this process tried to write to the stream. */
  readonly mine: ReadonlySet<string>
}

/** A stream as last known here, of which the log may hold more. */
interface Doubt {
  readonly fold: Fold
  readonly mine: ReadonlySet<string>
}

const none: ReadonlySet<string> = new Set()
/** How many streams with events of a newer version are remembered, so that they need not be read again to be refused. */
const newerMax = 10_000
/** How many events are read at a time. */
const readSize = 500

export class KnownFolds {
  readonly #log: EventLog
  readonly #isShared: boolean
  readonly #onFound: (found: readonly Found[]) => void
  readonly #cache = new FoldCache()
  readonly #doubtful = new Map<string, Doubt>()
  readonly #newer = new Map<string, NewerEventError>()
  readonly #onNewer: (error: NewerEventError) => void

  /**
   * `onFound` is called with what a look brought to light. Within a stream each event is told once, in order. Where other
   * processes write, too, that begins with the first look at a stream that lives. `onNewer` is told once of each stream
   * that holds what a newer version wrote; nothing is known of it here from then on, and every look at it rejects.
   */
  constructor(
    log: EventLog,
    isShared: boolean,
    onFound: (found: readonly Found[]) => void,
    onNewer: (error: NewerEventError) => void,
  ) {
    this.#log = log
    this.#isShared = isShared
    this.#onFound = onFound
    this.#onNewer = onNewer
  }

  /** How many living streams are held. */
  get openCount(): number {
    return this.#cache.openCount
  }

  /** What was last known, doubtful or not. */
  peek(ref: AnyRef): Fold | undefined {
    return this.#cache.get(ref.key)
  }

  /** What is known, unless the log may hold more because of what this process did. */
  certain(ref: AnyRef): Fold | undefined {
    return this.#doubtful.has(ref.key) ? undefined : this.#cache.get(ref.key)
  }

  allCertain(refs: readonly AnyRef[]): Fold[] | undefined {
    const folds: Fold[] = []
    for (const ref of refs) {
      const fold = this.certain(ref)
      if (fold === undefined) return undefined
      folds.push(fold)
    }
    return folds
  }

  /** These are in the log now. */
  keep(ref: AnyRef, fold: Fold): void {
    this.#cache.set(ref.key, fold, ref.kind.isOpen(fold.state))
  }

  /** Somebody was faster, or an append with the events `mine` may have been written: the log has to be looked at. */
  doubt(refs: readonly AnyRef[], folds: readonly Fold[], mine = none): void {
    for (const [index, ref] of refs.entries()) {
      const fold = folds[index]
      if (fold !== undefined) this.#doubtful.set(ref.key, { fold, mine })
    }
  }

  /** The streams as they are; what has to be read is read first and then taken over at one instant. */
  async look(refs: readonly AnyRef[]): Promise<Fold[]> {
    const looked = await Promise.all(
      refs.map(async (ref) => {
        const fold = this.certain(ref)
        return fold === undefined ? this.#load(ref) : { fold }
      }),
    )
    this.#take(looked)
    return looked.map(({ fold }) => fold)
  }

  /** Whether these folds are what the log holds. What it holds more is taken over. */
  async areCurrent(refs: readonly AnyRef[], folds: readonly Fold[]): Promise<boolean> {
    const looked = await Promise.all(
      refs.map((ref, index) => {
        const fold = folds[index]
        return fold === undefined ? Promise.resolve(undefined) : this.#readOn(ref, fold, none)
      }),
    )
    const newer = looked.filter((one) => one?.found !== undefined) as Looked[]
    this.#take(newer)
    return newer.length === 0
  }

  /**
   * Takes over what another process wrote, as far as that needs no look at the log. Answers with what was not known, or
   * `unread` when the log has to be read for it.
   */
  takeIn(news: StreamNews): Found | 'unread' | undefined {
    if (this.#newer.has(news.ref.key)) return undefined
    try {
      return this.#takeIn(news)
    } catch (error) {
      this.#meet(error)
      return undefined
    }
  }

  #takeIn({ ref, version, isOpen, events = [] }: StreamNews): Found | 'unread' | undefined {
    if (this.#doubtful.has(ref.key)) return 'unread'
    const known = this.#cache.get(ref.key)
    const [first] = events
    // What is not at hand and lives no more concerns nobody here.
    if (known === undefined ? !isOpen && first?.version !== 1 : known.version >= version) return undefined
    const fold = known ?? beginning(ref)
    if (first === undefined || first.version > fold.version + 1) return 'unread'
    const { fold: next, found } = applied(ref, fold, newerThan(fold, events), none)
    this.keep(ref, next)
    return found
  }

  /** Reads what is not known of a stream that another process wrote, and takes it over. */
  async catchUp(ref: AnyRef): Promise<void> {
    try {
      await this.#catchUp(ref)
    } catch (error) {
      this.#meet(error)
    }
  }

  async #catchUp(ref: AnyRef): Promise<void> {
    const doubt = this.#doubtful.get(ref.key)
    const fold = doubt?.fold ?? this.#cache.get(ref.key)
    if (fold !== undefined) {
      this.#take([await this.#readOn(ref, fold, doubt?.mine ?? none)])
      return
    }
    this.#take([await this.#load(ref)])
  }

  async #load(ref: AnyRef): Promise<Looked> {
    const met = this.#newer.get(ref.key)
    if (met) throw met
    const { snapshot, events } = await this.#log.load(ref.name)
    const { fold, found } = this.#applied(
      ref,
      () =>
        snapshot ? { ...stateIn(snapshot.state, ref), version: snapshot.version, sinceSnapshot: 0 } : beginning(ref),
      events,
    )
    const doubt = this.#doubtful.get(ref.key)
    if (doubt === undefined) {
      // Nobody here knew it, so that for everybody it begins with what is told now; once it is over it begins for nobody.
      const isNews = this.#isShared && found !== undefined && ref.kind.isOpen(fold.state)
      return isNews ? { ref, fold, found: { ...found, before: beginning(ref).state } } : { ref, fold }
    }
    if (doubt.fold.version >= fold.version) return { ref, fold }
    const { state, version } = doubt.fold
    const missed = await this.#log.readAfter(ref.name, version, fold.version - version)
    return { ref, fold, found: { ref, before: state, after: fold.state, events: missed, mine: doubt.mine } }
  }

  /** What the log holds after a fold. */
  async #readOn(ref: AnyRef, fold: Fold, mine: ReadonlySet<string>): Promise<Looked> {
    const events: Recorded[] = []
    for (;;) {
      const read = await this.#log.readAfter(ref.name, fold.version + events.length, readSize)
      for (const event of read) events.push(event)
      if (read.length < readSize) return this.#applied(ref, () => fold, events, mine)
    }
  }

  #applied(ref: AnyRef, from: () => Fold, events: readonly Recorded[], mine = none): Looked {
    try {
      return applied(ref, from(), events, mine)
    } catch (error) {
      this.#meet(error)
      throw error
    }
  }

  /** Remembers a stream that a newer version wrote to. Throws every other error. */
  #meet(error: unknown): void {
    if (!(error instanceof NewerEventError)) throw error
    const key = streamKey(error.stream)
    if (this.#newer.has(key)) return
    if (this.#newer.size >= newerMax) this.#newer.clear()
    this.#newer.set(key, error)
    this.#cache.delete(key)
    this.#doubtful.delete(key)
    this.#onNewer(error)
  }

  #take(looked: readonly Partial<Looked>[]): void {
    const all: Found[] = []
    for (const { ref, fold, found } of looked) {
      if (ref === undefined || fold === undefined) continue
      this.#doubtful.delete(ref.key)
      if (fold.version > 0) this.keep(ref, fold)
      if (found) all.push(found)
    }
    if (all.length > 0) this.#onFound(all)
  }
}

/** A stream as it was read, and what was not known of it. */
interface Looked {
  readonly ref: AnyRef
  readonly fold: Fold
  readonly found?: Found | undefined
}

const beginning = ({ kind, name }: AnyRef): Fold => ({
  state: kind.initial(name) as unknown,
  version: 0,
  sinceSnapshot: 0,
  newestType: 0,
})

const newerThan = (fold: Fold, events: readonly Recorded[]): readonly Recorded[] =>
  events.filter(({ version }) => version > fold.version)

const applied = (ref: AnyRef, from: Fold, events: readonly Recorded[], mine: ReadonlySet<string>): Looked => {
  let { state, version, newestType } = from
  for (const event of events) {
    const place = ref.kind.types.get(event.body.type)
    if (place === undefined) throw new NewerEventError(ref.name, event.body.type)
    newestType = Math.max(newestType, place)
    state = ref.kind.apply(state, event) as unknown
    version = event.version
  }
  const fold = { state, version, newestType, sinceSnapshot: from.sinceSnapshot + events.length }
  return { ref, fold, ...(events.length > 0 && { found: { ref, before: from.state, after: state, events, mine } }) }
}
