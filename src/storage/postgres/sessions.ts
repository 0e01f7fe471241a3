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
const sessionSettings = `
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

export interface CuttablePool {
  readonly pool: pg.Pool
  /** Ends every connection at once, whatever is on its way; what is asked from then on goes over new ones. */
  readonly cut: () => void
}

/** Connections that are opened as they are needed, kept for a while, and only to a server that takes writes. */
export function openPool(config: pg.ClientConfig, max: number, queryMs: number): CuttablePool {
  const sockets = new Set<Socket>()
  const pool = new pg.Pool({
    ...config,
    max,
    query_timeout: queryMs,
    stream: () => {
      const socket = new Socket()
      sockets.add(socket)
      return socket.on('close', () => sockets.delete(socket))
    },
    verify: (client, done) => {
      client
        .query(sessionSettings)
        .then(() => client.query<{ standby: boolean }>('SELECT pg_is_in_recovery() AS standby'))
        .then(({ rows }) => done(rows[0]?.standby === false ? undefined : new Error('The server is a standby.')))
        .catch(done)
    },
  })
  // One that is in use, or is being verified, has no listener of the pool's: whoever uses it is told by what they asked.
  pool.on('connect', (client) => client.on('error', () => undefined))
  // A connection that nobody uses was lost, and is forgotten by that; whoever needs one gets another.
  pool.on('error', () => undefined)
  return {
    pool,
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}
