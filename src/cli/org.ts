import { parseArgs } from 'node:util'
import { StartError } from '../server/start-error.js'
import { Setup } from '../setup/setup.js'
import { commandLineAuthor } from './command-line-author.js'
import { makeOrganization } from './make-organization.js'
import { UsageError } from './usage-error.js'
import { withStore } from './with-store.js'

const options = { name: { type: 'string' }, 'admin-username': { type: 'string' } } as const

const create = async (setup: Setup, name: string, username: string): Promise<number> => {
  const same = setup.organizations.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (same !== undefined) throw new StartError(`There is an organization ${same.name} already (${same.id}).`)
  // Agents log in with a username and nothing else, so that it leads to one organization.
  if (setup.agentByUsername(username) !== undefined)
    throw new StartError(`There is an agent ${username} already; choose another name with --admin-username.`)
  await makeOrganization(setup, { name, username }, commandLineAuthor())
  return 0
}

const list = (setup: Setup): number => {
  const organizations = setup.organizations.toSorted((a, b) => a.name.localeCompare(b.name))
  if (organizations.length === 0) console.log('There is no organization yet.')
  for (const { id, name } of organizations) {
    const count = setup.agents(id).length
    console.log(`${id}  ${name}  (${count} ${count === 1 ? 'agent' : 'agents'})`)
  }
  return 0
}

/** `parley org create --name NAME [--admin-username USERNAME]` and `parley org list`. Settles with the exit code. */
export const org = (args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [action, ...more] = positionals
  const { name, 'admin-username': username = 'admin@example.com' } = values
  const understood = action === 'list' ? Object.keys(values).length === 0 : action === 'create' && name !== undefined
  if (!understood || more.length > 0)
    throw new UsageError('Use: org create --name NAME [--admin-username USERNAME], or: org list')
  return withStore(environment, async (store) => {
    const setup = await Setup.open(store.setup)
    return action === 'list' ? list(setup) : create(setup, name ?? '', username)
  })
}
