/** An organization of a test's own on a running server, so that tests can share a server and still be alone. */
import { hash } from '@node-rs/argon2'
import { organizationChanges } from '../../src/setup/new-organization.js'
import type { SetupKindName, SetupKinds } from '../../src/setup/setup-kinds.js'
import type { InProcessServer } from './in-process-server.js'

/** Its agents: Ada has three places, Ben two. */
export type AgentName = 'ada' | 'ben'

export const password = 'open sesame'

export interface TestOrganization {
  readonly server: InProcessServer
  readonly organizationId: string
  readonly deploymentId: string
  readonly buttonId: string
  readonly agents: Readonly<Record<AgentName, { readonly id: string; readonly username: string }>>
}

// The cheapest parameters there are: the tests are about what a log-in does, not about how hard it is to guess.
let cheapHash: Promise<string> | undefined
let made = 0

/** Makes an organization with one deployment, one button and two agents. */
export const makeOrganization = async (server: InProcessServer): Promise<TestOrganization> => {
  cheapHash ??= hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 })
  const passwordHash = await cheapHash
  made += 1
  const digits = String(made).padStart(10, '0')
  const ada = { id: `005Pa${digits}`, username: `ada-${made}@example.com`, name: 'Ada', capacity: 3 }
  const ben = { id: `005Pb${digits}`, username: `ben-${made}@example.com`, name: 'Ben', capacity: 2 }
  const organization = { id: `00DP0${digits}`, name: `Organization ${made}`, demo: false }
  const deployment = { id: `572P0${digits}`, name: 'Website' }
  const button = { id: `573P0${digits}`, name: 'Chat with us' }
  const agents = [ada, ben].map((agent) => ({ ...agent, role: 'agent' as const, passwordHash }))
  await server.running.parts.setup.change(organizationChanges({ organization, deployment, button, agents }))
  return {
    server,
    organizationId: organization.id,
    deploymentId: deployment.id,
    buttonId: button.id,
    agents: { ada, ben },
  }
}

/** Makes an object of the organization's setup, or changes these members of one that is there. */
export const changeSetup = async <K extends SetupKindName>(
  { server, organizationId }: TestOrganization,
  kind: K,
  id: string,
  changes: Partial<SetupKinds[K]>,
): Promise<void> => {
  const { setup } = server.running.parts
  const before = setup.raw(organizationId, kind, id)
  const data = { ...(before?.data as object | undefined), ...changes }
  const outcome = await setup.change([{ organizationId, kind, id, expectedVersion: before?.version ?? 0, data }])
  if (!outcome.ok) throw new Error('Setup was changed by somebody else meanwhile.')
}
