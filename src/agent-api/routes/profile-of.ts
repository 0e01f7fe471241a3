import type { Setup, SetupObject } from '../../setup/setup.js'
import { ProblemError } from '../problems.js'

/** An agent as setup has them now, for what outlasts the request that it began with. Throws a 401. */
export const profileOf = (setup: Setup, organizationId: string, id: string): SetupObject<'agent'> => {
  const agent = setup.agent(organizationId, id)
  if (agent?.active) return agent
  throw new ProblemError(401, 'not-logged-in', 'This agent does not exist any more.')
}
