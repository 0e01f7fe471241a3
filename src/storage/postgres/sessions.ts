/** Connections to PostgreSQL as this store needs them. */
import { Socket } from 'node:net'
import pg from 'pg'
import { StoreUnusableError } from '../errors.js'

/** How long a connection may take to come about. */
const connectMs = 5_000

/** A connection that can be cut. */
export interface Session {
  readonly client: pg.Client
  /** Ends it at once, whatever is on its way. */
  readonly cut: () => void
}

/** Whole numbers of 64 bits come as numbers: versions, instants and amounts all stay below 2^53. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

/** What the driver is given for an address; the meaning of `sslmode` is that of PostgreSQL's own clients. */
export function clientConfig(url: string): pg.ClientConfig {
  const address = new URL(url)
  if (address.searchParams.has('sslmode')) address.searchParams.set('uselibpqcompat', 'true')
  return {
    connectionString: address.href,
    fallback_application_name: 'parley',
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    types,
  }
}

/** What every connection assumes, whatever the database or the role says. */
export const sessionSettings = `
  SET default_transaction_isolation = 'read committed';
  SET default_transaction_read_only = off;
  SET client_min_messages = warning;
`

/** Says what an operator can do something about; never with the password. */
const unusable = (config: pg.ClientConfig, error: unknown): StoreUnusableError => {
  const { hostname, port, pathname } = new URL(config.connectionString ?? '')
  const where = `${hostname}${port && `:${port}`}${pathname}`
  const why = error instanceof Error ? error.message || ('code' in error && String(error.code)) : String(error)
  return new StoreUnusableError(`The database ${where} cannot be used: ${why}`, { cause: error })
}

/** Connects, and rejects with {@link StoreUnusableError} when that is not possible. */
export async function openSession(config: pg.ClientConfig): Promise<Session> {
  const socket = new Socket()
  const cut = () => void socket.destroy()
  try {
    // The driver reads the files that the address names here.
    const client = new pg.Client({ ...config, stream: () => socket })
    // Until somebody listens: an error without a listener would end the process.
    client.on('error', () => undefined)
    await client.connect()
    await client.query(sessionSettings)
    return { client, cut }
  } catch (error) {
    cut()
    throw unusable(config, error)
  }
}
