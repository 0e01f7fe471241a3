import { parseArgs } from 'node:util'
import { StartError } from '../server/start-error.js'
import { Setup } from '../setup/setup.js'
import { makeOrganization } from './make-organization.js'
import { withStore } from './with-store.js'

const options = { name: { type: 'string' }, username: { type: 'string' } } as const

/** `parley init`: makes an organization and its administrator in an empty store. Settles with the exit code. */
export const init = (args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> => {
  const { values } = parseArgs({ args: [...args], options })
  const { name = 'My organization', username = 'admin@example.com' } = values
  return withStore(environment, async (store) => {
    const setup = await Setup.open(store.setup)
    if (setup.organizations.length > 0)
      throw new StartError('There is an organization already. Another one is made with: org create')
    await makeOrganization(setup, { name, username })
    return 0
  })
}
