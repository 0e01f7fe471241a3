import { openPostgresStore } from '../../src/storage/postgres/postgres-store.js'
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.js'
import type { Store } from '../../src/storage/store.js'
import { storeSettings } from './test-store.js'

/** Opens what a server in a process of its own will keep everything in: `directory`, or the database that stands in for it. */
export const openLastingStore = async (directory: string): Promise<Store> => {
  const { PARLEY_DATABASE_URL: url } = await storeSettings(directory)
  return url === undefined ? openSqliteStore({ directory }) : openPostgresStore({ url })
}
