import { StartError } from '../server/start-error.js'
import type { Setup, SetupObject } from '../setup/setup.js'

/**
 * The organization that a command is about: the one named with `--org`, or else the only one there is. Throws
 * {@link StartError}.
 */
export const chosenOrganization = (setup: Setup, id: string | undefined): SetupObject<'organization'> => {
  const [first, ...others] = setup.organizations
  if (first === undefined) throw new StartError('There is no organization yet. Run init first.')
  if (id !== undefined) {
    const named = setup.organization(id)
    if (named === undefined) throw new StartError(`There is no organization ${id}; org list shows those that are here.`)
    return named
  }
  if (others.length > 0)
    throw new StartError('There are several organizations; choose one with --org, as org list shows them.')
  return first
}
