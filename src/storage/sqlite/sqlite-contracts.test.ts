import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tokenStoreContract } from '../../accounts/token-store.contract.js'
import { eventLogContract } from '../../event-log/event-log.contract.js'
import { figuresStoreContract } from '../../figures/figures-store.contract.js'
import { fileStoreContract } from '../../files/file-store.contract.js'
import { setupStoreContract } from '../../setup/setup-store.contract.js'
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

eventLogContract(
  'the event log in SQLite',
  async (options) => {
    const { log, again, dispose } = await open(options)
    return { log, dispose, reopen: async () => (await again()).log }
  },
  { persists: true },
)

// So little memory that every append looks streams up and writes their places.
eventLogContract(
  'the event log in SQLite with hardly any memory',
  async (options) => {
    const { log, again, dispose } = await open({ ...options, streamHeadsMax: 2, eventsUnplacedMax: 5 })
    return { log, dispose, reopen: async () => (await again()).log }
  },
  { persists: true },
)

setupStoreContract(
  'the setup store in SQLite',
  async (options) => {
    const { setup, again, dispose } = await open(options)
    return { setup, dispose, reopen: async () => (await again()).setup }
  },
  { persists: true },
)

tokenStoreContract(
  'the token store in SQLite',
  async () => {
    const { tokens, again, dispose } = await open()
    return { tokens, dispose, reopen: async () => (await again()).tokens }
  },
  { persists: true },
)

fileStoreContract(
  'the file store in SQLite',
  async () => {
    const { files, again, dispose } = await open()
    return { files, dispose, reopen: async () => (await again()).files }
  },
  { persists: true },
)

figuresStoreContract(
  'the figures store in SQLite',
  async () => {
    const { log, figures, again, dispose } = await open()
    return { log, figures, dispose, reopen: async () => (await again()).figures }
  },
  { persists: true },
)
