/** The table of setup objects. Runs in the worker, in transactions that `database-calls.ts` makes. */
import type { ChangeOutcome, ObjectName } from '../../setup/setup-store.js'
import type { ChangeRow, ObjectRow } from './messages.js'
import type { Database } from './open-database.js'

export class StoredObjects {
  readonly #all
  readonly #find
  readonly #version
  readonly #put
  readonly #remove

  constructor(database: Database) {
    const where = 'WHERE organization = ? AND kind = ? AND id = ?'
    this.#all = database.prepare(
      'SELECT organization AS organizationId, kind, id, version, data FROM setup_objects ORDER BY organization, kind, id',
    )
    this.#find = database.prepare(
      `SELECT organization AS organizationId, kind, id, version, data FROM setup_objects ${where}`,
    )
    this.#version = database.prepare(`SELECT version FROM setup_objects ${where}`)
    this.#put = database.prepare(
      'INSERT OR REPLACE INTO setup_objects (organization, kind, id, version, data) VALUES (?, ?, ?, ?, ?)',
    )
    this.#remove = database.prepare(`DELETE FROM setup_objects ${where}`)
  }

  all(): ObjectRow[] {
    return this.#all.all() as ObjectRow[]
  }

  find({ organizationId, kind, id }: ObjectName): ObjectRow | undefined {
    return this.#find.get(organizationId, kind, id) as ObjectRow | undefined
  }

  /** Looks at all the versions before it writes anything. */
  change(changes: readonly ChangeRow[]): ChangeOutcome {
    for (const { organizationId, kind, id, expectedVersion } of changes) {
      const row = this.#version.get(organizationId, kind, id) as { version: number } | undefined
      if ((row?.version ?? 0) !== expectedVersion) return { ok: false, conflict: { organizationId, kind, id } }
    }
    for (const { organizationId, kind, id, expectedVersion, data } of changes)
      if (data === undefined) this.#remove.run(organizationId, kind, id)
      else this.#put.run(organizationId, kind, id, expectedVersion + 1, data)
    return { ok: true }
  }
}
