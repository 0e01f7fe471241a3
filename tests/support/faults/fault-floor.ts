import { organizationChanges } from '../../../src/setup/new-organization.js'
import { passwordHasher } from '../../../src/server/secrets.js'
import { openPostgresStore } from '../../../src/storage/postgres/postgres-store.js'
import { Desk } from '../crash/history.js'
import { demoRequest } from '../wire-visitor.js'

/** Every agent's. */
const password = 'password-of-the-tests'

/** Puts an organization with its agents into an empty database. */
export const makeFloor = async (url: string, { agents, capacity }: { agents: number; capacity: number }) => {
  const passwordHash = await passwordHasher.hash(password)
  const usernames = Array.from({ length: agents }, (_, n) => `agent${n + 1}@example.com`)
  await using store = await openPostgresStore({ url })
  await store.setup.change(
    organizationChanges({
      organization: { id: demoRequest.organizationId, name: 'Faults', demo: false },
      deployment: { id: demoRequest.deploymentId, name: 'Website' },
      button: { id: demoRequest.buttonId, name: 'Ask us' },
      agents: usernames.map((username, n) => ({
        ...{ id: `005P0000000000${n + 1}`, username, name: `Agent ${n + 1}`, role: 'agent', capacity, passwordHash },
      })),
    }),
  )
  return {
    request: demoRequest,
    desks: usernames.map((username) => ({ desk: new Desk(username, capacity), password })),
  }
}
