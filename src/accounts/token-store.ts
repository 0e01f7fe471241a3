import type { Instant } from '../lib/clock.js'

/** What a bearer token stands for. The token itself is never stored, only its SHA-256. */
export interface StoredToken {
  /** SHA-256 of the token, base64url. */
  readonly hash: string
  readonly organizationId: string
  readonly agentId: string
  readonly expiresAt: Instant
}

/** The port behind which log-ins are kept, so that they outlive a restart. */
export interface TokenStore {
  /** Settles once it is durable. */
  add(token: StoredToken): Promise<void>
  /** The token, expired or not; `undefined` for one that is not known. */
  find(hash: string): Promise<StoredToken | undefined>
  /** Settles once it is durable; removing one that is not there does nothing. */
  remove(hash: string): Promise<void>
  /** Drops what expired before `now`. */
  prune(now: Instant): Promise<void>
}
