import { streamKey } from '../../event-log/event-log.js'
import type { ChangeOutcome, ObjectChange, SetupStore, StoredObject } from '../../setup/setup-store.js'

interface TextObject extends Omit<StoredObject, 'data'> {
  readonly text: string
}

/** The setup store without a disk, for tests and try-outs. */
export class MemorySetupStore implements SetupStore {
  readonly #objects = new Map<string, TextObject>()

  async all(): Promise<readonly StoredObject[]> {
    return Promise.resolve(
      [...this.#objects.values()].map(({ text, ...rest }) => ({ ...rest, data: JSON.parse(text) as unknown })),
    )
  }

  async change(changes: readonly ObjectChange[]): Promise<ChangeOutcome> {
    const keys = changes.map(streamKey)
    if (new Set(keys).size < keys.length) throw new TypeError('A change may name an object only once.')
    const after = changes.map(({ organizationId, kind, id, expectedVersion, data }) =>
      data === undefined
        ? undefined
        : { organizationId, kind, id, version: expectedVersion + 1, text: JSON.stringify(data) },
    )
    for (const [index, { organizationId, kind, id, expectedVersion }] of changes.entries()) {
      if ((this.#objects.get(keys[index] ?? '')?.version ?? 0) !== expectedVersion)
        return { ok: false, conflict: { organizationId, kind, id } }
    }
    for (const [index, key] of keys.entries()) {
      const object = after[index]
      if (object) this.#objects.set(key, object)
      else this.#objects.delete(key)
    }
    return Promise.resolve({ ok: true })
  }
}
