/** Why a chat is over for the agent at this page, and whose doing it was. Pure. */
import type { Chat, EndReason } from '../../../src/agent-api/chats.js'
import type { AgentEvents } from '../../../src/agent-api/messages.js'
import { partOf } from './chat-part.js'

/**
 * Beside the server's reasons: somebody else ended the chat, or blocked the visitor, while this agent talked along; and
 * `unknown`, where it ended while this page was not connected.
 */
export type SeenEndReason = EndReason | 'by-colleague' | 'blocked-by-colleague' | 'unknown'

export interface ChatEnd {
  readonly reason: SeenEndReason
  /** Who took it over or ended it; absent where this agent did. */
  readonly colleague?: string
}

/** What the end of a chat was, given the chat as it was before. */
export function chatEnd(chat: Chat, { reason, by, successor }: AgentEvents['chat-ended'], agentId: string): ChatEnd {
  if (reason !== 'agent' && reason !== 'blocked') return { reason, ...(successor && { colleague: successor.name }) }
  const isAlong = partOf(chat, agentId) === 'talks-along'
  // The server names supervisors alone; else it was the agent in charge.
  const who = by ?? (isAlong ? chat.agents[0] : undefined)
  if (who === undefined || who.agentId === agentId) return { reason }
  if (!isAlong) return { reason, colleague: who.name }
  return { reason: reason === 'agent' ? 'by-colleague' : 'blocked-by-colleague', colleague: who.name }
}
