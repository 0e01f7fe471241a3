/** The table of who changed setup. Runs in the worker, in transactions that `database-calls.ts` makes. */
import type { AuditQuery } from '../../setup/setup-store.js'
import type { AuditEntryRow, AuditRow } from './messages.js'
import type { Database } from './open-database.js'

export class StoredAudit {
  readonly #recordsMax: number
  readonly #last
  readonly #add
  readonly #prune
  readonly #find

  constructor(database: Database, recordsMax: number) {
    this.#recordsMax = recordsMax
    this.#last = database.prepare('SELECT max(number) AS number FROM setup_audit WHERE organization = ?')
    this.#add = database.prepare(
      'INSERT INTO setup_audit (organization, number, kind, id, done_by, data) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#prune = database.prepare('DELETE FROM setup_audit WHERE organization = ? AND number <= ?')
    this.#find = database.prepare(
      `SELECT organization AS organizationId, number, kind, id, done_by AS by, data FROM setup_audit
       WHERE organization = :organizationId AND number < :before AND (:kind IS NULL OR kind = :kind)
         AND (:id IS NULL OR id = :id) AND (:by IS NULL OR done_by = :by)
       ORDER BY number DESC LIMIT :limit`,
    )
  }

  /** Numbers go on where they were, also after the oldest records were dropped. */
  add(entries: readonly AuditEntryRow[]): void {
    for (const { organizationId, kind, id, by, data } of entries) {
      const last = this.#last.get(organizationId) as { number: number | null }
      const number = (last.number ?? 0) + 1
      this.#add.run(organizationId, number, kind, id, by, data)
      this.#prune.run(organizationId, number - this.#recordsMax)
    }
  }

  find({ organizationId, kind, id, by, before, limit }: AuditQuery): AuditRow[] {
    return this.#find.all({
      ...{ organizationId, kind: kind ?? null, id: id ?? null, by: by ?? null },
      ...{ before: before ?? Number.MAX_SAFE_INTEGER, limit },
    }) as AuditRow[]
  }
}
