import { patternProblem } from '../masking/compiled-rule.js'
import { newPassword, newRecordId } from '../server/new-ids.js'
import { passwordHasher } from '../server/secrets.js'
import type { Author } from '../setup/audit.js'
import { administeredOrganization, organizationChanges } from '../setup/new-organization.js'
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
  const administrator = { username, name: 'Administrator', passwordHash: await passwordHasher.hash(password) }
  const { made, edits } = administeredOrganization({ organization: { name }, administrator }, newRecordId)
  new SetupEditor(setup, patternProblem).check(
    made.organization.id,
    edits.map(({ kind, id, data }) => ({ kind, id, data })),
  )
  await changeSetup(setup, organizationChanges(made), author)
  console.log(`Made the organization ${name}.

  organizationId  ${made.organization.id}
  deploymentId    ${made.deployment.id}
  buttonId        ${made.button.id}

  Administrator   ${username}
  Password        ${password}

The password is not shown again. Start the server with: npm start`)
}
