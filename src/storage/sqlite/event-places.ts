/**
 * Knows where the events of a stream lie. Writing that into an ordered table event by event would touch a page per
 * chat in every commit; so the latest events are only remembered, and once there are enough of them they are written
 * in the table's own order, a slice with each commit. What was only remembered is read back from the events when the
 * file is opened.
 */
import { chunks, rowsPerStatement } from './chunks.js'
import type { Database } from './open-database.js'

/** Events of one stream that follow each other: `positions[n]` is where version `first + n` lies. */
interface Run {
  readonly first: number
  readonly positions: number[]
}

type Runs = Map<number, Run>

export class EventPlaces {
  readonly #unplacedMax: number
  readonly #statements: ReturnType<typeof prepare>
  /** Events that were not yet sorted, by stream. */
  #young: Runs = new Map()
  #youngCount = 0
  /** Events on their way to the table; whole until the last slice of them is written. */
  #old: Runs = new Map()
  /** The same as rows of the table (stream, version, position), and how much of it is written. */
  #rows: number[] = []
  #rowsWritten = 0
  /** Up to where the table will be complete when all rows are written. */
  #reach = 0
  #lastPosition = 0

  /** About `unplacedMax` events are remembered before they are written in order. Reads what the table lacks. */
  constructor(database: Database, unplacedMax: number) {
    this.#unplacedMax = unplacedMax
    this.#statements = prepare(database)
    this.recover()
  }

  /** The position that the next event will have. */
  nextPosition(): number {
    return this.#lastPosition + 1
  }

  /** Remembers the next event of a stream; it lies at {@link nextPosition}. */
  add(stream: number, version: number): void {
    this.#lastPosition += 1
    const run = this.#young.get(stream)
    if (run) run.positions.push(this.#lastPosition)
    else this.#young.set(stream, { first: version, positions: [this.#lastPosition] })
    this.#youngCount += 1
  }

  /** Writes the next slice, at least as fast as events come. Call it once in each commit, after its events. */
  writeSlice(eventsInCommit: number): void {
    if (this.#rows.length === 0) {
      if (this.#youngCount < this.#unplacedMax) return
      this.#sort()
    }
    const until = Math.min(this.#rows.length, this.#rowsWritten + 3 * Math.max(64, 2 * eventsInCommit))
    chunks(this.#rows, 3, this.#rowsWritten, until, (values, rows) => this.#statements.place(rows).run(...values))
    this.#rowsWritten = until
    if (until < this.#rows.length) return
    this.#statements.setReach.run(this.#reach)
    this.#old = new Map()
    this.#rows = []
  }

  #sort(): void {
    this.#old = this.#young
    this.#young = new Map()
    this.#youngCount = 0
    this.#reach = this.#lastPosition
    this.#rowsWritten = 0
    const rows: number[] = []
    for (const stream of Float64Array.from(this.#old.keys()).sort()) {
      const { first, positions } = this.#old.get(stream) ?? { first: 0, positions: [] }
      for (const [index, position] of positions.entries()) rows.push(stream, first + index, position)
    }
    this.#rows = rows
  }

  /** Starts over from what the database holds: when it is opened, and after a commit was rolled back. */
  recover(): void {
    this.#young = new Map()
    this.#youngCount = 0
    this.#old = new Map()
    this.#rows = []
    const { position: reach } = this.#statements.reach.get() as { position: number }
    this.#lastPosition = reach
    for (const row of this.#statements.beyond.iterate(reach)) {
      const { position, stream, version } = row as { position: number; stream: number; version: number }
      this.#lastPosition = position - 1
      this.add(stream, version)
    }
  }

  /** The latest version of a stream; 0 if it has no event. */
  version(stream: number): number {
    const run = this.#young.get(stream) ?? this.#old.get(stream)
    if (run) return run.first + run.positions.length - 1
    return (this.#statements.lastVersion.get(stream) as { version: number | null }).version ?? 0
  }

  /** The positions of up to `limit` events with a version above `version`, oldest first. */
  after(stream: number, version: number, limit: number): number[] {
    const remembered = this.#remembered(stream)
    const placed =
      remembered.first <= version + 1
        ? []
        : (this.#statements.placedAfter.all(stream, version, remembered.first, limit) as { position: number }[])
    const positions = placed.map(({ position }) => position)
    const from = Math.max(0, version + 1 - remembered.first)
    return positions.concat(remembered.positions.slice(from, from + limit - positions.length))
  }

  /** The positions of up to `limit` events with a version below `version`, newest first. */
  before(stream: number, version: number, limit: number): number[] {
    const remembered = this.#remembered(stream)
    const to = Math.max(0, Math.min(remembered.positions.length, version - remembered.first))
    const positions = remembered.positions.slice(Math.max(0, to - limit), to).reverse()
    if (positions.length === limit) return positions
    const placed = this.#statements.placedBefore.all(
      stream,
      Math.min(version, remembered.first),
      limit - positions.length,
    ) as { position: number }[]
    return positions.concat(placed.map(({ position }) => position))
  }

  /** All that is remembered of a stream; everything before `first` is in the table. */
  #remembered(stream: number): Run {
    const old = this.#old.get(stream)
    const young = this.#young.get(stream)
    if (old && young) return { first: old.first, positions: old.positions.concat(young.positions) }
    return old ?? young ?? { first: Number.MAX_SAFE_INTEGER, positions: [] }
  }
}

function prepare(database: Database) {
  const place = rowsPerStatement(
    database,
    // A slice may be written twice when the file was opened between two of them.
    (rows) => `INSERT OR IGNORE INTO event_places VALUES ${Array(rows).fill('(?, ?, ?)').join(', ')}`,
  )
  return {
    place,
    reach: database.prepare('SELECT position FROM event_places_reach'),
    setReach: database.prepare('UPDATE event_places_reach SET position = ?'),
    beyond: database.prepare('SELECT position, stream, version FROM events WHERE position > ? ORDER BY position'),
    lastVersion: database.prepare('SELECT max(version) AS version FROM event_places WHERE stream = ?'),
    placedAfter: database.prepare(
      'SELECT position FROM event_places WHERE stream = ? AND version > ? AND version < ? ORDER BY version LIMIT ?',
    ),
    placedBefore: database.prepare(
      'SELECT position FROM event_places WHERE stream = ? AND version < ? ORDER BY version DESC LIMIT ?',
    ),
  }
}
