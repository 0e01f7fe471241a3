/** What is said about chats on the bus, and where. The durable facts behind a hint are in the log before it is sent. */
import type { Recorded } from '../event-log/event-log.js'
import { agentOf, type Chat } from './chat.js'
import type { ChatEvent } from './chat-events.js'

/** These events are in the log now; `chat` is the chat after them. */
export interface ChatCommitted {
  readonly type: 'chat-committed'
  readonly organizationId: string
  readonly chatId: string
  readonly chat: Chat
  readonly events: readonly Recorded<ChatEvent>[]
}

/** Fleeting: told once, kept nowhere. */
export type FleetingHint =
  | { readonly type: 'agent-typing'; readonly chatId: string; readonly typing: boolean }
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

/** The agents who must hear of these events: those named in them, and the one the chat is with. */
export const agentsConcerned = ({ chat, events }: ChatCommitted): readonly string[] => {
  const current = agentOf(chat)
  const agents = new Set(current === undefined ? [] : [current])
  for (const { body } of events) {
    const named = 'agentIds' in body ? body.agentIds : 'agentId' in body ? [body.agentId] : []
    for (const agentId of named) agents.add(agentId)
  }
  return [...agents]
}
