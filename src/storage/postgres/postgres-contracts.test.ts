import { sharedLogContract } from '../../event-log/shared-log.contract.js'
import { lastingStoreContracts, type LastingStoreLimits } from '../lasting-store.contract.js'
import { borrowDatabase } from './opened-store.contract.js'
import { openPostgresStore } from './postgres-store.js'

async function open(limits: LastingStoreLimits = {}) {
  const { url, giveBack } = await borrowDatabase()
  let store = await openPostgresStore({ ...limits, url })
  const again = async () => {
    await store.close()
    store = await openPostgresStore({ ...limits, url })
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

lastingStoreContracts('PostgreSQL', open)

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
