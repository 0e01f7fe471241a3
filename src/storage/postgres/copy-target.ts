/** A database as the target of a copy: empty at first, and nobody's but the copy's until it is whole. */
import type { ClientBase } from 'pg'
import { copiedParts, type ColumnType, type Part, type Value } from '../copied-parts.js'
import { copyBookmark, type CopyState, type CopyTarget, type Page, type Place } from '../copy-ends.js'
import { StoreUnusableError } from '../errors.js'
import { bigintArray, byteaArray, textArray } from './binary-arrays.js'
import { openEnd, PostgresCopyEnd } from './copy-end.js'
import { hasUnfinishedCopy, unfinishedCopy, type FitOptions } from './open-fit.js'
import { storable } from './storable-text.js'

/** The row of {@link unfinishedCopy} that names the copy; the others say up to where each part was written. */
const idRow = ''

/** The columns whose numbers the database gives out, which has to go on after those that were copied. */
const givenOut = [
  ['streams', 'stream'],
  ['files', 'file'],
] as const

interface Column {
  readonly name: string
  readonly type: ColumnType
}

const columnsOf = (part: Part): Column[] => Object.entries(part.columns).map(([name, type]) => ({ name, type }))

const arrayOf = (type: ColumnType, values: readonly Value[]): Buffer => {
  if (type === 'bytes') return byteaArray(values.filter((value) => value instanceof Uint8Array))
  if (type === 'number' || type === 'flag') return bigintArray(values.map(Number))
  return textArray(type === 'name' ? values.map((value) => storable(String(value))) : values.map(String))
}

const arrayTypes: Readonly<Record<ColumnType, string>> = {
  ...{ name: 'text[]', text: 'text[]', number: 'bigint[]', flag: 'bigint[]', bytes: 'bytea[]' },
}

export class PostgresCopyTarget extends PostgresCopyEnd implements CopyTarget {
  /** Rejects as {@link openEnd} does. */
  static async open(options: FitOptions): Promise<PostgresCopyTarget> {
    return new PostgresCopyTarget(await openEnd(options))
  }

  get #client(): ClientBase {
    return this.session.client
  }

  async begin(id: string, anew: boolean): Promise<CopyState> {
    if (await hasUnfinishedCopy(this.session)) {
      if (anew) await this.#empty()
      else if ((await this.#noted(idRow)) === id) return 'begun'
      else
        throw new StoreUnusableError(
          'The database holds a part of another copy, or its source was used since. Run the copy with --anew to remove it and begin again.',
        )
    }
    const filled: string[] = []
    for (const { name, words } of copiedParts) {
      const { rows } = await this.#client.query(`SELECT 1 FROM parley.${name} LIMIT 1`)
      if (rows.length > 0) filled.push(words)
    }
    if (filled.length > 0) {
      if (await this.#isCopyOf(id)) return 'complete'
      throw new StoreUnusableError(
        `The database is not empty (${filled.join(', ')}). A copy is made into an empty one only.`,
      )
    }
    await this.#client.query('BEGIN')
    await this.#client.query(`CREATE TABLE ${unfinishedCopy} (part text PRIMARY KEY, place text NOT NULL)`)
    await this.#note(idRow, id)
    await this.#client.query('COMMIT')
    return 'new'
  }

  /** Whether nobody has used either store since this copy was whole. */
  async #isCopyOf(id: string): Promise<boolean> {
    const { rows } = await this.#client.query<{ value: string }>('SELECT value FROM parley.bookmarks WHERE name = $1', [
      copyBookmark,
    ])
    return rows[0]?.value === id
  }

  async #empty(): Promise<void> {
    const tables = copiedParts.map(({ name }) => `parley.${name}`)
    await this.#client.query(`BEGIN; TRUNCATE ${tables.join(', ')}; DROP TABLE ${unfinishedCopy}; COMMIT`)
  }

  async #noted(part: string): Promise<string | undefined> {
    const { rows } = await this.#client.query<{ place: string }>(
      `SELECT place FROM ${unfinishedCopy} WHERE part = $1`,
      [part],
    )
    return rows[0]?.place
  }

  async #note(part: string, place: string): Promise<void> {
    await this.#client.query(
      `INSERT INTO ${unfinishedCopy} (part, place) VALUES ($1, $2) ON CONFLICT (part) DO UPDATE SET place = excluded.place`,
      [part, place],
    )
  }

  async placeOf({ name }: Part): Promise<Place | undefined> {
    const place = await this.#noted(name)
    return place === undefined ? undefined : (JSON.parse(place) as Place)
  }

  async write(part: Part, { rows, place }: Page): Promise<void> {
    const columns = columnsOf(part)
    const names = columns.map(({ name }) => name).join(', ')
    const values = columns.map(({ name, type }) => (type === 'flag' ? `${name} = 1` : name))
    const arrays = columns.map(({ type }, index) => `$${index + 1}::${arrayTypes[type]}`)
    await this.#client.query('BEGIN')
    try {
      await this.#client.query({
        name: `copy-${part.name}`,
        text: `INSERT INTO parley.${part.name} (${names}) OVERRIDING SYSTEM VALUE
               SELECT ${values.join(', ')} FROM unnest(${arrays.join(', ')}) AS row (${names})`,
        values: columns.map(({ type }, index) =>
          arrayOf(
            type,
            rows.map((row) => row[index] ?? ''),
          ),
        ),
      })
      await this.#note(part.name, JSON.stringify(place))
      await this.#client.query('COMMIT')
    } catch (error) {
      await this.#client.query('ROLLBACK')
      throw error
    }
  }

  async finish(): Promise<void> {
    await this.#client.query('BEGIN')
    for (const [table, column] of givenOut)
      await this.#client.query(
        `SELECT setval(pg_get_serial_sequence('parley.${table}', '${column}'), max(${column}))
         FROM parley.${table} HAVING max(${column}) IS NOT NULL`,
      )
    await this.#client.query(`DROP TABLE ${unfinishedCopy}`)
    await this.#client.query('COMMIT')
    // So that the first plans are made for tables of this size.
    for (const { name } of copiedParts) await this.#client.query(`ANALYZE parley.${name}`)
  }
}
