/** Opens connections to a database that is fit to be used, and says who has it meanwhile. */
import { StoreUnusableError } from '../errors.js'
import { inspectServer } from './inspect-server.js'
import { clientConfig, openSession, type Session } from './sessions.js'

/** The key of the advisory lock that is held by who uses a store, and by a copy alone: the letters "Parley-u". */
const useLock = 0x5061726c65792d75n

/** There while a copy into the database is not whole; see `copy-target.ts`. */
export const unfinishedCopy = 'parley.unfinished_copy'

export interface FitOptions {
  readonly url: string
  readonly undurable?: boolean
  readonly onUndurable?: (problems: readonly string[]) => void
  /** A question that is not answered for so many milliseconds has failed; none fails by that unless it is said. */
  readonly questionMs?: number
}

/**
 * Opens a connection. Rejects with {@link StoreUnusableError} when the server cannot be reached, cannot serve, or is not
 * durable and nobody accepted that.
 */
export const openFit = async (options: FitOptions): Promise<Session> => {
  const { url, questionMs } = options
  const session = await openSession({
    ...clientConfig(url),
    ...(questionMs !== undefined && { query_timeout: questionMs }),
  })
  try {
    const problems = await inspectServer(session.client)
    if (problems.length === 0) return session
    if (options.undurable !== true)
      throw new StoreUnusableError(`The database may lose what was acknowledged: ${problems.join(' ')}`)
    options.onUndurable?.(problems)
    return session
  } catch (error) {
    session.cut()
    throw error
  }
}

const isLocked = async ({ client }: Session, how: '' | '_shared'): Promise<boolean> => {
  const { rows } = await client.query<{ locked: boolean }>(`SELECT pg_try_advisory_lock${how}($1) AS locked`, [
    String(useLock),
  ])
  return rows[0]?.locked === true
}

/** Whether a copy into the database was begun and not finished. */
export const hasUnfinishedCopy = async ({ client }: Session): Promise<boolean> => {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    unfinishedCopy,
  ])
  return rows[0]?.there === true
}

/** The same for whoever uses the store beside others; refused while it is copied, and while a copy is not whole. */
export const openToUse = async (options: FitOptions): Promise<Session> => {
  const session = await openFit(options)
  try {
    if (!(await isLocked(session, '_shared')))
      throw new StoreUnusableError('The database is being copied. Wait until that is over.')
    if (await hasUnfinishedCopy(session))
      throw new StoreUnusableError(
        'A copy into the database was not finished. Run the same parley copy again, which goes on where it stopped.',
      )
    return session
  } catch (error) {
    session.cut()
    throw error
  }
}

/** The same for whoever wants it alone; refused while anybody uses it. */
export const openAlone = async (options: FitOptions): Promise<Session> => {
  const session = await openFit(options)
  if (await isLocked(session, '')) return session
  session.cut()
  throw new StoreUnusableError('The database is in use: stop every server and every command that works on it.')
}
