/** A database as either end of a copy, which nobody else uses meanwhile. */
import type { Part, Row, Value } from '../copied-parts.js'
import type { CopyEnd, Page, Place } from '../copy-ends.js'
import { migrate } from './migrate.js'
import { openAlone, type FitOptions } from './open-fit.js'
import type { Session } from './sessions.js'
import { restored } from './storable-text.js'

/** How many rows are read at a time; pieces of files are larger than anything else. */
const rowsReadMax = 500
const filePiecesReadMax = 16

/**
 * Connects, keeps everybody else out, lets `check` throw, and brings the tables up to date. Rejects with what `check` throws,
 * with `StoreUnusableError`, also while anybody uses the database, or with `StoreTooNewError`.
 */
export const openEnd = async (
  options: FitOptions,
  check: (session: Session) => Promise<void> = () => Promise.resolve(),
): Promise<Session> => {
  const session = await openAlone(options)
  try {
    await check(session)
    await migrate(session.client)
    return session
  } catch (error) {
    session.cut()
    throw error
  }
}

export abstract class PostgresCopyEnd implements CopyEnd {
  protected readonly session: Session

  protected constructor(session: Session) {
    this.session = session
  }

  async count({ name }: Part): Promise<number> {
    const { rows } = await this.session.client.query<{ count: number }>(`SELECT count(*) AS count FROM parley.${name}`)
    return rows[0]?.count ?? 0
  }

  /** In the order of the part's key. */
  async read(part: Part, after: Place | undefined): Promise<Page | undefined> {
    const columns = Object.entries(part.columns)
    const key = part.key.join(', ')
    const from =
      after === undefined ? '' : `WHERE (${key}) > (${part.key.map((_, index) => `$${index + 1}`).join(', ')})`
    const { rows: found } = await this.session.client.query<Record<string, Value>>({
      name: `read-${part.name}-${after === undefined ? 'first' : 'next'}`,
      text: `SELECT ${columns.map(([name, type]) => (type === 'flag' ? `${name}::int` : name)).join(', ')}
             FROM parley.${part.name} ${from} ORDER BY ${key}
             LIMIT ${part.name === 'file_chunks' ? filePiecesReadMax : rowsReadMax}`,
      values: [...(after ?? [])],
    })
    const last = found.at(-1)
    if (last === undefined) return undefined
    const rows: Row[] = found.map((row) =>
      columns.map(([name, type]) => {
        const value = row[name] ?? ''
        return type === 'name' ? restored(String(value)) : value
      }),
    )
    return { rows, place: part.key.map((name) => last[name] as string | number) }
  }

  async close(): Promise<void> {
    await this.session.client.end()
  }
}
