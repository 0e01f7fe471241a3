/** What else changes in setup when an agent does: their password, and what their log-ins and tokens are worth. */
import type { Instant } from '../lib/clock.js'
import { credentialKind, type StoredCredential } from './new-organization.js'
import { tokenKind, type StoredProgramToken } from './program-tokens.js'
import type { Setup } from './setup.js'
import type { ObjectChange } from './setup-store.js'

/** Which agent is meant. */
export interface AgentName {
  readonly organizationId: string
  readonly id: string
}

/** An agent's new password, as a change. Log-ins from before it end. */
export const passwordChange = (setup: Setup, agent: AgentName, passwordHash: string, at: Instant): ObjectChange =>
  credentialChange(setup, agent, { passwordHash, logInsAfter: at })

/** An agent's new password that leaves their log-ins as they are, as a change. */
export const ownPasswordChange = (setup: Setup, agent: AgentName, passwordHash: string): ObjectChange =>
  credentialChange(setup, agent, { passwordHash })

/** The end of all of an agent's log-ins until then, as a change. */
export const logInsEnd = (setup: Setup, agent: AgentName, at: Instant): ObjectChange =>
  credentialChange(setup, agent, { logInsAfter: at })

/** What is stored beside an agent's profile; undefined for one who has no password and whose log-ins never ended. */
export const credentialIn = (setup: Setup, { organizationId, id }: AgentName): StoredCredential | undefined =>
  setup.raw(organizationId, credentialKind, id)?.data as StoredCredential | undefined

const credentialChange = (
  setup: Setup,
  { organizationId, id }: AgentName,
  change: Partial<StoredCredential>,
): ObjectChange => {
  const stored = setup.raw(organizationId, credentialKind, id)
  const data: StoredCredential = { ...(stored?.data as StoredCredential | undefined), ...change }
  return { organizationId, kind: credentialKind, id, expectedVersion: stored?.version ?? 0, data }
}

/** The tokens that programs have for an agent. */
export const tokensOf = (setup: Setup, organizationId: string, agentId: string) =>
  setup
    .allRaw(organizationId, tokenKind)
    .map((object) => ({ ...object, data: object.data as StoredProgramToken }))
    .filter(({ data }) => data.agentId === agentId)

/** What belongs to a change of an agent: log-ins end when they are deactivated, and with them goes what was theirs. */
export const alongsideAgent = (setup: Setup, change: ObjectChange, at: Instant): ObjectChange[] => {
  const { organizationId, id, data } = change
  const before = setup.agent(organizationId, id)
  if (before === undefined) return []
  const credential = setup.raw(organizationId, credentialKind, id)
  if (data === undefined) {
    return [...(credential ? [credential] : []), ...tokensOf(setup, organizationId, id)].map(
      ({ kind, id, version }) => ({ organizationId, kind, id, expectedVersion: version, data: undefined }),
    )
  }
  const { active = true } = data as { active?: boolean }
  return before.active && !active ? [logInsEnd(setup, { organizationId, id }, at)] : []
}
