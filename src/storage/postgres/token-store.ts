import { listedTokensMax, type StoredToken, type TokenStore } from '../../accounts/token-store.js'
import type { Instant } from '../../lib/clock.js'
import { InOrder } from './in-order.js'
import type { Queries } from './queries.js'
import { restored, storable } from './storable-text.js'

interface Row {
  readonly hash: string
  readonly organization: string
  readonly agent: string
  readonly expires_at: number
  readonly seen_at: number
  readonly origin: string
}

const columns = 'hash, organization, agent, expires_at, seen_at, origin'

const read = (row: Row): StoredToken => ({
  hash: restored(row.hash),
  organizationId: restored(row.organization),
  agentId: restored(row.agent),
  expiresAt: row.expires_at,
  seenAt: row.seen_at,
  origin: JSON.parse(row.origin) as StoredToken['origin'],
})

/** The token store in PostgreSQL; each change is a transaction of its own. */
export class PostgresTokenStore implements TokenStore {
  readonly #queries: Queries
  readonly #order = new InOrder()

  constructor(queries: Queries) {
    this.#queries = queries
  }

  async add({ hash, organizationId, agentId, expiresAt, seenAt, origin }: StoredToken): Promise<void> {
    await this.#write(
      `INSERT INTO parley.tokens (${columns}) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (hash) DO UPDATE
       SET organization = excluded.organization, agent = excluded.agent, expires_at = excluded.expires_at,
         seen_at = excluded.seen_at, origin = excluded.origin`,
      [storable(hash), storable(organizationId), storable(agentId), expiresAt, seenAt, JSON.stringify(origin)],
    )
  }

  async find(hash: string): Promise<StoredToken | undefined> {
    const [row] = await this.#queries.rows<Row>(
      { name: 'find-token', text: `SELECT ${columns} FROM parley.tokens WHERE hash = $1` },
      [storable(hash)],
    )
    return row && read(row)
  }

  async ofAgent(organizationId: string, agentId: string): Promise<readonly StoredToken[]> {
    const rows = await this.#queries.rows<Row>(
      {
        text: `SELECT ${columns} FROM parley.tokens WHERE organization = $1 AND agent = $2
          ORDER BY expires_at DESC LIMIT ${listedTokensMax}`,
      },
      [storable(organizationId), storable(agentId)],
    )
    return rows.map(read)
  }

  async seen(hash: string, at: Instant): Promise<void> {
    await this.#write('UPDATE parley.tokens SET seen_at = $2 WHERE hash = $1 AND seen_at < $2', [storable(hash), at])
  }

  async remove(hash: string): Promise<void> {
    await this.#write('DELETE FROM parley.tokens WHERE hash = $1', [storable(hash)])
  }

  async removeOthers(organizationId: string, agentId: string, kept: string): Promise<readonly string[]> {
    return this.#removed('hash <> $3', [organizationId, agentId, kept].map(storable))
  }

  async removeOlder(organizationId: string, agentId: string, expiresAt: Instant): Promise<readonly string[]> {
    return this.#removed('expires_at < $3', [storable(organizationId), storable(agentId), expiresAt])
  }

  /** Removes an agent's tokens of which something holds as well; gives their hashes. */
  async #removed(what: string, values: readonly (string | number)[]): Promise<readonly string[]> {
    const rows = await this.#write(
      `DELETE FROM parley.tokens WHERE organization = $1 AND agent = $2 AND ${what} RETURNING hash`,
      values,
    )
    return (rows as Pick<Row, 'hash'>[]).map(({ hash }) => restored(hash))
  }

  async prune(now: Instant): Promise<void> {
    await this.#write('DELETE FROM parley.tokens WHERE expires_at < $1', [now])
  }

  #write(text: string, values: readonly (string | number)[]): Promise<unknown[]> {
    return this.#order.run(() => this.#queries.write({ text }, values))
  }
}
