/** An agent blocks a visitor: a rule for their address, made as an administrator would make it, and the end of the chat. */
import { ChatError } from '../chat/chat-error.js'
import type { ChatRef, ChatService } from '../chat/chat-service.js'
import { requireInCharge } from '../chat/requirements.js'
import type { Clock } from '../lib/clock.js'
import { parseIpAddress } from '../lib/ip-address.js'
import type { SetupEditor } from '../setup/setup-editor.js'
import type { Setup, SetupObject } from '../setup/setup.js'
import type { Assignments } from './assignments.js'

export class Blocking {
  readonly #setup: Setup
  readonly #editor: SetupEditor
  readonly #chats: ChatService
  readonly #assignments: Assignments
  readonly #clock: Clock
  readonly #newId: (prefix: string) => string

  constructor(options: {
    setup: Setup
    editor: SetupEditor
    chats: ChatService
    assignments: Assignments
    clock: Clock
    /** An id for a new object whose ids begin with these characters. */
    newId: (prefix: string) => string
  }) {
    this.#setup = options.setup
    this.#editor = options.editor
    this.#chats = options.chats
    this.#assignments = options.assignments
    this.#clock = options.clock
    this.#newId = options.newId
  }

  /** Whether the agent may block visitors at all. */
  mayBlock({ organizationId, configurationId }: SetupObject<'agent'>): boolean {
    if (configurationId === null) return false
    return this.#setup.get(organizationId, 'agent-configuration', configurationId)?.visitorBlocking ?? false
  }

  /**
   * Blocks the visitor of the agent's chat, for good, and ends the chat. When it fails in between, doing it again makes
   * no second rule. Throws `not-your-chat`, `chat-over`, or `no-address` for a visitor of whom none is known.
   */
  async block(ref: ChatRef, agent: SetupObject<'agent'>, reason: string): Promise<void> {
    requireInCharge(await this.#chats.read(ref), agent.id)
    const address = (await this.#chats.request(ref))?.address
    if (address === undefined || parseIpAddress(address) === undefined) {
      throw new ChatError('no-address', 'It is not known which address this visitor has.')
    }
    const { organizationId } = agent
    const isBlocked = this.#setup
      .all(organizationId, 'blocking-rule')
      .some(({ fromAddress, toAddress }) => fromAddress === address && toAddress === null)
    if (!isBlocked) {
      const data = { name: address, fromAddress: address, description: reason, owner: 'agent' }
      const edit = { kind: 'blocking-rule', id: this.#newId('0No'), expectedVersion: 0, data } as const
      await this.#editor.edit(organizationId, [edit], { by: agent.id, name: agent.name, at: this.#clock.now() })
    }
    await this.#assignments.endByAgent(ref, agent.id, 'blocked')
  }
}
