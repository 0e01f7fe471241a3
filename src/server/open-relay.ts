/** Opens what this node talks to others by. Nothing else knows which one it is. */
import { PostgresRelay } from '../bus/postgres/postgres-relay.js'
import type { Relay } from '../bus/relay.js'
import { clientConfig } from '../storage/postgres/sessions.js'
import type { Settings } from './settings.js'

/** The relay of the database that the settings name; none for the embedded store, which is one process's. */
export const openRelay = ({ databaseUrl }: Pick<Settings, 'databaseUrl'>): Relay | undefined =>
  databaseUrl === '' ? undefined : new PostgresRelay(clientConfig(databaseUrl))
