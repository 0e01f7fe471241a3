/** Inserting many rows with few calls: the way into the database costs as much as the row itself. */
import type { Database } from './open-database.js'

type Statement = ReturnType<Database['prepare']>

/** How many rows a statement may insert, largest first; measured: more than these gain nothing. */
const sizes = [16, 4, 1] as const

/** Prepared statements for each number of rows that {@link chunks} uses. */
export function rowsPerStatement(database: Database, sql: (rows: number) => string): (rows: number) => Statement {
  const statements = new Map(sizes.map((rows) => [rows as number, database.prepare(sql(rows))]))
  return (rows) => {
    const statement = statements.get(rows)
    if (!statement) throw new RangeError('There is no statement for that many rows.')
    return statement
  }
}

/** Hands the rows in `values[from, to)`, each `width` values long, to `insert` in as few pieces as there are sizes for. */
export function chunks<Value>(
  values: readonly Value[],
  width: number,
  from: number,
  to: number,
  insert: (values: readonly Value[], rows: number) => void,
): void {
  let at = from
  for (const rows of sizes)
    for (; at + rows * width <= to; at += rows * width) insert(values.slice(at, at + rows * width), rows)
}
