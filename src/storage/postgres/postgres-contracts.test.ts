import { tokenStoreContract } from '../../accounts/token-store.contract.js'
import { eventLogContract } from '../../event-log/event-log.contract.js'
import { sharedLogContract } from '../../event-log/shared-log.contract.js'
import { figuresStoreContract } from '../../figures/figures-store.contract.js'
import { fileStoreContract } from '../../files/file-store.contract.js'
import { setupStoreContract } from '../../setup/setup-store.contract.js'
import { borrowDatabase } from './opened-store.contract.js'
import { openPostgresStore, type PostgresStoreOptions } from './postgres-store.js'

async function open(options: Omit<PostgresStoreOptions, 'url'> = {}) {
  const { url, giveBack } = await borrowDatabase()
  let store = await openPostgresStore({ ...options, url })
  const again = async () => {
    await store.close()
    store = await openPostgresStore({ ...options, url })
    return store
  }
  return {
    ...store,
    again,
    dispose: async () => {
      await store.close()
      await giveBack()
    },
  }
}

eventLogContract(
  'the event log in PostgreSQL',
  async (options) => {
    const { log, again, dispose } = await open(options)
    return { log, dispose, reopen: async () => (await again()).log }
  },
  { persists: true },
)

sharedLogContract('the event log in PostgreSQL', async () => {
  const { url, giveBack } = await borrowDatabase()
  const stores = [await openPostgresStore({ url }), await openPostgresStore({ url })]
  const [one, other] = stores.map(({ log, shared }) => {
    if (shared === undefined) throw new Error('A store in PostgreSQL can be shared.')
    return { log, shared }
  })
  return {
    processes: [one!, other!],
    dispose: async () => {
      for (const store of stores) await store.close()
      await giveBack()
    },
  }
})

setupStoreContract(
  'the setup store in PostgreSQL',
  async (options) => {
    const { setup, again, dispose } = await open(options)
    return { setup, dispose, reopen: async () => (await again()).setup }
  },
  { persists: true },
)

tokenStoreContract(
  'the token store in PostgreSQL',
  async () => {
    const { tokens, again, dispose } = await open()
    return { tokens, dispose, reopen: async () => (await again()).tokens }
  },
  { persists: true },
)

fileStoreContract(
  'the file store in PostgreSQL',
  async () => {
    const { files, again, dispose } = await open()
    return { files, dispose, reopen: async () => (await again()).files }
  },
  { persists: true },
)

figuresStoreContract(
  'the figures store in PostgreSQL',
  async () => {
    const { log, figures, again, dispose } = await open()
    return { log, figures, dispose, reopen: async () => (await again()).figures }
  },
  { persists: true },
)
