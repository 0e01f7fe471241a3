import { createLogger } from '../server/logger.js'
import { openStore } from '../server/open-store.js'
import { readSettings } from '../server/settings.js'
import type { Store } from '../server/open-store.js'

/** Runs a command on the store of the settings and closes it again. The embedded one may be used by no server then. */
export const withStore = async (
  environment: NodeJS.ProcessEnv,
  command: (store: Store) => Promise<number>,
): Promise<number> => {
  const settings = readSettings(environment)
  const store = await openStore(settings, createLogger(settings), () => undefined)
  try {
    return await command(store)
  } finally {
    await store.close()
  }
}
