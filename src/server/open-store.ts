/** Opens the store that the settings name. Nothing else knows which one it is. */
import type { Logger } from 'pino'
import { openPostgresStore, type PostgresStoreOptions } from '../storage/postgres/postgres-store.js'
import { openSqliteStore } from '../storage/sqlite/sqlite-store.js'
import type { Store } from '../storage/store.js'
import { outageLog } from './outage-log.js'
import type { Settings } from './settings.js'

export type { Store } from '../storage/store.js'
export { faultsIn } from '../storage/sqlite/check-file.js'
export { StoreInUseError, StoreTooNewError, StoreUnusableError } from '../storage/errors.js'

/** What is done about a database that may lose what it acknowledged. */
export const undurableOptions = (
  settings: Pick<Settings, 'databaseUndurable'>,
  logger: Logger,
): Pick<PostgresStoreOptions, 'undurable' | 'onUndurable'> => ({
  undurable: settings.databaseUndurable === 'accept',
  onUndurable: (problems) =>
    logger.warn(`What is acknowledged can be lost, which PARLEY_DATABASE_UNDURABLE accepts: ${problems.join(' ')}`),
})

const postgresOptions = (settings: Settings, logger: Logger): PostgresStoreOptions => ({
  url: settings.databaseUrl,
  ...undurableOptions(settings, logger),
  commitDelayMs: settings.commitDelayMs,
  ...outageLog(logger, {
    away: 'The database cannot be reached. Writes wait, and it is tried again.',
    back: 'The database can be reached again.',
  }),
})

/**
 * Opens the database that the settings name, or else the embedded store in the data directory, which is made when it is
 * missing, and brings its tables up to date. `onFailure` is called when the store breaks down later and cannot go on.
 * Throws {@link StoreInUseError}, {@link StoreUnusableError} or {@link StoreTooNewError}.
 */
export const openStore = (settings: Settings, logger: Logger, onFailure: () => void): Promise<Store> =>
  settings.databaseUrl === ''
    ? openSqliteStore({
        directory: settings.dataDirectory,
        commitDelayMs: settings.commitDelayMs,
        onFailure: (error) => {
          logger.fatal({ err: error }, 'The store failed.')
          onFailure()
        },
      })
    : openPostgresStore(postgresOptions(settings, logger))
