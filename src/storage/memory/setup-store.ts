import { streamKey } from '../../event-log/event-log.js'
import {
  auditRecordsMax,
  type AuditEntry,
  type AuditQuery,
  type AuditRecord,
  type ChangeOutcome,
  type ObjectChange,
  type ObjectName,
  type SetupStore,
  type StoredObject,
} from '../../setup/setup-store.js'

interface TextObject extends Omit<StoredObject, 'data'> {
  readonly text: string
}

interface TextRecord extends Omit<AuditRecord, 'data'> {
  readonly text: string
}

/** The setup store without a disk, for tests and try-outs. */
export class MemorySetupStore implements SetupStore {
  readonly #auditMax: number
  readonly #objects = new Map<string, TextObject>()
  /** By organization, the oldest first. */
  readonly #records = new Map<string, TextRecord[]>()

  constructor(auditMax = auditRecordsMax) {
    this.#auditMax = auditMax
  }

  async all(): Promise<readonly StoredObject[]> {
    return Promise.resolve(
      [...this.#objects.values()].map(({ text, ...rest }) => ({ ...rest, data: JSON.parse(text) as unknown })),
    )
  }

  async find(name: ObjectName): Promise<StoredObject | undefined> {
    const object = await Promise.resolve(this.#objects.get(streamKey(name)))
    if (object === undefined) return undefined
    const { text, ...rest } = object
    return { ...rest, data: JSON.parse(text) as unknown }
  }

  async change(changes: readonly ObjectChange[], entries: readonly AuditEntry[] = []): Promise<ChangeOutcome> {
    const keys = changes.map(streamKey)
    if (new Set(keys).size < keys.length) throw new TypeError('A change may name an object only once.')
    const after = changes.map(({ organizationId, kind, id, expectedVersion, data }) =>
      data === undefined
        ? undefined
        : { organizationId, kind, id, version: expectedVersion + 1, text: JSON.stringify(data) },
    )
    const noted = entries.map(({ data, ...rest }) => ({ ...rest, text: JSON.stringify(data) }))
    for (const [index, { organizationId, kind, id, expectedVersion }] of changes.entries()) {
      if ((this.#objects.get(keys[index] ?? '')?.version ?? 0) !== expectedVersion)
        return { ok: false, conflict: { organizationId, kind, id } }
    }
    for (const [index, key] of keys.entries()) {
      const object = after[index]
      if (object) this.#objects.set(key, object)
      else this.#objects.delete(key)
    }
    for (const entry of noted) this.#record(entry)
    return Promise.resolve({ ok: true })
  }

  async audit({ organizationId, kind, id, by, before = Infinity, limit }: AuditQuery): Promise<readonly AuditRecord[]> {
    const found = (this.#records.get(organizationId) ?? []).filter(
      (record) =>
        record.number < before &&
        (kind === undefined || record.kind === kind) &&
        (id === undefined || record.id === id) &&
        (by === undefined || record.by === by),
    )
    const page = found.reverse().slice(0, limit)
    return Promise.resolve(page.map(({ text, ...rest }) => ({ ...rest, data: JSON.parse(text) as unknown })))
  }

  #record(entry: Omit<TextRecord, 'number'>): void {
    const records = this.#records.get(entry.organizationId) ?? []
    this.#records.set(entry.organizationId, records)
    records.push({ ...entry, number: (records.at(-1)?.number ?? 0) + 1 })
    if (records.length > this.#auditMax) records.shift()
  }
}
