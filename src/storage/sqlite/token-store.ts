import type { StoredToken, TokenStore } from '../../accounts/token-store.js'
import type { Instant } from '../../lib/clock.js'
import type { DatabaseThread } from './database-thread.js'

/** The token store in a SQLite file; each change is a transaction of its own. */
export class SqliteTokenStore implements TokenStore {
  readonly #thread: DatabaseThread

  constructor(thread: DatabaseThread) {
    this.#thread = thread
  }

  add({ hash, organizationId, agentId, expiresAt }: StoredToken): Promise<void> {
    return this.#thread.call('addToken', { hash, organizationId, agentId, expiresAt })
  }

  find(hash: string): Promise<StoredToken | undefined> {
    return this.#thread.call('findToken', hash)
  }

  remove(hash: string): Promise<void> {
    return this.#thread.call('removeToken', hash)
  }

  prune(now: Instant): Promise<void> {
    return this.#thread.call('pruneTokens', now)
  }
}
