/** What an error from the driver means for whoever waits. */
import pg from 'pg'
import { LogAwayError, LogOverloadedError, LogUnavailableError } from '../../event-log/event-log.js'

/** The classes of SQLSTATE that say that the server has no room, no memory or no time now; nothing was written. */
const busyClasses: ReadonlySet<string> = new Set(['53', '55', '57'])
/** Two transactions got in each other's way, and this one was undone. */
const undone: ReadonlySet<string> = new Set(['40001', '40P01'])
/** The server takes no writes: it became a standby, or was made read-only. */
const readOnly = '25006'

/**
 * The connection is gone, or of no use any more, and what was asked last may or may not have been carried out. What the
 * server refuses by an ordinary error it has undone for certain.
 */
export const isLost = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) || error.severity !== 'ERROR' || error.code === readOnly

/** The transaction was undone and would have succeeded alone; it may be tried again at once. */
export const isUndone = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code !== undefined && undone.has(error.code)

/** The error that the ports promise, for one of which nothing was written, whatever it is. */
export const refusalOf = (error: unknown): Error => {
  if (isLost(error)) return new LogAwayError('The database cannot be reached.', { cause: error })
  const { code = '' } = error as pg.DatabaseError
  return busyClasses.has(code.slice(0, 2)) || undone.has(code)
    ? new LogOverloadedError('The database is busy.', { cause: error })
    : new LogUnavailableError('The database refused.', { cause: error })
}

/** The same for a write of which the answer may be lost. */
export const writeFailureOf = (error: unknown): Error =>
  isLost(error) ? new LogUnavailableError('The database was lost.', { cause: error }) : refusalOf(error)
