import { patternProblem } from '../masking/compiled-rule.js'
import { newPassword, newRecordId } from '../server/new-ids.js'
import { passwordHasher } from '../server/secrets.js'
import type { Author } from '../setup/audit.js'
import { organizationChanges } from '../setup/new-organization.js'
import { SetupEditor } from '../setup/setup-editor.js'
import type { Setup } from '../setup/setup.js'
import { changeSetup } from './change-setup.js'

/**
 * Makes an organization with a deployment, a button and an administrator, and prints their ids and the administrator's
 * password, this once. Throws `SetupError` for names that setup would not take, and `StartError`; then nothing was made.
 */
export const makeOrganization = async (
  setup: Setup,
  { name, username }: { readonly name: string; readonly username: string },
  author?: Author,
): Promise<void> => {
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
  await changeSetup(setup, organizationChanges(made), author)
  console.log(`Made the organization ${name}.

  organizationId  ${made.organization.id}
  deploymentId    ${made.deployment.id}
  buttonId        ${made.button.id}

  Administrator   ${username}
  Password        ${password}

The password is not shown again. Start the server with: npm start`)
}
