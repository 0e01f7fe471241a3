import { parseArgs } from 'node:util'
import { patternProblem } from '../masking/compiled-rule.js'
import { newPassword, newRecordId } from '../server/new-ids.js'
import { passwordHasher } from '../server/secrets.js'
import { StartError } from '../server/start-error.js'
import { passwordChange } from '../setup/agent-credentials.js'
import type { Role } from '../setup/kinds/agent-profile.js'
import { SetupEditor } from '../setup/setup-editor.js'
import { Setup } from '../setup/setup.js'
import { changeSetup } from './change-setup.js'
import { chosenOrganization } from './chosen-organization.js'
import { commandLineAuthor } from './command-line-author.js'
import { UsageError } from './usage-error.js'
import { withStore } from './with-store.js'

const options = {
  name: { type: 'string' },
  capacity: { type: 'string', default: '3' },
  role: { type: 'string', default: 'agent' },
  org: { type: 'string' },
} as const

const roles: readonly Role[] = ['agent', 'supervisor', 'administrator']

interface Given {
  readonly name?: string
  readonly capacity: string
  readonly role: string
  readonly org?: string
}

const add = async (setup: Setup, username: string, given: Given) => {
  const organization = chosenOrganization(setup, given.org)
  if (setup.agentByUsername(username)) throw new StartError(`There is an agent ${username} already.`)
  const role = roles.find((one) => one === given.role)
  if (role === undefined) throw new UsageError(`--role must be one of ${roles.join(', ')}.`)
  const capacity = Number(given.capacity)
  if (!Number.isInteger(capacity) || capacity < 1) throw new UsageError('--capacity must be a whole number from 1 on.')
  const name = given.name ?? username.split('@')[0] ?? username
  const id = newRecordId('005')
  const edit = { kind: 'agent', id, expectedVersion: 0, data: { username, name, role, capacity } } as const
  const password = newPassword()
  const passwordHash = await passwordHasher.hash(password)
  const author = commandLineAuthor()
  await new SetupEditor(setup, patternProblem).edit(organization.id, [edit], author, () => [
    passwordChange(setup, { organizationId: organization.id, id }, passwordHash, author.at),
  ])
  console.log(`Added ${name}.\n\n  Username  ${username}\n  Password  ${password}\n\nThe password is not shown again.`)
  return 0
}

const changePassword = async (setup: Setup, username: string) => {
  const agent = setup.agentByUsername(username)
  if (agent === undefined) throw new StartError(`There is no agent ${username}.`)
  const password = newPassword()
  const author = commandLineAuthor()
  await changeSetup(setup, [passwordChange(setup, agent, await passwordHasher.hash(password), author.at)], author)
  console.log(`The new password of ${username} is ${password}\n\nIt is not shown again.`)
  return 0
}

/** `parley agent add|password USERNAME`. Settles with the exit code. */
export const agent = (args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [action, username] = positionals
  if (username === undefined || (action !== 'add' && action !== 'password')) {
    throw new UsageError(
      'Use: agent add USERNAME [--name NAME] [--capacity N] [--role ROLE] [--org ID], or: agent password USERNAME',
    )
  }
  return withStore(environment, async (store) => {
    const setup = await Setup.open(store.setup)
    return action === 'add' ? add(setup, username, values) : changePassword(setup, username)
  })
}
