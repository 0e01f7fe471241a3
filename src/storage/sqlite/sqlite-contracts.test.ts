import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lastingLogContract, lastingStoreContracts } from '../lasting-store.contract.js'
import type { SqliteStoreOptions } from './sqlite-store.js'
import { openSqliteStore } from './sqlite-store.js'

async function open(options: Omit<SqliteStoreOptions, 'directory'> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'parley-sqlite-'))
  let store = await openSqliteStore({ ...options, directory })
  const again = async () => {
    await store.close()
    store = await openSqliteStore({ ...options, directory })
    return store
  }
  return {
    ...store,
    again,
    dispose: async () => {
      await store.close()
      await rm(directory, { recursive: true })
    },
  }
}

lastingStoreContracts('SQLite', open)

// So little memory that every append looks streams up and writes their places.
lastingLogContract('SQLite with hardly any memory', (limits) =>
  open({ ...limits, streamHeadsMax: 2, eventsUnplacedMax: 5 }),
)
