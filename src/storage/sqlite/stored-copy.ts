/**
 * The file as the target of a copy: what is noted of it, and the rows that come in. Runs in the worker, in transactions that
 * `database-calls.ts` makes.
 */
import { copiedParts, type Row } from '../copied-parts.js'
import { copyBookmark, type Page, type Place } from '../copy-ends.js'
import type { CopyBeginning } from './messages.js'
import type { Database } from './open-database.js'
import type { CopiedEvent, StoredEvents } from './stored-events.js'
import { partNamed } from './stored-parts.js'

/** There while a copy into the file is not whole: its id in the row without a name, and up to where each part was written. */
const unfinishedCopy = 'unfinished_copy'
const idRow = ''

/** The version of a stream is no column here. */
const isStored = (part: string, column: string): boolean => part !== 'streams' || column !== 'version'

export class StoredCopy {
  readonly #database: Database
  readonly #events: StoredEvents

  constructor(database: Database, events: StoredEvents) {
    this.#database = database
    this.#events = events
  }

  /** Whether a copy into the file was begun and not finished. */
  isUnfinished(): boolean {
    const table = this.#database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?")
    return table.get(unfinishedCopy) !== undefined
  }

  /** See `CopyTarget.begin`. */
  begin(id: string, anew: boolean): CopyBeginning {
    if (this.isUnfinished()) {
      if (anew) this.#empty()
      else return this.#noted(idRow) === id ? 'begun' : { refused: 'other copy' }
    }
    const filled = copiedParts.filter(
      ({ name }) => this.#database.prepare(`SELECT 1 FROM ${name} LIMIT 1`).get() !== undefined,
    )
    if (filled.length > 0) {
      const bookmark: unknown = this.#database.prepare('SELECT value FROM bookmarks WHERE name = ?').get(copyBookmark)
      if ((bookmark as { value: string } | undefined)?.value === id) return 'complete'
      return { refused: 'not empty', filled: filled.map(({ words }) => words) }
    }
    this.#database.exec(`CREATE TABLE ${unfinishedCopy} (part TEXT PRIMARY KEY, place TEXT NOT NULL) STRICT`)
    this.#note(idRow, id)
    return 'new'
  }

  /** Removes what was copied. What is computed from it begins anew as well. */
  #empty(): void {
    for (const { name } of copiedParts.toReversed()) this.#database.exec(`DELETE FROM ${name}`)
    this.#database.exec(`
      DELETE FROM event_places;
      UPDATE event_places_reach SET position = 0;
      DROP TABLE ${unfinishedCopy};
    `)
    this.#events.recover()
  }

  #noted(part: string): string | undefined {
    const row: unknown = this.#database.prepare(`SELECT place FROM ${unfinishedCopy} WHERE part = ?`).get(part)
    return (row as { place: string } | undefined)?.place
  }

  #note(part: string, place: string): void {
    this.#database.prepare(`INSERT OR REPLACE INTO ${unfinishedCopy} (part, place) VALUES (?, ?)`).run(part, place)
  }

  placeOf(name: string): Place | undefined {
    const place = this.#noted(name)
    return place === undefined ? undefined : (JSON.parse(place) as Place)
  }

  write(name: string, { rows, place }: Page): void {
    const columns = Object.keys(partNamed(name).columns)
    if (name === 'events') {
      const asEvent = (row: Row) => Object.fromEntries(columns.map((column, index) => [column, row[index]]))
      this.#events.copyIn(rows.map((row) => asEvent(row) as unknown as CopiedEvent))
    } else {
      const stored = columns.filter((column) => isStored(name, column))
      const insert = this.#database.prepare(
        `INSERT INTO ${name} (${stored.join(', ')}) VALUES (${stored.map(() => '?').join(', ')})`,
      )
      for (const row of rows) insert.run(...row.filter((_, index) => isStored(name, columns[index] ?? '')))
      // The numbers of streams go on after those that came in.
      if (name === 'streams') this.#events.recover()
    }
    this.#note(name, JSON.stringify(place))
  }

  finish(): void {
    this.#database.exec(`DROP TABLE ${unfinishedCopy}`)
  }
}
