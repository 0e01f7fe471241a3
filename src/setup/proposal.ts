/** Setup of one organization as it would be after some edits, for checking them together. */
import { kindsReferringTo, referencesOf } from './references.js'
import type { Setup, SetupObject } from './setup.js'
import { withDefaults, type SetupKindName, type SetupKinds } from './setup-kinds.js'

/** What an administrator wants of one object: this content, or that it be gone. */
export interface Edit {
  readonly kind: SetupKindName
  readonly id: string
  /** The version the edit was decided upon, 0 for a new object; absent: whatever version there is. */
  readonly expectedVersion?: number
  /** The whole content; `undefined` removes the object. */
  readonly data: object | undefined
  /** Where it stands in the document it comes from: `agents.17`. What is wrong with it is told as being there. */
  readonly place?: string
}

/** What an object would hold; its defaults are filled in when somebody first looks, as there may be thousands. */
interface Edited {
  /** `undefined` for an object that would be gone. */
  readonly data: object | undefined
  object: object | undefined
}

export class Proposal {
  readonly #setup: Setup
  readonly organizationId: string
  /** By kind, then by id. */
  readonly #edited = new Map<SetupKindName, Map<string, Edited>>()

  constructor(setup: Setup, organizationId: string, edits: readonly Edit[]) {
    this.#setup = setup
    this.organizationId = organizationId
    for (const { kind, id, data } of edits) {
      let objects = this.#edited.get(kind)
      if (objects === undefined) this.#edited.set(kind, (objects = new Map<string, Edited>()))
      objects.set(id, { data, object: undefined })
    }
  }

  get<K extends SetupKindName>(kind: K, id: string): SetupObject<K> | undefined {
    const edited = this.#edited.get(kind)?.get(id)
    return edited ? this.#filledIn(kind, id, edited) : this.#setup.get(this.organizationId, kind, id)
  }

  /** Every object there would be of a kind. */
  all<K extends SetupKindName>(kind: K): SetupObject<K>[] {
    const edited = this.#edited.get(kind) ?? new Map<string, Edited>()
    const untouched = this.#setup.all(this.organizationId, kind).filter(({ id }) => !edited.has(id))
    const changed = [...edited].flatMap(([id, one]) => this.#filledIn(kind, id, one) ?? [])
    return [...untouched, ...changed]
  }

  /** The objects there would be of a kind by a text of theirs, whatever its case; those without it are left out. */
  byText<K extends 'agent' | 'quick-text'>(
    kind: K,
    textOf: (object: SetupObject<K>) => string,
  ): Map<string, SetupObject<K>[]> {
    const found = new Map<string, SetupObject<K>[]>()
    for (const object of this.all(kind)) {
      const text = textOf(object).toLowerCase()
      if (text !== '') found.set(text, [...(found.get(text) ?? []), object])
    }
    return found
  }

  #filledIn<K extends SetupKindName>(kind: K, id: string, edited: Edited): SetupObject<K> | undefined {
    if (edited.data === undefined) return undefined
    edited.object ??= {
      ...(withDefaults(kind, edited.data) as SetupKinds[SetupKindName]),
      ...{ id, organizationId: this.organizationId },
    }
    // The map is the kind's, so the object is of it.
    return edited.object as SetupObject<K>
  }

  /** The objects that would refer to one. */
  usersOf(
    kind: SetupKindName,
    id: string,
  ): { readonly kind: SetupKindName; readonly id: string; readonly name: string }[] {
    return kindsReferringTo(kind).flatMap((referring) =>
      this.all(referring)
        .filter((object) => referencesOf(referring, object).some((found) => found.kind === kind && found.id === id))
        .map(({ id, name }) => ({ kind: referring, id, name })),
    )
  }
}
