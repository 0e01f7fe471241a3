/**
 * Group commit. Appends and bookmarks that come while a commit is running wait together for the next one: one message
 * to the database, one transaction, one flush. Whoever waits longest is first; the order of the calls is kept.
 */
import type { AppendOutcome, StreamName, StreamWrite } from '../event-log/event-log.js'
import { LogOverloadedError, LogUnavailableError, streamKey } from '../event-log/event-log.js'
import { tallyKey, type Tally } from '../event-log/tally.js'
import type { Instant } from '../lib/clock.js'
import { openMark, snapshotMark, type Batch, type Conflicts } from './batch.js'
import { checkBookmark, checkWrites } from './check-writes.js'
import type { CommitStatistics } from './store.js'

/** How long a bookmark waits for an append to ride along with before it gets a commit of its own, in milliseconds. */
const bookmarkWaitMs = 1000

export interface CommitQueueLimits {
  /** How many appends may wait for their commit; further ones are refused. */
  readonly waitingMax: number
  /** How many appends one commit carries at most; any number unless said otherwise. */
  readonly appendsPerCommitMax?: number
  /** No append joins a commit that holds this much text already, in UTF-16 code units; any amount unless said otherwise. */
  readonly textPerCommitMax?: number
}

const written: AppendOutcome = Object.freeze({ ok: true })

interface Waiting {
  readonly writes: readonly StreamWrite[]
  readonly resolve: (outcome: AppendOutcome) => void
  readonly reject: (error: Error) => void
}

/** A batch as it is being collected. */
class Collected {
  readonly numbers: number[] = []
  readonly strings: string[] = []
  readonly waiting: Waiting[] = []
  events = 0
  /** How much text the strings hold, in UTF-16 code units. */
  textLength = 0

  /** Takes the append as it is now, whole or, when one of its events is no JSON, not at all. */
  add(writes: readonly StreamWrite[], at: Instant, tallies: readonly Tally[]): void {
    const { numbers, strings } = this
    const [numbersBefore, stringsBefore] = [numbers.length, strings.length]
    try {
      numbers.push(at, writes.length, tallies.length)
      for (const write of writes) this.#addWrite(write)
      for (const tally of tallies) {
        numbers.push(tally.slot, tally.amount)
        strings.push(tallyKey(tally))
      }
    } catch (error) {
      numbers.length = numbersBefore
      strings.length = stringsBefore
      throw error
    }
    for (const { events } of writes) this.events += events.length
    for (let index = stringsBefore; index < strings.length; index += 1) this.textLength += strings[index]?.length ?? 0
  }

  #addWrite({ stream, expectedVersion, events, open, snapshot }: StreamWrite): void {
    const { numbers, strings } = this
    numbers.push(expectedVersion, (open ? openMark : 0) | (snapshot === undefined ? 0 : snapshotMark), events.length)
    strings.push(streamKey(stream))
    for (const { id, body } of events) strings.push(id, JSON.stringify(body))
    if (snapshot !== undefined) strings.push(JSON.stringify(snapshot))
  }
}

