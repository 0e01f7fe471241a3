/** The table of log-in tokens. Runs in the worker, in transactions that `database-calls.ts` makes. */
import { listedTokensMax, type StoredToken } from '../../accounts/token-store.js'
import type { Instant } from '../../lib/clock.js'
import type { Database } from './open-database.js'

const columns =
  'hash, organization AS organizationId, agent AS agentId, expires_at AS expiresAt, seen_at AS seenAt, origin'

type Row = Omit<StoredToken, 'origin'> & { readonly origin: string }

const read = ({ origin, ...token }: Row): StoredToken => ({
  ...token,
  origin: JSON.parse(origin) as StoredToken['origin'],
})

export class StoredTokens {
  readonly #add
  readonly #find
  readonly #ofAgent
  readonly #seen
  readonly #remove
  readonly #removeOthers
  readonly #removeOlder
  readonly #prune

  constructor(database: Database) {
    this.#add = database.prepare(
      'INSERT OR REPLACE INTO tokens (hash, organization, agent, expires_at, seen_at, origin) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#find = database.prepare(`SELECT ${columns} FROM tokens WHERE hash = ?`)
    this.#ofAgent = database.prepare(
      `SELECT ${columns} FROM tokens WHERE organization = ? AND agent = ? ORDER BY expires_at DESC LIMIT ${listedTokensMax}`,
    )
    this.#seen = database.prepare('UPDATE tokens SET seen_at = ? WHERE hash = ? AND seen_at < ?')
    this.#remove = database.prepare('DELETE FROM tokens WHERE hash = ?')
    this.#removeOthers = database.prepare(
      'DELETE FROM tokens WHERE organization = ? AND agent = ? AND hash <> ? RETURNING hash',
    )
    this.#removeOlder = database.prepare(
      'DELETE FROM tokens WHERE organization = ? AND agent = ? AND expires_at < ? RETURNING hash',
    )
    this.#prune = database.prepare('DELETE FROM tokens WHERE expires_at < ?')
  }

  add({ hash, organizationId, agentId, expiresAt, seenAt, origin }: StoredToken): void {
    this.#add.run(hash, organizationId, agentId, expiresAt, seenAt, JSON.stringify(origin))
  }

  find(hash: string): StoredToken | undefined {
    const row = this.#find.get(hash) as Row | undefined
    return row && read(row)
  }

  ofAgent(organizationId: string, agentId: string): StoredToken[] {
    return (this.#ofAgent.all(organizationId, agentId) as Row[]).map(read)
  }

  seen(hash: string, at: Instant): void {
    this.#seen.run(at, hash, at)
  }

  remove(hash: string): void {
    this.#remove.run(hash)
  }

  removeOthers(organizationId: string, agentId: string, kept: string): string[] {
    return (this.#removeOthers.all(organizationId, agentId, kept) as { hash: string }[]).map(({ hash }) => hash)
  }

  removeOlder(organizationId: string, agentId: string, expiresAt: Instant): string[] {
    return (this.#removeOlder.all(organizationId, agentId, expiresAt) as { hash: string }[]).map(({ hash }) => hash)
  }

  prune(now: Instant): void {
    this.#prune.run(now)
  }
}
