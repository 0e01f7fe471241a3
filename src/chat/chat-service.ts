/** What is said within a chat. What moves a chat between queue and agents is the business of `routing/`. */
import type { EventLog, Recorded } from '../event-log/event-log.js'
import { streamRef, type Decider, type StreamRef } from '../event-log/ledger.js'
import type { Millis } from '../lib/clock.js'
import type { KeyedHash } from '../lib/keyed-hash.js'
import { ChatError } from './chat-error.js'
import type { ActingAgent } from './acting-agent.js'
import type { ChatEvent } from './chat-events.js'
import type { CommandMark } from './command-memory.js'
import type { RichContent, RichPick } from './rich-content.js'
import { chatKind, membersOf, type Chat } from './chat.js'
import { agentTopic, chatTopic, watchTopic, type FleetingHint } from './hints.js'
import {
  agentEvent,
  agentRichMessage,
  agentRulesTriggered,
  pageVisited,
  visitorEvent,
  visitorIdleWarning,
  visitorPick,
  visitorRulesTriggered,
  withRules,
  withWarningCleared,
} from './extras-rules.js'
import { criticalWait, withCriticalCleared } from './critical-wait-rules.js'
import { KeyedWrites } from './keyed-writes.js'
import { maskChoices, maskPair, maskPicks, maskText } from './mask-content.js'
import type { Masks, Side } from './masks.js'
import { memberName, requireMember } from './requirements.js'
import { agentMessage, visitorMessage } from './rules.js'
import { takeIn, type Taken } from './take-in.js'
import { isEntry, isMessage, readEntries, type Entry, type EntryPage, type MessageBody } from './transcript.js'

export type ChatRef = StreamRef<Chat, ChatEvent>

export const chatRef = (organizationId: string, chatId: string): ChatRef => streamRef(chatKind, organizationId, chatId)

/** A message as it stands in the log. */
export type MessageEvent = Entry<MessageBody>

export class ChatService {
  readonly #ledger: Decider
  readonly #log: EventLog
  readonly #keyedWrites: KeyedWrites
  readonly #masks: Masks
  readonly #publish: (topic: string, hint: FleetingHint) => void

  constructor(options: {
    ledger: Decider
    log: EventLog
    hash: KeyedHash
    /** The rules against sensitive data. */
    masks: Masks
    publish: (topic: string, hint: FleetingHint) => void
  }) {
    this.#ledger = options.ledger
    this.#log = options.log
    this.#keyedWrites = new KeyedWrites(options)
    this.#masks = options.masks
    this.#publish = options.publish
  }

  /** The chat as durable; `unrequested` for one that does not exist. */
  async read(ref: ChatRef): Promise<Chat> {
    return this.#ledger.peek(ref) ?? (await this.#ledger.read(ref)).state
  }

  /** The chat as the log has it now, whatever this process has heard of it. Costs a look at a log that is shared. */
  async readNow(ref: ChatRef): Promise<Chat> {
    return (await this.#ledger.refresh(ref)).state
  }

  /** The visitor's message, durable when this settles. A repeated command changes nothing. Throws {@link ChatError}. */
  writeAsVisitor(ref: ChatRef, said: string, command?: CommandMark): Promise<void> {
    const { content, rules } = this.#take(ref.name.organizationId, 'visitor', said, maskText)
    return this.#append(ref, (chat) =>
      withWarningCleared(chat, withRules(visitorMessage(chat, content, command), 'visitor', rules)),
    )
  }

  /** The visitor's client tells the agent's programs something. Durable, repeats and errors as with a message. */
  tellAgent(ref: ChatRef, name: string, data: string, command?: CommandMark): Promise<void> {
    const { content, rules } = this.#take(ref.name.organizationId, 'visitor', [name, data] as const, maskPair)
    return this.#append(ref, (chat) => withRules(visitorEvent(chat, ...content, command), 'visitor', rules))
  }

