import type { PoolClient } from 'pg'
import { streamKey } from '../../event-log/event-log.js'
import type {
  AuditEntry,
  AuditQuery,
  AuditRecord,
  ChangeOutcome,
  ObjectChange,
  ObjectName,
  SetupStore,
  StoredObject,
} from '../../setup/setup-store.js'
import { InOrder } from './in-order.js'
import type { Queries } from './queries.js'
import { restored, storable } from './storable-text.js'

/** The key of the advisory lock of whoever changes setup, which happens seldom: the letters "Parley-s". */
const setupLock = 0x5061726c65792d73n

interface ObjectRow {
  readonly organization: string
  readonly kind: string
  readonly id: string
  readonly version: number
  readonly data: string
}

interface AuditRow extends Omit<ObjectRow, 'version'> {
  readonly number: number
  readonly done_by: string
}

const nameOf = ({ organization, kind, id }: Pick<ObjectRow, 'organization' | 'kind' | 'id'>) => ({
  ...{ organizationId: restored(organization), kind: restored(kind), id: restored(id) },
})

/** A change or an entry as it is written. */
interface Text {
  readonly names: readonly string[]
  readonly text: string | undefined
}

/** The setup store in PostgreSQL; each change is a transaction of its own, one at a time in all servers. */
export class PostgresSetupStore implements SetupStore {
  readonly #queries: Queries
  readonly #auditMax: number
  readonly #order = new InOrder()

  constructor(queries: Queries, auditMax: number) {
    this.#queries = queries
    this.#auditMax = auditMax
  }

  async all(): Promise<readonly StoredObject[]> {
    const rows = await this.#queries.rows<ObjectRow>({
      text: `SELECT organization, kind, id, version, data FROM parley.setup_objects ORDER BY organization, kind, id`,
    })
    return rows.map((row) => ({ ...nameOf(row), version: row.version, data: JSON.parse(row.data) as unknown }))
  }

  async find({ organizationId, kind, id }: ObjectName): Promise<StoredObject | undefined> {
    const [row] = await this.#queries.rows<ObjectRow>(
      {
        text: `SELECT organization, kind, id, version, data FROM parley.setup_objects
               WHERE organization = $1 AND kind = $2 AND id = $3`,
      },
      [organizationId, kind, id].map(storable),
    )
    return row && { ...nameOf(row), version: row.version, data: JSON.parse(row.data) as unknown }
  }

  async change(changes: readonly ObjectChange[], entries: readonly AuditEntry[] = []): Promise<ChangeOutcome> {
    if (new Set(changes.map(streamKey)).size < changes.length)
      throw new TypeError('A change may name an object only once.')
    const text = ({ organizationId, kind, id, data }: Omit<ObjectChange, 'expectedVersion'>): Text => ({
      names: [organizationId, kind, id].map(storable),
      text: data === undefined ? undefined : JSON.stringify(data),
    })
    const objects = changes.map((change) => ({ ...text(change), expected: change.expectedVersion }))
    const records = entries.map((entry) => ({ ...text(entry), by: storable(entry.by) }))
    return this.#order.run(() =>
      this.#queries.transaction(async (client) => {
        await client.query('SELECT pg_advisory_xact_lock($1)', [String(setupLock)])
        const conflict = await firstConflict(client, objects)
        const changed = changes[conflict ?? changes.length]
        if (changed !== undefined) {
          const { organizationId, kind, id } = changed
          return { ok: false as const, conflict: { organizationId, kind, id } }
        }
        for (const { names, text, expected } of objects) await put(client, names, text, expected + 1)
        for (const record of records) await this.#record(client, record)
        return { ok: true as const }
      }),
    )
  }

  /** Numbers go on where they were, also after the oldest records were dropped. */
  async #record(client: PoolClient, { names, text, by }: Text & { readonly by: string }): Promise<void> {
    const { rows } = await client.query<{ number: number }>(
      `INSERT INTO parley.setup_audit (organization, number, kind, id, done_by, data)
       SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 FROM parley.setup_audit WHERE organization = $1
       RETURNING number`,
      [...names, by, text],
    )
    await client.query('DELETE FROM parley.setup_audit WHERE organization = $1 AND number <= $2', [
      names[0],
      (rows[0]?.number ?? 0) - this.#auditMax,
    ])
  }

  async audit({ organizationId, kind, id, by, before, limit }: AuditQuery): Promise<readonly AuditRecord[]> {
    const filter = (text: string | undefined) => (text === undefined ? null : storable(text))
    const rows = await this.#queries.rows<AuditRow>(
      {
        text: `SELECT organization, number, kind, id, done_by, data FROM parley.setup_audit
               WHERE organization = $1 AND number < $2 AND ($3::text IS NULL OR kind = $3)
                 AND ($4::text IS NULL OR id = $4) AND ($5::text IS NULL OR done_by = $5)
               ORDER BY number DESC LIMIT $6`,
      },
      [storable(organizationId), before ?? Number.MAX_SAFE_INTEGER, filter(kind), filter(id), filter(by), limit],
    )
    return rows.map((row) => ({
      ...nameOf(row),
      number: row.number,
      by: restored(row.done_by),
      data: JSON.parse(row.data) as unknown,
    }))
  }
}

/** The place of the first object that is at another version than expected. */
async function firstConflict(
  client: PoolClient,
  objects: readonly (Text & { readonly expected: number })[],
): Promise<number | undefined> {
  for (const [index, { names, expected }] of objects.entries()) {
    const { rows } = await client.query<{ version: number }>(
      'SELECT version FROM parley.setup_objects WHERE organization = $1 AND kind = $2 AND id = $3',
      [...names],
    )
    if ((rows[0]?.version ?? 0) !== expected) return index
  }
  return undefined
}

async function put(client: PoolClient, names: readonly string[], text: string | undefined, version: number) {
  if (text === undefined)
    await client.query('DELETE FROM parley.setup_objects WHERE organization = $1 AND kind = $2 AND id = $3', [...names])
  else
    await client.query(
      `INSERT INTO parley.setup_objects (organization, kind, id, version, data) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (organization, kind, id) DO UPDATE SET version = excluded.version, data = excluded.data`,
      [...names, version, text],
    )
}