export class CommitQueue {
  readonly #commit: (batch: Batch) => Promise<Conflicts>
  readonly #limits: Required<CommitQueueLimits>
  /** What waits, the first first; the last one takes in what comes. */
  #collected: Collected[] = []
  #refusal: LogOverloadedError | undefined
  #bookmarks = new Map<string, string>()
  #bookmarksInFlight = new Map<string, string>()
  #bookmarkTimer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #closed = false
  #counts = {
    commits: 0,
    commitsFailed: 0,
    appends: 0,
    conflicts: 0,
    events: 0,
    waiting: 0,
    lastCommitMs: 0,
    totalCommitMs: 0,
  }

  /**
   * `commit` makes one batch durable and names its conflicts; it is called again only after it has settled. It rejects
   * with a {@link LogOverloadedError} when nothing was written, and with anything else when that is unknown.
   */
  constructor(commit: (batch: Batch) => Promise<Conflicts>, limits: CommitQueueLimits) {
    this.#commit = commit
    this.#limits = { appendsPerCommitMax: Infinity, textPerCommitMax: Infinity, ...limits }
  }

  /** As `EventLog.append`. */
  append(writes: readonly StreamWrite[], at: Instant, tallies: readonly Tally[] = []): Promise<AppendOutcome> {
    return new Promise((resolve, reject) => {
      this.#refuseClosed()
      if (this.#refusal) throw this.#refusal
      if (this.#counts.waiting >= this.#limits.waitingMax)
        throw new LogOverloadedError('Too many appends are waiting for the disk.')
      checkWrites(writes, at, tallies)
      const collected = this.#roomy()
      collected.add(writes, at, tallies)
      collected.waiting.push({ writes, resolve, reject })
      this.#counts.waiting += 1
      this.#start()
    })
  }

  /** Refuses what waits, and every append until {@link CommitQueue.admit}. The commit on its way and bookmarks stay. */
  refuse(refusal: LogOverloadedError): void {
    this.#refusal = refusal
    const refused = this.#collected.flatMap(({ waiting }) => waiting)
    this.#collected = []
    this.#counts.waiting -= refused.length
    for (const { reject } of refused) reject(refusal)
  }

  admit(): void {
    this.#refusal = undefined
    if (this.#bookmarks.size > 0 && !this.#running && !this.#closed) this.#commitBookmarksLater()
  }

  /** As `EventLog.setBookmark`. */
  setBookmark(name: string, value: string): void {
    this.#refuseClosed()
    checkBookmark(value)
    this.#bookmarks.set(name, value)
    if (!this.#running) this.#commitBookmarksLater()
  }

  /** A bookmark that is not yet known to be durable. */
  waitingBookmark(name: string): string | undefined {
    return this.#bookmarks.get(name) ?? this.#bookmarksInFlight.get(name)
  }

  /** Commits what is waiting; everything after is refused. Never rejects: whoever waits is told by their own promise. */
  async close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true
      clearTimeout(this.#bookmarkTimer)
      if (this.#bookmarks.size > 0) this.#start()
    }
    await this.#running
  }

  statistics(): CommitStatistics {
    return { ...this.#counts }
  }

  #refuseClosed(): void {
    if (this.#closed) throw new LogUnavailableError('The log is closed.')
  }

  #commitBookmarksLater(): void {
    this.#bookmarkTimer ??= setTimeout(() => {
      this.#bookmarkTimer = undefined
      if (this.#bookmarks.size > 0) this.#start()
    }, bookmarkWaitMs).unref()
  }

  /** What the next append joins. */
  #roomy(): Collected {
    const last = this.#collected.at(-1)
    const { appendsPerCommitMax, textPerCommitMax } = this.#limits
    if (last && last.waiting.length < appendsPerCommitMax && last.textLength < textPerCommitMax) return last
    const next = new Collected()
    this.#collected.push(next)
    return next
  }

  #start(): void {
    this.#running ??= this.#run()
  }

  async #run(): Promise<void> {
    // All requests that arrived together with the first one shall share its commit.
    await new Promise((resolve) => setImmediate(resolve))
    for (let again = true; again;) {
      const succeeded = await this.#next()
      again = this.#collected.length > 0 || (this.#closed && succeeded && this.#bookmarks.size > 0)
    }
    this.#running = undefined
    if (this.#bookmarks.size > 0 && !this.#closed && !this.#refusal) this.#commitBookmarksLater()
  }

  /** Commits what was collected and answers everyone; tells whether it succeeded. */
  async #next(): Promise<boolean> {
    const { numbers, strings, waiting, events } = this.#collected.shift() ?? new Collected()
    this.#bookmarksInFlight = this.#bookmarks
    this.#bookmarks = new Map()
    const started = performance.now()
    try {
      const bookmarks = [...this.#bookmarksInFlight].flat()
      const conflicts = await this.#commit({ appends: waiting.length, numbers, strings, bookmarks })
      this.#count(waiting.length, events, performance.now() - started)
      this.#answer(waiting, conflicts)
      return true
    } catch (error) {
      this.#counts.commitsFailed += 1
      // Newer places win over those that could not be written.
      this.#bookmarks = new Map([...this.#bookmarksInFlight, ...this.#bookmarks])
      const known = error instanceof LogUnavailableError || error instanceof LogOverloadedError
      const refusal = known ? error : new LogUnavailableError('A commit failed.', { cause: error })
      for (const { reject } of waiting) reject(refusal)
      return false
    } finally {
      this.#counts.waiting -= waiting.length
      this.#bookmarksInFlight = new Map()
    }
  }

  #count(appends: number, events: number, durationMs: number): void {
    this.#counts.commits += 1
    this.#counts.appends += appends
    this.#counts.events += events
    this.#counts.lastCommitMs = durationMs
    this.#counts.totalCommitMs += durationMs
  }

  #answer(waiting: readonly Waiting[], conflicts: Conflicts): void {
    let next = 0
    for (const [index, { writes, resolve }] of waiting.entries()) {
      if (conflicts[next] !== index) {
        resolve(written)
        continue
      }
      const conflict = writes[conflicts[next + 1] ?? 0]
      next += 2
      this.#counts.conflicts += 1
      this.#counts.appends -= 1
      this.#counts.events -= writes.reduce((events, write) => events + write.events.length, 0)
      resolve({ ok: false, conflict: conflict?.stream as StreamName })
    }
  }
}
