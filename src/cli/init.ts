import { parseArgs } from 'node:util'
import { patternProblem } from '../masking/compiled-rule.js'
import { SetupEditor } from '../setup/setup-editor.js'
import { Setup } from '../setup/setup.js'
import { organizationChanges } from '../setup/new-organization.js'
import { newPassword, newRecordId } from '../server/new-ids.js'
import { StartError } from '../server/start-error.js'
import { passwordHasher } from '../server/secrets.js'
import { changeSetup } from './change-setup.js'
import { withStore } from './with-store.js'

const options = { name: { type: 'string' }, username: { type: 'string' } } as const

/** `parley init`: makes an organization and its administrator in an empty store. Settles with the exit code. */
export const init = (args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> => {
  const { values } = parseArgs({ args: [...args], options })
  const { name = 'My organization', username = 'admin@example.com' } = values
  return withStore(environment, async (store) => {
    const setup = await Setup.open(store.setup)
    if (setup.organizations.length > 0) throw new StartError('There is an organization already.')
    const password = newPassword()
    const administrator = { username, name: 'Administrator', role: 'administrator' as const, capacity: 3 }
    const [organizationId, agentId] = [newRecordId('00D'), newRecordId('005')]
    new SetupEditor(setup, patternProblem).check(organizationId, [
      { kind: 'organization', id: organizationId, data: { name } },
      { kind: 'agent', id: agentId, data: administrator },
    ])
    const made = {
      organization: { id: organizationId, name, demo: false },
      deployment: { id: newRecordId('572'), name: 'Website' },
      button: { id: newRecordId('573'), name: 'Chat with us' },
      agents: [{ ...administrator, id: agentId, passwordHash: await passwordHasher.hash(password) }],
    }
    await changeSetup(setup, organizationChanges(made))
    console.log(`Made the organization ${name}.

  organizationId  ${made.organization.id}
  deploymentId    ${made.deployment.id}
  buttonId        ${made.button.id}

  Administrator   ${username}
  Password        ${password}

The password is not shown again. Start the server with: npm start`)
    return 0
  })
}
