/** What a server has to be, so that what it acknowledged is there after a power cut. */
import type { ClientBase } from 'pg'
import { StoreUnusableError } from '../errors.js'

/** The oldest server we know to do what we need, as `server_version_num` says it. */
const oldestVersion = 150_000

interface Facts {
  readonly version: number
  readonly encoding: string
  readonly standby: boolean
  readonly fsync: string
  readonly synchronous_commit: string
  readonly full_page_writes: string
}

/**
 * Looks at the server behind a connection. Throws {@link StoreUnusableError} when it cannot serve. Returns what keeps
 * it from being durable, a sentence each; nothing when it is.
 */
export async function inspectServer(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<Facts>(`
    SELECT current_setting('server_version_num')::int AS version,
           current_setting('server_encoding') AS encoding,
           pg_is_in_recovery() AS standby,
           current_setting('fsync') AS fsync,
           current_setting('synchronous_commit') AS synchronous_commit,
           current_setting('full_page_writes') AS full_page_writes`)
  const [facts] = rows
  if (facts === undefined) throw new StoreUnusableError('The database says nothing about itself.')
  if (facts.version < oldestVersion)
    throw new StoreUnusableError('The database server is too old: Parley needs PostgreSQL 15 or later.')
  if (facts.encoding !== 'UTF8')
    throw new StoreUnusableError(`The database is encoded in ${facts.encoding}; Parley needs UTF8.`)
  if (facts.standby) throw new StoreUnusableError('The database server is a standby and takes no writes.')
  const reasons = {
    fsync: 'a crash of its machine destroys the database.',
    synchronous_commit: 'a crash loses what was acknowledged last.',
    full_page_writes: 'a crash of its machine can tear pages of the database.',
  }
  return Object.entries(reasons)
    .filter(([name]) => facts[name as keyof typeof reasons] === 'off')
    .map(([name, why]) => `${name} is off: ${why}`)
}
