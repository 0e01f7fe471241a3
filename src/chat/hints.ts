/** What is said about chats on the bus, and where. The durable facts behind a hint are in the log before it is sent. */
import type { Recorded } from '../event-log/event-log.js'
import { holdersOf, type Chat } from './chat.js'
import type { ChatEvent } from './chat-events.js'
import type { NamedAgent } from './handover.js'

/** These events are in the log now; `before` is the chat as it stood, `chat` the chat after them. */
export interface ChatCommitted {
  readonly type: 'chat-committed'
  readonly organizationId: string
  readonly chatId: string
  readonly before: Chat
  readonly chat: Chat
  readonly events: readonly Recorded<ChatEvent>[]
}

/** Fleeting: told once, kept nowhere. */
export type FleetingHint =
  | {
      readonly type: 'agent-typing'
      readonly chatId: string
      /** Who types, as visitors see them. */
      readonly agent: NamedAgent
      readonly typing: boolean
    }
  /** For watchers only: what an agent is about to say, when it may be shown. */
  | {
      readonly type: 'agent-unsent'
      readonly chatId: string
      readonly agentId: string
      readonly typing: boolean
      readonly text?: string
    }
  | { readonly type: 'visitor-typing'; readonly chatId: string; readonly typing: boolean; readonly text?: string }
  | { readonly type: 'visitor-away'; readonly chatId: string }
  | { readonly type: 'visitor-back'; readonly chatId: string }
  /** Places in the queue in which this chat waits have changed. */
  | { readonly type: 'queue-moved'; readonly chatId: string }

export type ChatHint = ChatCommitted | FleetingHint

/** Where everything about one chat is said. */
export const chatTopic = (organizationId: string, chatId: string): string => `chat/${organizationId}/${chatId}`

/** Where what passes in a chat and is not for its visitor is said to those who watch it. */
export const watchTopic = (organizationId: string, chatId: string): string => `watch/${organizationId}/${chatId}`

/** Where everything that concerns one agent is said: their presence, their offers and their chats. */
export const agentTopic = (organizationId: string, agentId: string): string => `agent/${organizationId}/${agentId}`

/** Where everything that became durable in an organization is said, for who looks after all of it. */
export const floorTopic = (organizationId: string): string => `floor/${organizationId}`

/** The agents who must hear of these events: those named in them, and whoever holds the chat or did. */
export const agentsConcerned = ({ before, chat, events }: ChatCommitted): readonly string[] => {
  const agents = new Set([...holdersOf(before), ...holdersOf(chat)])
  for (const { body } of events) {
    if ('agentIds' in body) for (const agentId of body.agentIds) agents.add(agentId)
    else if ('agentId' in body && typeof body.agentId === 'string') agents.add(body.agentId)
  }
  return [...agents]
}
