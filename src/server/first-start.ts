import { credentialIn } from '../setup/agent-credentials.js'
import { demoOrganization, demoPassword, organizationChanges } from '../setup/new-organization.js'
import type { Setup } from '../setup/setup.js'
import { passwordHasher } from './secrets.js'
import { isLoopback, type Settings } from './settings.js'
import { StartError } from './start-error.js'

/** The usernames of the demo organization's agents who still have the password that everybody knows. */
export const usernamesWithDemoPassword = async (setup: Setup): Promise<string[]> => {
  const usernames: string[] = []
  for (const { id, demo } of setup.organizations) {
    if (!demo) continue
    for (const agent of setup.agents(id)) {
      const { passwordHash } = credentialIn(setup, agent) ?? {}
      if (passwordHash && (await passwordHasher.verify(passwordHash, demoPassword))) usernames.push(agent.username)
    }
  }
  return usernames
}

const isEmpty = ({ organizations }: Setup): boolean => organizations.length === 0

/**
 * Sees that nobody outside can log in with a password that everybody knows. An empty store gets the demo organization when
 * only this machine reaches the server; otherwise the first one is made in the browser. Throws {@link StartError}.
 */
export const checkOrganizations = async (
  setup: Setup,
  { host, publicUrl }: Pick<Settings, 'host' | 'publicUrl'>,
): Promise<void> => {
  const onLoopback = isLoopback(host)
  if (isEmpty(setup)) {
    if (!onLoopback || (publicUrl !== '' && !isLoopback(new URL(publicUrl).hostname))) return
    const { ok } = await setup.change(organizationChanges(demoOrganization(await passwordHasher.hash(demoPassword))))
    // Another server on the same database may have been faster, and then its organization is the one.
    if (ok || !isEmpty(setup)) return
    throw new StartError('Others change the setup of this empty store at this moment. Start this server again.')
  }
  if (!onLoopback && (await usernamesWithDemoPassword(setup)).length > 0) {
    throw new StartError(
      `Agents of the demo organization still have the password that everybody knows, so the server only listens on ` +
        `loopback. Give them new ones (npm run parley -- agent password ada@example.com), or use another data directory.`,
    )
  }
}
