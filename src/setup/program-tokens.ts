/** The tokens with which programs work as an agent. They are part of setup, and last until they are revoked. */
import type { Instant } from '../lib/clock.js'
import type { Setup } from './setup.js'

/** Whose token it is. */
export interface ProgramIdentity {
  readonly organizationId: string
  readonly agentId: string
}

/** The kind of object under which such a token is kept; its id is no secret. */
export const tokenKind = 'program-token'

/** How many an agent may have. */
export const programTokensMax = 20

export interface StoredProgramToken {
  /** What the administrator calls it. */
  readonly name: string
  readonly agentId: string
  /** SHA-256 of the token, base64url; the token itself is never stored. */
  readonly hash: string
  readonly createdAt: Instant
}

/** Finds programs' tokens by their hash. What was found out is made anew when setup has changed. */
export const programsByHash = (setup: Setup): ((hash: string) => ProgramIdentity | undefined) => {
  let revision = -1
  let known = new Map<string, ProgramIdentity>()
  return (hash) => {
    if (revision !== setup.revision) {
      revision = setup.revision
      const tokens = setup.organizations.flatMap(({ id }) => setup.allRaw(id, tokenKind))
      known = new Map(
        tokens.map(({ organizationId, data }) => {
          const { hash, agentId } = data as StoredProgramToken
          return [hash, { organizationId, agentId }]
        }),
      )
    }
    return known.get(hash)
  }
}
