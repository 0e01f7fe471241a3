/** Carries out what passes between agents and supervisors in a chat. Everything is durable when its call settles. */
import type { EventLog } from '../event-log/event-log.js'
import type { Decider } from '../event-log/ledger.js'
import type { KeyedHash } from '../lib/keyed-hash.js'
import type { ActingAgent } from './acting-agent.js'
import type { ChatEvent } from './chat-events.js'
import type { Chat } from './chat.js'
import type { ChatRef } from './chat-service.js'
import { withRules } from './extras-rules.js'
import { KeyedWrites } from './keyed-writes.js'
import { maskText } from './mask-content.js'
import type { Masks } from './masks.js'
import { lowerFlag, raiseFlag, whisper, type FlagLowering, type Whispered } from './supervision-rules.js'
import { takeIn } from './take-in.js'
import type { Entry } from './transcript.js'

/** A whisper as it stands in the log. */
export type WhisperEvent = Entry<Whispered>

const isWhisper = (body: ChatEvent): body is Whispered => body.type === 'whispered'

export class Supervising {
  readonly #ledger: Decider
  readonly #keyedWrites: KeyedWrites
  readonly #masks: Masks

  constructor(options: {
    ledger: Decider
    log: EventLog
    hash: KeyedHash
    /** The rules against sensitive data. */
    masks: Masks
  }) {
    this.#ledger = options.ledger
    this.#keyedWrites = new KeyedWrites(options)
    this.#masks = options.masks
  }

  /**
   * Tells the agent in charge, and never the visitor. Keys work as with agents' messages, and are others
   * than those of messages. Throws `chat-over`, `nobody-in-charge` or `key-reused`.
   */
  whisper(ref: ChatRef, supervisor: ActingAgent, said: string, key?: string): Promise<WhisperEvent> {
    const { content, rules } = takeIn(this.#masks, ref.name.organizationId, 'supervisor', said, maskText)
    const keyed = { text: content, owner: ['whisper', supervisor.id], key, isOfKind: isWhisper }
    return this.#keyedWrites.write(ref, keyed, (chat, known) => {
      const body = whisper(chat, supervisor, content, known)
      const [, ...further] = withRules([body], 'supervisor', rules)
      return [body, ...further]
    })
  }

  /** The agent in charge asks for help. Throws `not-your-chat` or `chat-over`. */
  raiseFlag(ref: ChatRef, agentId: string, said: string): Promise<void> {
    const { content, rules } = takeIn(this.#masks, ref.name.organizationId, 'agent', said, maskText)
    return this.#append(ref, (chat) => withRules(raiseFlag(chat, agentId, content), 'agent', rules))
  }

  /** Help is not needed any more. Throws `not-your-chat`, `chat-over` or `nobody-in-charge`. */
  lowerFlag(ref: ChatRef, lowering: FlagLowering): Promise<void> {
    return this.#append(ref, (chat) => lowerFlag(chat, lowering))
  }

  #append(ref: ChatRef, decide: (chat: Chat) => ChatEvent[]): Promise<void> {
    return this.#ledger.transact([ref], ([chat]) => ({ events: [decide(chat)], result: undefined }))
  }
}
