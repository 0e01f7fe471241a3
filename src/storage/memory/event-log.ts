/**
 * The event log without a disk, for tests and try-outs. It keeps what a durable log promises except durability: events
 * are taken as text when they are handed in, nothing is seen before its commit, appends made meanwhile share the next.
 */
import { randomUUID } from 'node:crypto'
import type {
  AppendOutcome,
  EventLog,
  LoadedStream,
  Recorded,
  EventBody,
  StreamName,
  StreamWrite,
} from '../../event-log/event-log.js'
import { appendsWaitingMax, LogOverloadedError, LogUnavailableError, streamKey } from '../../event-log/event-log.js'
import type { Changes, SharedLog } from '../../event-log/shared-log.js'
import type { Tally } from '../../event-log/tally.js'
import type { Instant } from '../../lib/clock.js'
import { systemClock } from '../../lib/system-clock.js'
import { checkBookmark, checkWrites } from '../check-writes.js'
import { rangeOf } from '../name-range.js'
import type { CommitStatistics } from '../store.js'
import { MemoryFiguresStore } from './figures-store.js'
import { MemoryPastStore } from './past-store.js'

export interface MemoryEventLogOptions {
  /** How many appends may wait for their commit; {@link appendsWaitingMax} unless said otherwise. */
  readonly appendsWaitingMax?: number
  /**
   * Awaited before each commit. A test can stand the disk still with it, or fail a commit by rejecting: every append
   * of that commit is then refused with {@link LogUnavailableError}, and the log goes on.
   */
  readonly beforeCommit?: () => Promise<void>
}

interface StoredEvent {
  readonly version: number
  readonly id: string
  readonly at: Instant
  readonly text: string
}

interface StoredStream {
  readonly events: StoredEvent[]
  snapshot?: { readonly version: number; readonly text: string }
}

interface TakenWrite {
  readonly stream: StreamName
  readonly key: string
  readonly expectedVersion: number
  readonly events: readonly StoredEvent[]
  readonly open: boolean
  readonly snapshot: string | undefined
}

interface Waiting {
  readonly writes: readonly TakenWrite[]
  readonly tallies: readonly Tally[]
  readonly resolve: (outcome: AppendOutcome) => void
  readonly reject: (error: Error) => void
}

const take = (write: StreamWrite, at: Instant): TakenWrite => ({
  stream: write.stream,
  key: streamKey(write.stream),
  expectedVersion: write.expectedVersion,
  events: write.events.map(({ id, body }, index) => ({
    version: write.expectedVersion + 1 + index,
    id,
    at,
    text: JSON.stringify(body),
  })),
  open: write.open,
  snapshot: write.snapshot === undefined ? undefined : JSON.stringify(write.snapshot),
})

const recorded = ({ text, ...rest }: StoredEvent): Recorded => ({ ...rest, body: JSON.parse(text) as EventBody })

export class MemoryEventLog implements EventLog, SharedLog {
  readonly #identity = randomUUID()
  readonly #streams = new Map<string, StoredStream>()
  /** Living streams by kind, then by key, so that listing them never meets those that ended. */
  readonly #open = new Map<string, Map<string, StreamName>>()
  readonly #bookmarks = new Map<string, string>()
  /** Every write in its order: a mark is a place in it. */
  readonly #changed: StreamName[] = []
  readonly #waitingMax: number
  readonly #beforeCommit: (() => Promise<void>) | undefined
  readonly #figures: MemoryFiguresStore
  readonly #past: MemoryPastStore
  #waiting: Waiting[] = []
  #unsettled = 0
  #committing: Promise<void> | undefined
  #closed = false
  #counts = { commits: 0, commitsFailed: 0, appends: 0, conflicts: 0, events: 0 }

  /** The sums that appends add to are kept in `figures`; `past` is told of what ended. */
  constructor(options: MemoryEventLogOptions = {}, figures = new MemoryFiguresStore(), past = new MemoryPastStore()) {
    this.#figures = figures
    this.#past = past
    this.#waitingMax = options.appendsWaitingMax ?? appendsWaitingMax
    this.#beforeCommit = options.beforeCommit
  }

