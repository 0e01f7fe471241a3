/**
 * The event log's tables: what a commit does to them and what is read from them. Runs in the worker, inside or outside
 * of transactions that `database-calls.ts` begins and ends.
 */
import { BatchReader, openMark, partsOfStreamKey, snapshotMark, type Batch } from '../batch.js'
import type { NameRange } from '../name-range.js'
import { chunks, rowsPerStatement } from './chunks.js'
import { EventPlaces } from './event-places.js'
import type { EventRows, Page, StreamRows } from './messages.js'
import type { Database } from './open-database.js'
import type { StoredFigures } from './stored-figures.js'
import type { StreamHead } from './stream-heads.js'
import { StreamHeads } from './stream-heads.js'

type Value = string | number

/** Values per row of the events table. */
const eventWidth = 6

/** An event as another store keeps it. */
export interface CopiedEvent {
  readonly stream: number
  readonly version: number
  readonly at: number
  readonly id: string
  readonly body: string
}

export class StoredEvents {
  readonly #statements: ReturnType<typeof prepare>
  readonly #heads: StreamHeads
  readonly #places: EventPlaces
  readonly #figures: StoredFigures
  #nextStream = 1

  constructor(
    database: Database,
    figures: StoredFigures,
    limits: { readonly streamHeadsMax: number; readonly eventsUnplacedMax: number },
  ) {
    this.#figures = figures
    this.#statements = prepare(database)
    this.#heads = new StreamHeads(limits.streamHeadsMax)
    this.#places = new EventPlaces(database, limits.eventsUnplacedMax)
    this.recover()
  }

  /** Forgets what was only in memory: after a transaction was rolled back. */
  recover(): void {
    this.#heads.clear()
    this.#figures.recover()
    this.#places.recover()
    this.#nextStream = ((this.#statements.lastStream.get() as { stream: number | null }).stream ?? 0) + 1
  }

