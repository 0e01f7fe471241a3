/** Opens what this node talks to others by. Nothing else knows which one it is. */
import type { Logger } from 'pino'
import { NatsCredentialsError, readNatsCredentials } from '../bus/nats/nats-credentials.js'
import { NatsRelay } from '../bus/nats/nats-relay.js'
import { PostgresRelay } from '../bus/postgres/postgres-relay.js'
import type { Relay } from '../bus/relay.js'
import { LogUnavailableError } from '../event-log/event-log.js'
import type { SharedLog } from '../event-log/shared-log.js'
import { clientConfig } from '../storage/postgres/sessions.js'
import type { Store } from './open-store.js'
import { outageLog } from './outage-log.js'
import type { Settings } from './settings.js'
import { StartError } from './start-error.js'

type RelaySettings = Pick<Settings, 'databaseUrl' | 'natsUrl' | 'natsCredentials'>

const authenticatorFrom = async (path: string) => {
  try {
    return path === '' ? undefined : await readNatsCredentials(path)
  } catch (error) {
    if (!(error instanceof NatsCredentialsError)) throw error
    throw new StartError(`PARLEY_NATS_CREDENTIALS: ${error.message}`, { cause: error })
  }
}

/** Nodes of another database on the same server must not be heard: they know other chats by the same versions. */
const subjectOf = async (shared: SharedLog): Promise<string> => {
  try {
    return `parley.${await shared.identity()}`
  } catch (error) {
    if (!(error instanceof LogUnavailableError)) throw error
    throw new StartError(
      'PARLEY_NATS_URL cannot be used: the database does not say which one it is, for which its role must be allowed to call pg_control_system().',
      { cause: error },
    )
  }
}

/**
 * The relay that the settings name: NATS, or else the database itself; none for the embedded store, which is one process’s.
 * Throws {@link StartError}.
 */
export const openRelay = async (
  { databaseUrl, natsUrl, natsCredentials }: RelaySettings,
  { shared, reach }: Pick<Store, 'shared' | 'reach'>,
  logger: Logger,
): Promise<Relay | undefined> => {
  if (databaseUrl === '' || shared === undefined) return undefined
  if (natsUrl === '') {
    const relay = new PostgresRelay(clientConfig(databaseUrl))
    reach.onBack(() => relay.renew())
    return relay
  }
  return new NatsRelay({
    url: natsUrl,
    authenticator: await authenticatorFrom(natsCredentials),
    subject: await subjectOf(shared),
    ...outageLog(logger, {
      away: 'NATS cannot be reached. Servers tell each other nothing meanwhile, and it is tried again.',
      back: 'NATS can be reached again.',
    }),
  })
}
