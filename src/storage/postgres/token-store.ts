import type { StoredToken, TokenStore } from '../../accounts/token-store.js'
import type { Instant } from '../../lib/clock.js'
import { InOrder } from './in-order.js'
import type { Queries } from './queries.js'
import { restored, storable } from './storable-text.js'

interface Row {
  readonly hash: string
  readonly organization: string
  readonly agent: string
  readonly expires_at: number
}

/** The token store in PostgreSQL; each change is a transaction of its own. */
export class PostgresTokenStore implements TokenStore {
  readonly #queries: Queries
  readonly #order = new InOrder()

  constructor(queries: Queries) {
    this.#queries = queries
  }

  add({ hash, organizationId, agentId, expiresAt }: StoredToken): Promise<void> {
    return this.#write(
      `INSERT INTO parley.tokens (hash, organization, agent, expires_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (hash) DO UPDATE
       SET organization = excluded.organization, agent = excluded.agent, expires_at = excluded.expires_at`,
      [storable(hash), storable(organizationId), storable(agentId), expiresAt],
    )
  }

  async find(hash: string): Promise<StoredToken | undefined> {
    const [row] = await this.#queries.rows<Row>(
      { name: 'find-token', text: 'SELECT hash, organization, agent, expires_at FROM parley.tokens WHERE hash = $1' },
      [storable(hash)],
    )
    if (row === undefined) return undefined
    const [organizationId, agentId] = [restored(row.organization), restored(row.agent)]
    return { hash, organizationId, agentId, expiresAt: row.expires_at }
  }

  remove(hash: string): Promise<void> {
    return this.#write('DELETE FROM parley.tokens WHERE hash = $1', [storable(hash)])
  }

  prune(now: Instant): Promise<void> {
    return this.#write('DELETE FROM parley.tokens WHERE expires_at < $1', [now])
  }

  #write(text: string, values: readonly (string | number)[]): Promise<void> {
    return this.#order.run(async () => {
      await this.#queries.write({ text }, values)
    })
  }
}
