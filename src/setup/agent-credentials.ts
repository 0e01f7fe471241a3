/** What else changes in setup when an agent does: their password, and what their log-ins and tokens are worth. */
import type { Instant } from '../lib/clock.js'
import { credentialKind, type StoredCredential } from './new-organization.js'
import { tokenKind, type StoredProgramToken } from './program-tokens.js'
import type { Setup } from './setup.js'
import type { ObjectChange } from './setup-store.js'

/** An agent's new password, as a change. Log-ins from before it end. */
export const passwordChange = (
  setup: Setup,
  { organizationId, id }: { organizationId: string; id: string },
  passwordHash: string,
  at: Instant,
): ObjectChange => {
  const data: StoredCredential = { passwordHash, logInsAfter: at }
  const expectedVersion = setup.raw(organizationId, credentialKind, id)?.version ?? 0
  return { organizationId, kind: credentialKind, id, expectedVersion, data }
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
  if (!before.active || active || credential === undefined) return []
  const ended: StoredCredential = { ...(credential.data as StoredCredential), logInsAfter: at }
  return [{ organizationId, kind: credentialKind, id, expectedVersion: credential.version, data: ended }]
}
