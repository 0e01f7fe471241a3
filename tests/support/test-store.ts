/** Which store a test runs on. One switch, PARLEY_TEST_STORE, runs every test that does not choose for itself on another. */
import { borrowDatabase } from '../../src/storage/postgres/opened-store.contract.js'

export type StoreKind = 'memory' | 'sqlite' | 'postgres'

const kinds: readonly StoreKind[] = ['memory', 'sqlite', 'postgres']
const chosen = kinds.find((kind) => kind === process.env['PARLEY_TEST_STORE'])

/** The store of a test to which that makes no difference. */
export const usualStore: StoreKind = chosen ?? 'memory'

/** The store of a test that opens it again, and of a server in a process of its own. */
export const lastingStore: StoreKind = chosen === 'postgres' ? 'postgres' : 'sqlite'

/** Every store that a scenario is worth running on, for `describe.each`. */
export const storeKinds: readonly StoreKind[] = chosen === undefined ? kinds : [chosen]

const databases = new Map<string, Promise<string>>()

/** The database that stands in for a data directory as long as the tests of this file run. */
const databaseInsteadOf = (directory: string): Promise<string> => {
  let url = databases.get(directory)
  if (url === undefined) databases.set(directory, (url = borrowDatabase().then(({ url }) => url)))
  return url
}

/** Lets a database stand in for a data directory, whatever the switch says. Call it before anything is kept there. */
export const keepInDatabase = async (directory: string): Promise<void> => {
  await databaseInsteadOf(directory)
}

/** The settings with which a process keeps everything in `directory`, or in the database that stands in for it. */
export const storeSettings = async (directory: string): Promise<Record<string, string>> => ({
  PARLEY_DATA_DIR: directory,
  ...((lastingStore === 'postgres' || databases.has(directory)) && {
    PARLEY_DATABASE_URL: await databaseInsteadOf(directory),
  }),
})
