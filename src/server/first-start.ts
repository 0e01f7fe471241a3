import { credentialIn } from '../setup/agent-credentials.js'
import { demoOrganization, demoPassword, organizationChanges } from '../setup/new-organization.js'
import type { Setup } from '../setup/setup.js'
import { passwordHasher } from './secrets.js'
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

/**
 * Sees that there is an organization, and that nobody outside can log in with a password that everybody knows. On
 * loopback an empty store gets the demo organization. Throws {@link StartError}.
 */
export const checkOrganizations = async (setup: Setup, onLoopback: boolean): Promise<void> => {
  if (setup.organizations.length === 0) {
    if (!onLoopback) {
      throw new StartError('There is no organization yet. Make one first: npm run parley -- init')
    }
    const { ok } = await setup.change(organizationChanges(demoOrganization(await passwordHasher.hash(demoPassword))))
    if (!ok) throw new StartError('Another server made the demo organization at this moment. Start this one again.')
    return
  }
  if (!onLoopback && (await usernamesWithDemoPassword(setup)).length > 0) {
    throw new StartError(
      `Agents of the demo organization still have the password that everybody knows, so the server only listens on ` +
        `loopback. Give them new ones (npm run parley -- agent password ada@example.com), or use another data directory.`,
    )
  }
}
