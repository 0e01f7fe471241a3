import type { StoredToken, TokenStore } from '../../accounts/token-store.js'
import type { Instant } from '../../lib/clock.js'
import type { DatabaseThread } from './database-thread.js'

/** The token store in a SQLite file; each change is a transaction of its own. */
export class SqliteTokenStore implements TokenStore {
  readonly #thread: DatabaseThread

  constructor(thread: DatabaseThread) {
    this.#thread = thread
  }

  add({ hash, organizationId, agentId, expiresAt, seenAt, origin }: StoredToken): Promise<void> {
    return this.#thread.call('addToken', { hash, organizationId, agentId, expiresAt, seenAt, origin })
  }

  find(hash: string): Promise<StoredToken | undefined> {
    return this.#thread.call('findToken', hash)
  }

  ofAgent(organizationId: string, agentId: string): Promise<readonly StoredToken[]> {
    return this.#thread.call('tokensOfAgent', { organizationId, agentId })
  }

  seen(hash: string, at: Instant): Promise<void> {
    return this.#thread.call('tokenSeen', { hash, at })
  }

  remove(hash: string): Promise<void> {
    return this.#thread.call('removeToken', hash)
  }

  removeOthers(organizationId: string, agentId: string, kept: string): Promise<readonly string[]> {
    return this.#thread.call('removeOtherTokens', { organizationId, agentId, kept })
  }

  removeOlder(organizationId: string, agentId: string, expiresAt: Instant): Promise<readonly string[]> {
    return this.#thread.call('removeOlderTokens', { organizationId, agentId, expiresAt })
  }

  prune(now: Instant): Promise<void> {
    return this.#thread.call('pruneTokens', now)
  }
}
