/** All tables as the source of a copy, each read in the order in which it lies in the file. Runs in the worker. */
import { copiedParts, type Part, type Row, type Value } from '../copied-parts.js'
import { copyBookmark, pageSizeMax, type Page, type Place } from '../copy-ends.js'
import type { Database } from './open-database.js'

/** How many rows a page has at most. */
const rowsMax = 2_000

/** Events lie by position, which is what they are read by; everything else by its key. */
const orderOf = ({ name, key }: Part): readonly string[] => (name === 'events' ? ['position'] : key)

const sizeOf = (value: Value): number => (typeof value === 'number' ? 8 : value.length)

export class StoredParts {
  readonly #database: Database
  readonly #versionOf: (stream: number) => number

  /** `versionOf` tells the version of a stream: it is kept nowhere, being that of the stream's last event. */
  constructor(database: Database, versionOf: (stream: number) => number) {
    this.#database = database
    this.#versionOf = versionOf
  }

  /** See `CopySource.mark`. Call it in a transaction. */
  mark(newId: string): string {
    this.#database.prepare('INSERT OR IGNORE INTO bookmarks (name, value) VALUES (?, ?)').run(copyBookmark, newId)
    const { value } = this.#database.prepare('SELECT value FROM bookmarks WHERE name = ?').get(copyBookmark) as {
      value: string
    }
    return value
  }

  /** The store is used from now on, and no copy of it goes on. Call it in a transaction. */
  forgetMark(): void {
    this.#database.prepare('DELETE FROM bookmarks WHERE name = ?').run(copyBookmark)
  }

  count(name: string): number {
    const { count } = this.#database.prepare(`SELECT count(*) AS count FROM ${partNamed(name).name}`).get() as {
      count: number
    }
    return count
  }

  read(name: string, after: Place | undefined): Page | undefined {
    const part = partNamed(name)
    const order = orderOf(part)
    const key = order.join(', ')
    const from = after === undefined ? '' : `WHERE (${key}) > (${order.map(() => '?').join(', ')})`
    const read = [...new Set([...order, ...Object.keys(part.columns)])].map((column) => selected(part, column))
    const statement = this.#database.prepare(
      `SELECT ${read.join(', ')} FROM ${part.name} ${from} ORDER BY ${key} LIMIT ${rowsMax}`,
    )
    const columns = Object.keys(part.columns)
    const rows: Row[] = []
    let place: Place | undefined
    let size = 0
    for (const found of statement.iterate(...(after ?? []))) {
      const row = found as Record<string, Value>
      if (part.name === 'streams') row['version'] = this.#versionOf(Number(row['stream']))
      const values = columns.map((column) => row[column] ?? '')
      rows.push(values)
      place = order.map((column) => row[column] as string | number)
      size += values.reduce<number>((total, value) => total + sizeOf(value), 0)
      if (size >= pageSizeMax) break
    }
    return place && { rows, place }
  }
}

/** The version of a stream is no column. */
const selected = ({ name }: Part, column: string): string =>
  name === 'streams' && column === 'version' ? '0 AS version' : column

/** The part of this name. */
export const partNamed = (name: string): Part => {
  const part = copiedParts.find((one) => one.name === name)
  if (part === undefined) throw new RangeError('There is no such part.')
  return part
}