  /** The visitor picks from choices. Durable, repeats and errors as with a message. */
  pick(ref: ChatRef, picks: readonly RichPick[], command?: CommandMark): Promise<void> {
    const { content, rules } = this.#take(ref.name.organizationId, 'visitor', picks, maskPicks)
    return this.#append(ref, (chat) =>
      withWarningCleared(chat, withRules(visitorPick(chat, content, command), 'visitor', rules)),
    )
  }

  /** The visitor's client keeps the time itself and says so. Durable, repeats and errors as with a message. */
  noteIdleWarning(ref: ChatRef, state: 'triggered' | 'cleared', command?: CommandMark): Promise<void> {
    return this.#append(ref, (chat) => visitorIdleWarning(chat, state, command))
  }

  /** The visitor's client applied rules against sensitive data. Durable, repeats and errors as with a message. */
  noteRules(ref: ChatRef, names: readonly string[], command?: CommandMark): Promise<void> {
    const rules = this.#maskNames(ref, 'visitor', names)
    return this.#append(ref, (chat) => visitorRulesTriggered(chat, rules, command))
  }

  /** The client of the agent in charge applied such rules. Throws {@link ChatError}. */
  noteRulesAsAgent(ref: ChatRef, agentId: string, names: readonly string[]): Promise<void> {
    const rules = this.#maskNames(ref, 'agent', names)
    return this.#append(ref, (chat) => agentRulesTriggered(chat, agentId, rules))
  }

  /** The visitor looks at another page. Throws {@link ChatError}. */
  visitPage(ref: ChatRef, location: string): Promise<void> {
    const { content, rules } = this.#take(ref.name.organizationId, 'visitor', location, maskText)
    return this.#append(ref, (chat) => withRules(pageVisited(chat, content), 'visitor', rules))
  }

  /** A program of the agent in charge tells the visitor's something. Throws {@link ChatError}. */
  tellVisitor(ref: ChatRef, agentId: string, name: string, data: string): Promise<void> {
    const { content, rules } = this.#take(ref.name.organizationId, 'agent', [name, data] as const, maskPair)
    return this.#append(ref, (chat) => withRules(agentEvent(chat, agentId, ...content), 'agent', rules))
  }

  /** The agent in charge offers the visitor choices. Throws {@link ChatError}. */
  offerChoices(ref: ChatRef, agent: ActingAgent, choices: RichContent): Promise<void> {
    const { content, rules } = this.#take(ref.name.organizationId, 'agent', choices, maskChoices)
    return this.#append(ref, (chat) =>
      withRules(withCriticalCleared(chat, agentRichMessage(chat, agent, content)), 'agent', rules),
    )
  }

  /** A client says the names of rules, so they are text like any other. */
  #maskNames(ref: ChatRef, side: Side, names: readonly string[]): readonly string[] {
    return this.#take(ref.name.organizationId, side, names, (all, masked) => all.map(masked)).content
  }

  #take<T>(
    organizationId: string,
    side: Side,
    content: T,
    apply: (content: T, masked: (text: string) => string) => T,
  ): Taken<T> {
    return takeIn(this.#masks, organizationId, side, content, apply)
  }

  #append(ref: ChatRef, decide: (chat: Chat) => ChatEvent[]): Promise<void> {
    return this.#ledger.transact([ref], ([chat]) => ({ events: [decide(chat)], result: undefined }))
  }

  /**
   * The agent's message, durable when this settles. The same key with the same text gives the message written the
   * first time; with another text it is refused as `key-reused`. Throws {@link ChatError}.
   */
  writeAsAgent(ref: ChatRef, agent: ActingAgent, said: string, key?: string): Promise<MessageEvent> {
    const { content: text, rules } = this.#take(ref.name.organizationId, 'agent', said, maskText)
    const keyed = { text, owner: [agent.id], key, isOfKind: isMessage }
    return this.#keyedWrites.write(ref, keyed, (chat, known) => {
      const event = agentMessage(chat, agent, text, known)
      const [, ...further] = withWarningCleared(chat, withRules(withCriticalCleared(chat, [event]), 'agent', rules))
      return [event, ...further]
    })
  }

  /** Tells the agents in the chat that the visitor has waited for an answer for `limitMs`, if that is so when decided. */
  noteCriticalWait(ref: ChatRef, limitMs: Millis): Promise<void> {
    return this.#ledger.transact([ref], ([chat], at) => ({
      events: [criticalWait(chat, at, limitMs)],
      result: undefined,
    }))
  }

  /** Up to `limit` messages with a version below `before`, the newest of them. */
  messagesBefore(ref: ChatRef, before: number, limit: number): Promise<EntryPage<MessageBody>> {
    return readEntries(this.#log, ref.name, isMessage, before, limit)
  }

  /** Up to `limit` entries of the transcript with a version below `before`, the newest of them. */
  entriesBefore(ref: ChatRef, before: number, limit: number): Promise<EntryPage> {
    return readEntries(this.#log, ref.name, isEntry, before, limit)
  }

  /** Up to `limit` events of the chat's log with a version above `after`, the oldest of them. */
  async eventsAfter(ref: ChatRef, after: number, limit: number): Promise<readonly Recorded<ChatEvent>[]> {
    return (await this.#log.readAfter(ref.name, after, limit)) as readonly Recorded<ChatEvent>[]
  }

  /** The visitor's request, as it was made. */
  async request(ref: ChatRef) {
    const [first] = (await this.#log.readAfter(ref.name, 0, 1)) as readonly Recorded<ChatEvent>[]
    return first && (first.body.type === 'requested' || first.body.type === 'refused') ? first.body.request : undefined
  }

  /**
   * Tells the visitor that the agent types, or stopped; and watchers what, with `text`. Fleeting. Throws
   * `not-your-chat`.
   */
  async agentTyping(ref: ChatRef, agentId: string, typing: boolean, text?: string): Promise<void> {
    const known = await this.read(ref)
    // It may have become theirs by another process.
    const chat = membersOf(known).includes(agentId) ? known : await this.readNow(ref)
    if (chat.state === 'unrequested') throw new ChatError('not-your-chat', 'This chat is not yours.')
    const agent = { id: agentId, name: memberName(requireMember(chat, agentId), agentId) }
    this.#publish(chatTopic(chat.organizationId, chat.id), { type: 'agent-typing', chatId: chat.id, agent, typing })
    const unsent = text === undefined ? undefined : this.#take(chat.organizationId, 'agent', text, maskText).content
    this.#publish(watchTopic(chat.organizationId, chat.id), {
      type: 'agent-unsent',
      chatId: chat.id,
      agentId,
      typing,
      ...(unsent !== undefined && { text: unsent }),
    })
  }

  /** Tells the agents in the chat, if there are any, that the visitor types, and what. Fleeting. */
  async visitorTyping(ref: ChatRef, typing: boolean, text?: string): Promise<void> {
    const chat = await this.read(ref)
    if (chat.state === 'unrequested') throw new ChatError('not-requested', 'Ask for a chat with ChasitorInit first.')
    if (chat.state === 'ended') throw new ChatError('chat-over', 'This chat is over.')
    if (chat.state !== 'established') return
    const unsent = text === undefined ? undefined : this.#take(chat.organizationId, 'visitor', text, maskText).content
    const hint = {
      type: 'visitor-typing',
      chatId: chat.id,
      typing,
      ...(unsent !== undefined && { text: unsent }),
    } as const
    for (const agentId of membersOf(chat)) this.#publish(agentTopic(chat.organizationId, agentId), hint)
    this.#publish(watchTopic(chat.organizationId, chat.id), hint)
  }
}
