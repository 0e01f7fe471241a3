import {
  LogUnavailableError,
  type AppendOutcome,
  type EventLog,
  type LoadedStream,
  type Recorded,
  type StreamName,
  type StreamWrite,
} from '../../src/event-log/event-log.js'
import type { Tally } from '../../src/event-log/tally.js'
import type { Instant } from '../../src/lib/clock.js'

/** What becomes of an append that is let go. */
export type AppendFate =
  | 'written'
  /** Refused as if somebody else had been faster; nothing is written. */
  | 'conflict'
  /** Rejected, and nothing is written. */
  | 'failed'
  /** Rejected, though it was written. */
  | 'written-unanswered'

/** An append that waits for its fate. */
export interface HeldAppend {
  readonly writes: readonly StreamWrite[]
  release(fate: AppendFate): Promise<void>
}

/**
 * One process's view of a log, in which a test decides when each append and each read is carried out, and how it ends.
 * Appends that wait together may be let go in any order: they stand for calls made in that order. After `crash` nothing
 * is answered any more, and bookmarks that no commit carried along are lost.
 */
export class HeldLog implements EventLog {
  readonly #log: EventLog
  readonly #onWritten: (writes: readonly StreamWrite[], at: Instant) => void
  readonly #bookmarks = new Map<string, string>()
  #crashed = false
  /** Whether appends wait in {@link HeldLog.appends} instead of being carried out at once. */
  holdAppends = false
  /** Whether reads wait in {@link HeldLog.reads}. */
  holdReads = false
  readonly appends: HeldAppend[] = []
  readonly reads: (() => void)[] = []

  /** `onWritten` sees every append in the order of the log, at the instant it is there. */
  constructor(log: EventLog, onWritten: (writes: readonly StreamWrite[], at: Instant) => void = () => undefined) {
    this.#log = log
    this.#onWritten = onWritten
  }

  append(writes: readonly StreamWrite[], at: Instant, tallies?: readonly Tally[]): Promise<AppendOutcome> {
    if (this.#crashed) return never()
    // What is handed in is taken as it is now, as every log does.
    const taken = structuredClone(writes)
    if (!this.holdAppends) return this.#write(taken, at, tallies).then((outcome) => (this.#crashed ? never() : outcome))
    return new Promise((resolve, reject) => {
      const held: HeldAppend = {
        writes: taken,
        release: async (fate) => {
          const place = this.appends.indexOf(held)
          if (place !== -1) this.appends.splice(place, 1)
          if (fate === 'conflict') resolve({ ok: false, conflict: conflicting(taken) })
          else if (fate === 'failed') reject(new LogUnavailableError('The disk is full.'))
          else {
            const outcome = await this.#write(taken, at, tallies)
            if (this.#crashed) return
            if (fate === 'written') resolve(outcome)
            else reject(new LogUnavailableError('The connection was lost.'))
          }
        },
      }
      this.appends.push(held)
    })
  }

  /** The process is gone: nobody is answered any more. An append that waits can still reach the disk. */
  crash(): void {
    this.#crashed = true
    this.#bookmarks.clear()
  }

  /** Carries out every read that waits, and those that follow from them while appends and reads are not held. */
  releaseReads(): void {
    for (const read of this.reads.splice(0)) read()
  }

  async #write(writes: readonly StreamWrite[], at: Instant, tallies?: readonly Tally[]): Promise<AppendOutcome> {
    this.keepBookmarks()
    const outcome = await this.#log.append(writes, at, tallies)
    if (outcome.ok) this.#onWritten(writes, at)
    return outcome
  }

  /** Commits bookmarks for which no append came along, as a log does by itself after a while. */
  keepBookmarks(): void {
    for (const [name, value] of this.#bookmarks) this.#log.setBookmark(name, value)
    this.#bookmarks.clear()
  }

  #read<T>(read: () => Promise<T>): Promise<T> {
    if (this.#crashed) return never()
    if (!this.holdReads) return read()
    return new Promise<void>((resolve) => this.reads.push(resolve)).then(() => (this.#crashed ? never() : read()))
  }

  load(stream: StreamName): Promise<LoadedStream> {
    return this.#read(() => this.#log.load(stream))
  }

  readAfter(stream: StreamName, version: number, limit: number): Promise<readonly Recorded[]> {
    return this.#read(() => this.#log.readAfter(stream, version, limit))
  }

  readBefore(stream: StreamName, version: number, limit: number): Promise<readonly Recorded[]> {
    return this.#read(() => this.#log.readBefore(stream, version, limit))
  }

  openStreams(kind: string): Promise<readonly StreamName[]> {
    return this.#read(() => this.#log.openStreams(kind))
  }

  setBookmark(name: string, value: string): void {
    if (!this.#crashed) this.#bookmarks.set(name, value)
  }

  bookmark(name: string): Promise<string | undefined> {
    const waiting = this.#bookmarks.get(name)
    return this.#read(() => (waiting === undefined ? this.#log.bookmark(name) : Promise.resolve(waiting)))
  }

  bookmarkNames(prefix: string, after: string | undefined, limit: number): Promise<readonly string[]> {
    return this.#read(() => this.#log.bookmarkNames(prefix, after, limit))
  }

  /** A clean stop: what waits is carried out. The log behind stays open. */
  async close(): Promise<void> {
    while (this.appends[0]) await this.appends[0].release('written')
    this.keepBookmarks()
  }
}

const never = <T>(): Promise<T> => new Promise(() => undefined)

const conflicting = (writes: readonly StreamWrite[]): StreamName => {
  const [first] = writes
  if (first === undefined) throw new TypeError('An append without a write.')
  return first.stream
}
