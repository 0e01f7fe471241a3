/** The tokens with which programs work as an agent. They are part of setup, and last until they are revoked. */
import type { Instant } from '../lib/clock.js'

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
