/**
 * Makes things once for requests that may come again: with the same key and the same content nothing new is made. What a key
 * made is kept in the transaction that makes it, so that it holds at every server and after every crash.
 */
import type { Instant } from '../lib/clock.js'
import type { KeyedHash } from '../lib/keyed-hash.js'
import type { Author } from './audit.js'
import type { Setup } from './setup.js'
import type { SetupEditor } from './setup-editor.js'
import { SetupError } from './setup-error.js'
import type { ObjectChange } from './setup-store.js'

/** The kind of object under which it is kept what a key made. Its id is a keyed hash: the key itself is not kept. */
export const makingKind = 'making'
/** How many of these an organization has, the newest. */
export const makingsKeptMax = 100

interface StoredMaking {
  /** The id of what was made. */
  readonly id: string
  /** A keyed hash of what was asked for. */
  readonly asked: string
  readonly at: Instant
  /** The slow hash of the secret that was given with it. */
  readonly givenHash?: string
}

/** A request that makes something. */
export interface Asked {
  readonly organizationId: string
  /** Whose key it is, and what they make with it: the same key means something else for others. */
  readonly owner: readonly string[]
  /** Without one it is made each time. */
  readonly key: string | undefined
  /** JSON: what is to be made, without secrets, which a hash that can be tried out would not keep. */
  readonly content: object
}

/** One making: what was made, and when. */
export interface Making {
  readonly id: string
  readonly at: Instant
  /** A slow hash of the secret that was given for what was made, to compare with that of a repeat; without one none was given. */
  readonly givenHash?: string | undefined
}

/** What is there now: made by this request, or by an earlier one with its key. */
export interface Made extends Making {
  readonly isNew: boolean
}

/** For a key that made something else. */
export const keyReused = (): SetupError =>
  new SetupError('key-reused', 'This Idempotency-Key was used for other content. Use a new key.')

export class Makings {
  readonly #setup: Setup
  readonly #editor: SetupEditor
  readonly #hash: KeyedHash

  constructor(options: { setup: Setup; editor: SetupEditor; hash: KeyedHash }) {
    this.#setup = options.setup
    this.#editor = options.editor
    this.#hash = options.hash
  }

  /**
   * Makes something by the changes that `decide` gives, unless the key has made it before. Durable when it settles; what was
   * made before may have been changed or removed since. Throws {@link SetupError}, `key-reused` among them, and what `decide`
   * throws.
   */
  async make(
    asked: Asked,
    making: Making,
    author: Author,
    decide: () => readonly ObjectChange[] | Promise<readonly ObjectChange[]>,
  ): Promise<Made> {
    let made: Made = { ...making, isNew: true }
    await this.#editor.change(async () => {
      const before = this.#before(asked)
      if (before !== undefined) {
        made = { ...before, isNew: false }
        return undefined
      }
      return [...(await decide()), ...this.#kept(asked, making)]
    }, author)
    return made
  }

  /**
   * A secret for what is made: `byChance` itself, or with a key one of the same form (base64url, up to 43 characters) that is
   * the same again as often as the request is repeated, and that nobody finds without the key and the server's secret. A later
   * making has another one, though its key be the same: what was revoked does not come back.
   */
  secret(asked: Asked, { id, at }: Making, byChance: string): string {
    const { organizationId, owner, key } = asked
    if (key === undefined) return byChance
    return this.#hash
      .digest(JSON.stringify(['secret', organizationId, ...owner, key, id, at]))
      .slice(0, byChance.length)
  }

  /** What the key has made. */
  #before(asked: Asked): Making | undefined {
    const name = this.#name(asked)
    const stored = name === undefined ? undefined : this.#setup.raw(asked.organizationId, makingKind, name)
    if (stored === undefined) return undefined
    const { asked: askedBefore, ...making } = stored.data as StoredMaking
    if (askedBefore !== this.#hashOf(asked)) throw keyReused()
    return making
  }

  /** Keeps what is made, and has the oldest make room for it. */
  #kept(asked: Asked, { id, at, givenHash }: Making): ObjectChange[] {
    const { organizationId } = asked
    const name = this.#name(asked)
    if (name === undefined) return []
    const data: StoredMaking = { id, asked: this.#hashOf(asked), at, ...(givenHash !== undefined && { givenHash }) }
    const oldest = this.#setup
      .allRaw(organizationId, makingKind)
      .sort((a, b) => (b.data as StoredMaking).at - (a.data as StoredMaking).at)
      .slice(makingsKeptMax - 1)
    return [
      { organizationId, kind: makingKind, id: name, expectedVersion: 0, data },
      ...oldest.map(({ kind, id, version }) => ({
        organizationId,
        kind,
        id,
        expectedVersion: version,
        data: undefined,
      })),
    ]
  }

  #name({ organizationId, owner, key }: Asked): string | undefined {
    return key === undefined ? undefined : this.#hash.digest(JSON.stringify(['making', organizationId, ...owner, key]))
  }

  #hashOf({ content }: Asked): string {
    return this.#hash.digest(JSON.stringify(['content', content]))
  }
}
