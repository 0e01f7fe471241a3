/** What becomes of an error in work that nobody waits for. */
import type { Logger } from 'pino'
import { LogAwayError, LogUnavailableError } from '../event-log/event-log.js'
import { NewerEventError } from '../event-log/ledger.js'
import { TooLateError } from '../event-log/too-late.js'

const toldElsewhere = [LogAwayError, NewerEventError, TooLateError]

/**
 * Logs what is a fault of ours. That the database is away or very slow, and that something is for newer servers to do, is
 * told elsewhere: what is due is due later. And what was still to be told when the server stopped (`stopping`) others find in the log.
 */
export const backgroundErrors =
  (logger: Logger, stopping: AbortSignal) =>
  (error: unknown): void => {
    if (toldElsewhere.some((told) => error instanceof told)) return
    if (stopping.aborted && error instanceof LogUnavailableError) return
    logger.error({ err: error }, 'Work in the background failed.')
  }
