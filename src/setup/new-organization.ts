/** What an organization is made of when it is new: one deployment, one button, and its first agents. */
import type { Instant } from '../lib/clock.js'
import type { ObjectChange } from './setup-store.js'
import type { AgentProfile } from './kinds/agent-profile.js'
import type { Organization } from './kinds/organization.js'
import type { Edit } from './proposal.js'
import type { SetupContent } from './setup-kinds.js'

export type NewAgent = SetupContent<'agent'> &
  Pick<AgentProfile, 'username' | 'role'> & { readonly id: string; readonly passwordHash: string }

export interface NewOrganization {
  readonly organization: Organization & { readonly id: string }
  readonly deployment: SetupContent<'deployment'> & { readonly id: string }
  readonly button: SetupContent<'button'> & { readonly id: string }
  /** For its agents, if they have one. */
  readonly configuration?: SetupContent<'agent-configuration'> & { readonly id: string }
  readonly agents: readonly NewAgent[]
}

/** The kind of object under which an agent's password hash is kept. */
export const credentialKind = 'credential'

export interface StoredCredential {
  /** Absent for an agent who has no password and logs in with an identity provider. */
  readonly passwordHash?: string
  /** Log-ins from then or before are worth nothing any more; absent: all count. */
  readonly logInsAfter?: Instant
}

/** An agent and their password, as changes of setup. */
export const agentChanges = (organizationId: string, { id, passwordHash, ...profile }: NewAgent): ObjectChange[] => {
  const credential: StoredCredential = { passwordHash }
  const shared = { organizationId, id, expectedVersion: 0 }
  return [
    { ...shared, kind: 'agent', data: profile },
    { ...shared, kind: credentialKind, data: credential },
  ]
}

const configurationChanges = (organizationId: string, made: NewOrganization['configuration']): ObjectChange[] => {
  if (made === undefined) return []
  const { id, ...data } = made
  return [{ organizationId, kind: 'agent-configuration', id, expectedVersion: 0, data }]
}

/** A whole new organization, as changes of setup. */
export const organizationChanges = (made: NewOrganization): ObjectChange[] => {
  const { id: organizationId, ...organization } = made.organization
  const { id: deploymentId, ...deployment } = made.deployment
  const { id: buttonId, ...button } = made.button
  const shared = { organizationId, expectedVersion: 0 }
  return [
    { ...shared, kind: 'organization', id: organizationId, data: organization },
    { ...shared, kind: 'deployment', id: deploymentId, data: deployment },
    { ...shared, kind: 'button', id: buttonId, data: button },
    ...configurationChanges(organizationId, made.configuration),
    ...made.agents.flatMap((agent) => agentChanges(organizationId, agent)),
  ]
}

/** An organization as somebody wants it who will administer it. */
export interface Administered {
  readonly organization: { readonly name: string }
  readonly administrator: { readonly name: string; readonly username: string; readonly passwordHash: string }
}

/**
 * A new organization with a deployment, a button and an administrator; `edits` is what of it is to be checked, each under its
 * name in {@link Administered}. `newId` makes a record id that begins with a prefix of three characters.
 */
export const administeredOrganization = (
  { organization: { name }, administrator: { passwordHash, ...person } }: Administered,
  newId: (prefix: string) => string,
) => {
  const [organizationId, administratorId] = [newId('00D'), newId('005')]
  const administrator = { ...person, role: 'administrator' as const, capacity: 3 }
  const made: NewOrganization = {
    organization: { id: organizationId, name, demo: false },
    deployment: { id: newId('572'), name: 'Website' },
    button: { id: newId('573'), name: 'Chat with us' },
    agents: [{ ...administrator, id: administratorId, passwordHash }],
  }
  const edits: readonly Edit[] = [
    { kind: 'organization', id: organizationId, data: { name }, place: 'organization' },
    { kind: 'agent', id: administratorId, data: administrator, place: 'administrator' },
  ]
  return { made, edits, administratorId }
}

/** The password of the demo's agents. Everybody knows it. */
export const demoPassword = 'parley-demo'

const demoConfigurationId = '0C6P00000000001'

/**
 * The organization that a first start on loopback makes for trying things out. Its agents may do everything but block
 * visitors: all of them come from one address there.
 */
export const demoOrganization = (passwordHash: string): NewOrganization => ({
  organization: { id: '00DP00000000001', name: 'Demo', demo: true },
  deployment: { id: '572P00000000001', name: 'Demo website' },
  button: { id: '573P00000000001', name: 'Chat with us' },
  configuration: { id: demoConfigurationId, name: 'Demo agents', conferencing: true },
  agents: [
    {
      ...{ id: '005P00000000001', username: 'ada@example.com', name: 'Ada', role: 'administrator', capacity: 3 },
      ...{ configurationId: demoConfigurationId, passwordHash },
    },
    {
      ...{ id: '005P00000000002', username: 'ben@example.com', name: 'Ben', role: 'agent', capacity: 3 },
      ...{ configurationId: demoConfigurationId, passwordHash },
    },
  ],
})