  /** Writes all appends whose streams are at the expected versions and names the others. Call it in a transaction. */
  write({ appends, bookmarks, ...lists }: Batch): number[] {
    const batch = new BatchReader(lists)
    const conflicts: number[] = []
    const rows: Value[] = []
    for (let append = 0; append < appends; append += 1) {
      const at = batch.number()
      const writes = batch.number()
      const tallies = batch.number()
      const start = batch.mark()
      const conflict = this.#conflict(batch, writes)
      if (conflict !== undefined) {
        conflicts.push(append, conflict)
        for (let tally = 0; tally < tallies; tally += 1) batch.tally()
        continue
      }
      batch.returnTo(start)
      for (let write = 0; write < writes; write += 1) this.#write(batch, at, rows)
      for (let tally = 0; tally < tallies; tally += 1) this.#figures.collect(...batch.tally())
    }
    this.#figures.write()
    chunks(rows, eventWidth, 0, rows.length, (values, count) => this.#statements.insertEvents(count).run(...values))
    for (let index = 0; index < bookmarks.length; index += 2) {
      const [name, value] = [bookmarks[index], bookmarks[index + 1]]
      if (value === '') this.#statements.forgetBookmark.run(name)
      else this.#statements.setBookmark.run(name, value)
    }
    this.#places.writeSlice(rows.length / eventWidth)
    return conflicts
  }

  /** Takes in events that were copied, those of each stream in their order. Call it in a transaction. */
  copyIn(events: readonly CopiedEvent[]): void {
    const rows: Value[] = []
    for (const { stream, version, at, id, body } of events) {
      rows.push(this.#places.nextPosition(), stream, version, at, id, body)
      this.#places.add(stream, version)
    }
    chunks(rows, eventWidth, 0, rows.length, (values, count) => this.#statements.insertEvents(count).run(...values))
    this.#places.writeSlice(events.length)
  }

  /** Reads over the writes of an append; answers with the place of the first whose stream is at another version. */
  #conflict(batch: BatchReader, writes: number): number | undefined {
    let conflict: number | undefined
    for (let write = 0; write < writes; write += 1) {
      const expected = batch.number()
      if (this.#head(batch.string()).version !== expected) conflict ??= write
      batch.skipWrite()
    }
    return conflict
  }

  #write(batch: BatchReader, at: number, rows: Value[]): void {
    batch.number()
    const key = batch.string()
    const marks = batch.number()
    const events = batch.number()
    // What is only checked stays as it is.
    if (events === 0) return
    const head = this.#head(key)
    this.#setOpen(key, head, (marks & openMark) !== 0)
    for (let event = 0; event < events; event += 1) {
      head.version += 1
      rows.push(this.#places.nextPosition(), head.stream, head.version, at, batch.string(), batch.string())
      this.#places.add(head.stream, head.version)
    }
    if ((marks & snapshotMark) !== 0) this.#statements.setSnapshot.run(head.stream, head.version, batch.string())
  }

  /** Creates the stream if it is new, and notes whether it lives if that changed. */
  #setOpen(key: string, head: StreamHead, open: boolean): void {
    if (head.stream === 0) {
      head.stream = this.#nextStream
      this.#nextStream += 1
      this.#statements.insertStream.run(head.stream, ...partsOfStreamKey(key), open ? 1 : 0)
    } else if (head.open !== open) {
      this.#statements.setOpen.run(open ? 1 : 0, head.stream)
    }
    head.open = open
  }

  #head(key: string): StreamHead {
    const known = this.#heads.get(key)
    if (known) return known
    const row = this.#statements.stream.get(...partsOfStreamKey(key)) as { stream: number; open: number } | undefined
    const head = row
      ? { stream: row.stream, version: this.#places.version(row.stream), open: row.open === 1 }
      : { stream: 0, version: 0, open: false }
    this.#heads.set(key, head)
    return head
  }

  load(key: string): StreamRows {
    const { stream } = this.#head(key)
    const snapshot = this.#statements.snapshot.get(stream) as { version: number; state: string } | undefined
    const positions = this.#places.after(stream, snapshot?.version ?? 0, Number.MAX_SAFE_INTEGER)
    return { snapshot, ...this.#rowsAt(positions) }
  }

  readAfter({ key, version, limit }: Page): EventRows {
    return this.#rowsAt(this.#places.after(this.#head(key).stream, version, limit))
  }

  readBefore({ key, version, limit }: Page): EventRows {
    return this.#rowsAt(this.#places.before(this.#head(key).stream, version, limit))
  }

  #rowsAt(positions: readonly number[]): EventRows {
    const numbers: number[] = []
    const strings: string[] = []
    for (const position of positions) {
      const row = this.#statements.event.get(position) as { version: number; at: number; id: string; body: string }
      numbers.push(row.version, row.at)
      strings.push(row.id, row.body)
    }
    return { numbers, strings }
  }

  /** Organization and id, in turn, of every living stream of a kind. */
  openStreams(kind: string): string[] {
    const names: string[] = []
    for (const row of this.#statements.openStreams.iterate(kind)) {
      const { organization, id } = row as { organization: string; id: string }
      names.push(organization, id)
    }
    return names
  }

  bookmarkNames({ after, end, limit }: NameRange & { readonly limit: number }): string[] {
    const rows = this.#statements.bookmarkNames.all(after, end, limit) as { name: string }[]
    return rows.map(({ name }) => name)
  }

  /** The version of a stream, by its number. */
  versionOf(stream: number): number {
    return this.#places.version(stream)
  }

  bookmark(name: string): string | undefined {
    return (this.#statements.bookmark.get(name) as { value: string } | undefined)?.value
  }
}

function prepare(database: Database) {
  return {
    stream: database.prepare('SELECT stream, open FROM streams WHERE organization = ? AND kind = ? AND id = ?'),
    lastStream: database.prepare('SELECT max(stream) AS stream FROM streams'),
    insertStream: database.prepare('INSERT INTO streams (stream, organization, kind, id, open) VALUES (?, ?, ?, ?, ?)'),
    setOpen: database.prepare('UPDATE streams SET open = ? WHERE stream = ?'),
    openStreams: database.prepare('SELECT organization, id FROM streams WHERE kind = ? AND open = 1'),
    insertEvents: rowsPerStatement(
      database,
      (rows) =>
        `INSERT INTO events (position, stream, version, at, id, body)
         VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?)').join(', ')}`,
    ),
    event: database.prepare('SELECT version, at, id, body FROM events WHERE position = ?'),
    snapshot: database.prepare('SELECT version, state FROM snapshots WHERE stream = ?'),
    setSnapshot: database.prepare('INSERT OR REPLACE INTO snapshots (stream, version, state) VALUES (?, ?, ?)'),
    bookmark: database.prepare('SELECT value FROM bookmarks WHERE name = ?'),
    bookmarkNames: database.prepare('SELECT name FROM bookmarks WHERE name > ? AND name < ? ORDER BY name LIMIT ?'),
    forgetBookmark: database.prepare('DELETE FROM bookmarks WHERE name = ?'),
    setBookmark: database.prepare(
      'INSERT INTO bookmarks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    ),
  }
}
