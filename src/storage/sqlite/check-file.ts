import { pathToFileURL } from 'node:url'
import { DatabaseSync } from '@photostructure/sqlite'

/** How many faults are told of. */
const faultsMax = 10

/** What is wrong with a file that nobody uses, as SQLite says it; nothing when it is whole. Reads all of it. */
export function faultsIn(path: string): string[] {
  const address = pathToFileURL(path)
  // Nothing is written beside it.
  address.searchParams.set('immutable', '1')
  const database = new DatabaseSync(address, { readOnly: true })
  try {
    const rows = database.prepare(`PRAGMA integrity_check(${faultsMax})`).all() as { integrity_check: string }[]
    return rows.map((row) => row.integrity_check).filter((text) => text !== 'ok')
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  } finally {
    database.close()
  }
}
