import { clientConfig } from '../../storage/postgres/sessions.js'
import { askDatabase, borrowDatabase } from '../../storage/postgres/opened-store.contract.js'
import { relayContract } from '../relay.contract.js'
import { PostgresRelay } from './postgres-relay.js'

relayContract('the relay of PostgreSQL', async () => {
  const { url, giveBack } = await borrowDatabase()
  return {
    connect: () => new PostgresRelay(clientConfig(url)),
    cut: async () => {
      await askDatabase(
        url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      )
    },
    dispose: giveBack,
  }
})