  async append(writes: readonly StreamWrite[], at: Instant, tallies: readonly Tally[] = []): Promise<AppendOutcome> {
    this.#refuseClosed()
    if (this.#unsettled >= this.#waitingMax) throw new LogOverloadedError('Too many appends are waiting.')
    checkWrites(writes, at, tallies)
    const taken = writes.map((write) => take(write, at))
    this.#unsettled += 1
    return new Promise((resolve, reject) => {
      this.#waiting.push({ writes: taken, tallies: [...tallies], resolve, reject })
      this.#committing ??= this.#commitAll()
    })
  }

  async #commitAll(): Promise<void> {
    // Not in the caller's own turn: an append is never seen before the call that made it has returned.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        await this.#beforeCommit?.()
        this.#counts.commits += 1
        for (const { writes, tallies, resolve } of batch) resolve(this.#apply(writes, tallies))
      } catch (error) {
        this.#counts.commitsFailed += 1
        for (const { reject } of batch) reject(new LogUnavailableError('A commit failed.', { cause: error }))
      }
      this.#unsettled -= batch.length
    }
    this.#committing = undefined
  }

  #apply(writes: readonly TakenWrite[], tallies: readonly Tally[]): AppendOutcome {
    for (const { stream, key, expectedVersion } of writes) {
      if ((this.#streams.get(key)?.events.length ?? 0) !== expectedVersion) {
        this.#counts.conflicts += 1
        return { ok: false, conflict: stream }
      }
    }
    for (const write of writes) if (write.events.length > 0) this.#write(write)
    this.#figures.add(tallies)
    this.#counts.appends += 1
    return { ok: true }
  }

  #write({ stream, key, events, open, snapshot }: TakenWrite): void {
    let stored = this.#streams.get(key)
    if (!stored) this.#streams.set(key, (stored = { events: [] }))
    for (const event of events) stored.events.push(event)
    this.#changed.push(stream)
    this.#counts.events += events.length
    if (snapshot !== undefined) stored.snapshot = { version: stored.events.length, text: snapshot }
    let living = this.#open.get(stream.kind)
    if (!living) this.#open.set(stream.kind, (living = new Map<string, StreamName>()))
    if (open) living.set(key, stream)
    else if (living.delete(key) || stored.events.length === events.length) this.#past.ended(stream)
  }

  async load(stream: StreamName): Promise<LoadedStream> {
    this.#refuseClosed()
    const stored = await Promise.resolve(this.#streams.get(streamKey(stream)))
    if (!stored) return { events: [] }
    const { snapshot } = stored
    if (!snapshot) return { events: stored.events.map(recorded) }
    return {
      snapshot: { version: snapshot.version, state: JSON.parse(snapshot.text) as unknown },
      events: stored.events.slice(snapshot.version).map(recorded),
    }
  }

  async readAfter(stream: StreamName, version: number, limit: number): Promise<readonly Recorded[]> {
    this.#refuseClosed()
    const events = await Promise.resolve(this.#streams.get(streamKey(stream))?.events ?? [])
    const from = Math.max(0, version)
    return events.slice(from, from + limit).map(recorded)
  }

  async readBefore(stream: StreamName, version: number, limit: number): Promise<readonly Recorded[]> {
    this.#refuseClosed()
    const events = await Promise.resolve(this.#streams.get(streamKey(stream))?.events ?? [])
    const to = Math.max(0, Math.min(version - 1, events.length))
    return events
      .slice(Math.max(0, to - limit), to)
      .reverse()
      .map(recorded)
  }

  async openStreams(kind: string): Promise<readonly StreamName[]> {
    this.#refuseClosed()
    return Promise.resolve([...(this.#open.get(kind)?.values() ?? [])])
  }

  now(): Promise<Instant> {
    return Promise.resolve(systemClock.now())
  }

  identity(): Promise<string> {
    return Promise.resolve(this.#identity)
  }

  async mark(): Promise<string> {
    this.#refuseClosed()
    return Promise.resolve(String(this.#changed.length))
  }

  async changesAfter(mark: string, limit: number): Promise<Changes> {
    this.#refuseClosed()
    const from = Number(mark)
    const changed = await Promise.resolve(this.#changed.slice(from, from + limit))
    const streams = [...new Map(changed.map((stream) => [streamKey(stream), stream]))].map(([key, stream]) => ({
      stream,
      version: this.#streams.get(key)?.events.length ?? 0,
      open: this.#open.get(stream.kind)?.has(key) ?? false,
    }))
    const next = from + changed.length
    return { mark: String(next), streams, isAll: next === this.#changed.length }
  }

  setBookmark(name: string, value: string): void {
    this.#refuseClosed()
    checkBookmark(value)
    if (value === '') this.#bookmarks.delete(name)
    else this.#bookmarks.set(name, value)
  }

  async bookmark(name: string): Promise<string | undefined> {
    this.#refuseClosed()
    return Promise.resolve(this.#bookmarks.get(name))
  }

  async bookmarkNames(prefix: string, last: string | undefined, limit: number): Promise<readonly string[]> {
    this.#refuseClosed()
    const { after, end } = rangeOf(prefix, last)
    const names = [...this.#bookmarks.keys()].filter((name) => name > after && name < end)
    return Promise.resolve(names.toSorted().slice(0, limit))
  }

  /** What was counted so far; the durations stay zero, as there is no disk. */
  commitStatistics(): CommitStatistics {
    return { ...this.#counts, waiting: this.#unsettled, lastCommitMs: 0, totalCommitMs: 0 }
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#committing
  }

  #refuseClosed(): void {
    if (this.#closed) throw new LogUnavailableError('The log is closed.')
  }
}
