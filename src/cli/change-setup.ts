import { StartError } from '../server/start-error.js'
import type { Author } from '../setup/audit.js'
import type { ObjectChange } from '../setup/setup-store.js'
import type { Setup } from '../setup/setup.js'

/** Changes setup. Throws {@link StartError} when a server that shares the database changed the same meanwhile. */
export const changeSetup = async (setup: Setup, changes: readonly ObjectChange[], author?: Author): Promise<void> => {
  const { ok } = await setup.change(changes, author)
  if (!ok) throw new StartError('Somebody else changed the same just now, and nothing was done. Try again.')
}
