/** What becomes of an error in work that nobody waits for. */
import type { Logger } from 'pino'
import { LogAwayError, LogUnavailableError } from '../event-log/event-log.js'
import { NewerEventError } from '../event-log/ledger.js'

/**
 * Logs what is a fault of ours. That the database is away, and that something is for newer servers to do, was told once:
 * what is due is due later. And what was still to be told when the server stopped (`stopping`) others find in the log.
 */
export const backgroundErrors =
  (logger: Logger, stopping: AbortSignal) =>
  (error: unknown): void => {
    if (error instanceof LogAwayError || error instanceof NewerEventError) return
    if (stopping.aborted && error instanceof LogUnavailableError) return
    logger.error({ err: error }, 'Work in the background failed.')
  }
