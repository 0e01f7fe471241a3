/** The table of log-in tokens. Runs in the worker, in transactions that `database-calls.ts` makes. */
import type { StoredToken } from '../../accounts/token-store.js'
import type { Instant } from '../../lib/clock.js'
import type { Database } from './open-database.js'

export class StoredTokens {
  readonly #add
  readonly #find
  readonly #remove
  readonly #prune

  constructor(database: Database) {
    this.#add = database.prepare(
      'INSERT OR REPLACE INTO tokens (hash, organization, agent, expires_at) VALUES (?, ?, ?, ?)',
    )
    this.#find = database.prepare(
      `SELECT hash, organization AS organizationId, agent AS agentId, expires_at AS expiresAt FROM tokens WHERE hash = ?`,
    )
    this.#remove = database.prepare('DELETE FROM tokens WHERE hash = ?')
    this.#prune = database.prepare('DELETE FROM tokens WHERE expires_at < ?')
  }

  add({ hash, organizationId, agentId, expiresAt }: StoredToken): void {
    this.#add.run(hash, organizationId, agentId, expiresAt)
  }

  find(hash: string): StoredToken | undefined {
    return this.#find.get(hash) as StoredToken | undefined
  }

  remove(hash: string): void {
    this.#remove.run(hash)
  }

  prune(now: Instant): void {
    this.#prune.run(now)
  }
}
