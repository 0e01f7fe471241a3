/** Opens the store that the settings name. Nothing else knows which one it is. */
import type { Logger } from 'pino'
import { openSqliteStore } from '../storage/sqlite/sqlite-store.js'
import type { Store } from '../storage/store.js'
import type { Settings } from './settings.js'

export type { Store } from '../storage/store.js'
export { StoreInUseError, StoreTooNewError, StoreUnusableError } from '../storage/errors.js'

/**
 * Opens the embedded store in the data directory, which is made when it is missing. `onFailure` is called when the
 * store breaks down later and cannot go on. Throws {@link StoreInUseError}, {@link StoreUnusableError} or
 * {@link StoreTooNewError}.
 */
export const openStore = (settings: Settings, logger: Logger, onFailure: () => void): Promise<Store> =>
  openSqliteStore({
    directory: settings.dataDirectory,
    commitDelayMs: settings.commitDelayMs,
    onFailure: (error) => {
      logger.fatal({ err: error }, 'The store failed.')
      onFailure()
    },
  })
