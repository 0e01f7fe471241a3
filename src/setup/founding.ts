/** How an installation gets its first organization: in the browser, by whoever has the address that the start prints. */
import type { Instant } from '../lib/clock.js'
import type { KeyedHash } from '../lib/keyed-hash.js'
import { administeredOrganization, organizationChanges, type Administered } from './new-organization.js'
import type { SetupEditor } from './setup-editor.js'
import { SetupError } from './setup-error.js'
import type { Setup } from './setup.js'

/** What the token is made from, with the server's secret. No client is given a digest of a text it chose. */
const purpose = 'parley: the first organization'

export class Founding {
  readonly #setup: Setup
  readonly #editor: SetupEditor
  readonly #hash: KeyedHash
  readonly #newId: (prefix: string) => string

  constructor(options: {
    setup: Setup
    editor: SetupEditor
    hash: KeyedHash
    /** A new record id that begins with a prefix of three characters. */
    newId: (prefix: string) => string
  }) {
    this.#setup = options.setup
    this.#editor = options.editor
    this.#hash = options.hash
    this.#newId = options.newId
  }

  /** Whether there is no organization yet. */
  get isDue(): boolean {
    return this.#setup.organizations.length === 0
  }

  /** Who has this may make the first organization, at any server of the installation. It is good for nothing else. */
  token(): string {
    return this.#hash.digest(purpose)
  }

  isToken(text: string): boolean {
    return this.#hash.verify(purpose, text)
  }

  /**
   * Makes the organization with its administrator; settles once both are durable. Throws {@link SetupError}: `exists-already`
   * when somebody was faster, and `invalid` with members of `organization` and `administrator`.
   */
  async found(wanted: Administered, at: Instant): Promise<{ organizationId: string; agentId: string }> {
    const { made, edits, administratorId } = administeredOrganization(wanted, this.#newId)
    await this.#editor.change(
      () => {
        if (!this.isDue) throw new SetupError('exists-already', 'There is an organization already. Log in instead.')
        this.#editor.check(made.organization.id, edits)
        return organizationChanges(made)
      },
      { by: administratorId, name: wanted.administrator.username, at },
    )
    return { organizationId: made.organization.id, agentId: administratorId }
  }
}
