/** What somebody chooses a status by, for themselves or for an agent they look after. */
import type { Setup } from '../setup/setup.js'
import type { Presence, PresenceChoice } from './presence.js'
import { ProblemError } from './problems.js'

/** What a choice means. Throws a 400 for none, for two, and for a status that is not there. */
export const chosenStatus = (
  setup: Setup,
  organizationId: string,
  { status, statusId }: PresenceChoice,
): Pick<Presence, 'status' | 'statusId'> => {
  if (status !== undefined && statusId === undefined) return { status }
  if (status !== undefined || statusId === undefined) {
    throw new ProblemError(400, 'invalid', 'Name either status or statusId.')
  }
  const known = setup.get(organizationId, 'presence-status', statusId)
  if (known === undefined) throw new ProblemError(400, 'invalid', 'statusId must be one of GET /presence/statuses.')
  return { status: known.takesChats ? 'online' : 'away', statusId }
}
