import type {
  AppendOutcome,
  EventBody,
  EventLog,
  LoadedStream,
  Recorded,
  StreamName,
  StreamWrite,
} from '../../event-log/event-log.js'
import { LogUnavailableError } from '../../event-log/event-log.js'
import type { Tally } from '../../event-log/tally.js'
import type { Instant } from '../../lib/clock.js'
import type { CommitQueue } from '../commit-queue.js'
import { rangeOf } from '../name-range.js'
import type { Queries, Query } from './queries.js'
import { restored, storable } from './storable-text.js'

interface EventRow {
  readonly version: number
  readonly id: string
  readonly at: number
  readonly body: string
}

/** A row of a loaded stream: its snapshot, which has no id, or an event. */
interface LoadedRow extends Omit<EventRow, 'id'> {
  readonly id: string | null
}

const named = 'organization = $1 AND kind = $2 AND id = $3'
const stream = `(SELECT stream FROM parley.streams WHERE ${named})`

// One statement each, so that what is read is as of one instant.
const loadQuery: Query = {
  name: 'load',
  text: `
    WITH found AS MATERIALIZED (
      SELECT h.stream, s.version, s.state FROM parley.streams h LEFT JOIN parley.snapshots s USING (stream)
      WHERE h.organization = $1 AND h.kind = $2 AND h.id = $3
    )
    SELECT version, NULL AS id, 0::bigint AS at, state AS body FROM found WHERE state IS NOT NULL
    UNION ALL
    SELECT e.version, e.id, e.at, e.body FROM found
      JOIN parley.events e ON e.stream = found.stream AND e.version > coalesce(found.version, 0)
    ORDER BY version`,
}
const readAfterQuery: Query = {
  name: 'read-after',
  text: `SELECT version, id, at, body FROM parley.events
         WHERE stream = ${stream} AND version > $4 ORDER BY version LIMIT $5`,
}
const readBeforeQuery: Query = {
  name: 'read-before',
  text: `SELECT version, id, at, body FROM parley.events
         WHERE stream = ${stream} AND version < $4 ORDER BY version DESC LIMIT $5`,
}
const openStreamsQuery: Query = { text: 'SELECT organization, id FROM parley.streams WHERE kind = $1 AND open' }
const bookmarkQuery: Query = { name: 'bookmark', text: 'SELECT value FROM parley.bookmarks WHERE name = $1' }

const namesOf = ({ organizationId, kind, id }: StreamName): string[] => [organizationId, kind, id].map(storable)

const recorded = ({ version, id, at, body }: EventRow): Recorded => ({
  ...{ version, id, at },
  body: JSON.parse(body) as EventBody,
})

/** The event log in PostgreSQL: appends go through the commit queue, reads to any connection. */
export class PostgresEventLog implements EventLog {
  readonly #queries: Queries
  readonly #queue: CommitQueue
  #closed = false

  constructor(queries: Queries, queue: CommitQueue) {
    this.#queries = queries
    this.#queue = queue
  }

  append(writes: readonly StreamWrite[], at: Instant, tallies?: readonly Tally[]): Promise<AppendOutcome> {
    return this.#queue.append(writes, at, tallies)
  }

  async load(name: StreamName): Promise<LoadedStream> {
    this.#refuseClosed()
    const rows = await this.#queries.rows<LoadedRow>(loadQuery, namesOf(name))
    const [first, ...others] = rows
    if (first?.id !== null) return { events: (rows as EventRow[]).map(recorded) }
    const snapshot = { version: first.version, state: JSON.parse(first.body) as unknown }
    return { snapshot, events: (others as EventRow[]).map(recorded) }
  }

  async readAfter(name: StreamName, version: number, limit: number): Promise<readonly Recorded[]> {
    this.#refuseClosed()
    return (await this.#queries.rows<EventRow>(readAfterQuery, [...namesOf(name), version, limit])).map(recorded)
  }

  async readBefore(name: StreamName, version: number, limit: number): Promise<readonly Recorded[]> {
    this.#refuseClosed()
    return (await this.#queries.rows<EventRow>(readBeforeQuery, [...namesOf(name), version, limit])).map(recorded)
  }

  async openStreams(kind: string): Promise<readonly StreamName[]> {
    this.#refuseClosed()
    const rows = await this.#queries.rows<{ organization: string; id: string }>(openStreamsQuery, [storable(kind)])
    return rows.map(({ organization, id }) => ({ organizationId: restored(organization), kind, id: restored(id) }))
  }

  setBookmark(name: string, value: string): void {
    this.#queue.setBookmark(name, value)
  }

  async bookmark(name: string): Promise<string | undefined> {
    this.#refuseClosed()
    const waiting = this.#queue.waitingBookmark(name)
    if (waiting !== undefined) return waiting === '' ? undefined : waiting
    const [row] = await this.#queries.rows<{ value: string }>(bookmarkQuery, [storable(name)])
    return row && restored(row.value)
  }

  async bookmarkNames(prefix: string, last: string | undefined, limit: number): Promise<readonly string[]> {
    this.#refuseClosed()
    const { after, end } = rangeOf(prefix, last)
    const rows = await this.#queries.rows<{ name: string }>(
      { text: 'SELECT name FROM parley.bookmarks WHERE name > $1 AND name < $2 ORDER BY name LIMIT $3' },
      [storable(after), storable(end), limit],
    )
    return rows.map(({ name }) => restored(name))
  }

  /** The connections and the other ports stay; the store's own `close` ends them. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#queue.close()
  }

  #refuseClosed(): void {
    if (this.#closed) throw new LogUnavailableError('The log is closed.')
  }
}
