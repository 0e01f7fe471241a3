import type {
  AppendOutcome,
  EventBody,
  EventLog,
  LoadedStream,
  Recorded,
  StreamName,
  StreamWrite,
} from '../../event-log/event-log.js'
import { LogUnavailableError, streamKey } from '../../event-log/event-log.js'
import type { Tally } from '../../event-log/tally.js'
import type { Instant } from '../../lib/clock.js'
import type { CommitQueue } from '../commit-queue.js'
import { rangeOf } from '../name-range.js'
import type { DatabaseThread } from './database-thread.js'
import type { EventRows } from './messages.js'

/** The event log in a SQLite file: appends go through the commit queue, reads straight to the database's thread. */
export class SqliteEventLog implements EventLog {
  readonly #thread: DatabaseThread
  readonly #queue: CommitQueue
  #closed = false

  constructor(thread: DatabaseThread, queue: CommitQueue) {
    this.#thread = thread
    this.#queue = queue
  }

  append(writes: readonly StreamWrite[], at: Instant, tallies?: readonly Tally[]): Promise<AppendOutcome> {
    return this.#queue.append(writes, at, tallies)
  }

  async load(stream: StreamName): Promise<LoadedStream> {
    this.#refuseClosed()
    const { snapshot, ...rows } = await this.#thread.call('load', streamKey(stream))
    const events = recorded(rows)
    if (!snapshot) return { events }
    return { snapshot: { version: snapshot.version, state: JSON.parse(snapshot.state) as unknown }, events }
  }

  async readAfter(stream: StreamName, version: number, limit: number): Promise<readonly Recorded[]> {
    this.#refuseClosed()
    return recorded(await this.#thread.call('readAfter', { key: streamKey(stream), version, limit }))
  }

  async readBefore(stream: StreamName, version: number, limit: number): Promise<readonly Recorded[]> {
    this.#refuseClosed()
    return recorded(await this.#thread.call('readBefore', { key: streamKey(stream), version, limit }))
  }

  async openStreams(kind: string): Promise<readonly StreamName[]> {
    this.#refuseClosed()
    const names = await this.#thread.call('openStreams', kind)
    const streams: StreamName[] = []
    for (let index = 0; index < names.length; index += 2)
      streams.push({ organizationId: names[index] as string, kind, id: names[index + 1] as string })
    return streams
  }

  setBookmark(name: string, value: string): void {
    this.#queue.setBookmark(name, value)
  }

  async bookmark(name: string): Promise<string | undefined> {
    this.#refuseClosed()
    const waiting = this.#queue.waitingBookmark(name)
    if (waiting !== undefined) return waiting === '' ? undefined : waiting
    return this.#thread.call('bookmark', name)
  }

  async bookmarkNames(prefix: string, after: string | undefined, limit: number): Promise<readonly string[]> {
    this.#refuseClosed()
    return await this.#thread.call('bookmarkNames', { ...rangeOf(prefix, after), limit })
  }

  /** The thread and the other ports stay; `SqliteStore.close` ends them. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#queue.close()
  }

  #refuseClosed(): void {
    if (this.#closed) throw new LogUnavailableError('The log is closed.')
  }
}

function recorded({ numbers, strings }: EventRows): Recorded[] {
  const events: Recorded[] = []
  for (let index = 0; index < numbers.length; index += 2)
    events.push({
      version: numbers[index] as number,
      id: strings[index] as string,
      at: numbers[index + 1] as number,
      body: JSON.parse(strings[index + 1] as string) as EventBody,
    })
  return events
}
