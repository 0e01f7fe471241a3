import type { Instant } from '../lib/clock.js'
import type { LogInOrigin } from './log-in-origin.js'

/** What a bearer token stands for: a log-in. The token itself is never stored, only its SHA-256. */
export interface StoredToken {
  /** SHA-256 of the token, base64url. */
  readonly hash: string
  readonly organizationId: string
  readonly agentId: string
  readonly expiresAt: Instant
  /** When it was used last, to within minutes; 0 for one from before that was noted. */
  readonly seenAt: Instant
  readonly origin: LogInOrigin
}

/** How many log-ins of an agent are listed, the latest first; more are not kept, see `LogIns.make`. */
export const listedTokensMax = 100

/** The port behind which log-ins are kept, so that they outlive a restart. */
export interface TokenStore {
  /** Settles once it is durable. */
  add(token: StoredToken): Promise<void>
  /** The token, expired or not; `undefined` for one that is not known. */
  find(hash: string): Promise<StoredToken | undefined>
  /** An agent's tokens, expired or not, those that expire last first; at most {@link listedTokensMax}. */
  ofAgent(organizationId: string, agentId: string): Promise<readonly StoredToken[]>
  /** Notes that it was used; does nothing for one that is not there, or that was used later. Settles once it is durable. */
  seen(hash: string, at: Instant): Promise<void>
  /** Settles once it is durable; removing one that is not there does nothing. */
  remove(hash: string): Promise<void>
  /** Removes all tokens of an agent but the one with the hash `kept`. Gives the hashes of those that were removed. */
  removeOthers(organizationId: string, agentId: string, kept: string): Promise<readonly string[]>
  /** Removes the tokens of an agent that expire before `expiresAt`. Gives the hashes of those that were removed. */
  removeOlder(organizationId: string, agentId: string, expiresAt: Instant): Promise<readonly string[]>
  /** Drops what expired before `now`. */
  prune(now: Instant): Promise<void>
}
