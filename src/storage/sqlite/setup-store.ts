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
import type { DatabaseThread } from './database-thread.js'

/** The setup store in a SQLite file; each change is a transaction of its own. */
export class SqliteSetupStore implements SetupStore {
  readonly #thread: DatabaseThread

  constructor(thread: DatabaseThread) {
    this.#thread = thread
  }

  async all(): Promise<readonly StoredObject[]> {
    const rows = await this.#thread.call('allObjects', undefined)
    return rows.map(({ data, ...rest }) => ({ ...rest, data: JSON.parse(data) as unknown }))
  }

  async find({ organizationId, kind, id }: ObjectName): Promise<StoredObject | undefined> {
    const row = await this.#thread.call('findObject', { organizationId, kind, id })
    return row && { ...row, data: JSON.parse(row.data) as unknown }
  }

  async change(changes: readonly ObjectChange[], entries: readonly AuditEntry[] = []): Promise<ChangeOutcome> {
    if (new Set(changes.map(streamKey)).size < changes.length)
      throw new TypeError('A change may name an object only once.')
    const rows = changes.map(({ organizationId, kind, id, expectedVersion, data }) => ({
      organizationId,
      kind,
      id,
      expectedVersion,
      data: data === undefined ? undefined : JSON.stringify(data),
    }))
    const records = entries.map(({ organizationId, kind, id, by, data }) => ({
      ...{ organizationId, kind, id, by },
      data: JSON.stringify(data),
    }))
    return this.#thread.call('changeObjects', { changes: rows, entries: records })
  }

  async audit(query: AuditQuery): Promise<readonly AuditRecord[]> {
    const rows = await this.#thread.call('audit', query)
    return rows.map(({ data, ...rest }) => ({ ...rest, data: JSON.parse(data) as unknown }))
  }
}
