/** The tables of a database as either end of a copy reads them. */
import type { ClientBase } from 'pg'
import type { Part, Row, Value } from '../copied-parts.js'
import type { Page, Place } from '../copy-ends.js'
import { restored } from './storable-text.js'

/** How many rows are read at a time; pieces of files are larger than anything else. */
const rowsReadMax = 500
const filePiecesReadMax = 16

/** How many rows a part has. */
export const countRows = async (client: ClientBase, { name }: Part): Promise<number> => {
  const { rows } = await client.query<{ count: number }>(`SELECT count(*) AS count FROM parley.${name}`)
  return rows[0]?.count ?? 0
}

/** The next rows of a part, in the order of its key; none at its end. */
export const readRows = async (client: ClientBase, part: Part, after: Place | undefined): Promise<Page | undefined> => {
  const columns = Object.entries(part.columns)
  const key = part.key.join(', ')
  const from = after === undefined ? '' : `WHERE (${key}) > (${part.key.map((_, index) => `$${index + 1}`).join(', ')})`
  const { rows: found } = await client.query<Record<string, Value>>({
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
