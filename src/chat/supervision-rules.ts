/** What passes between an agent and whoever looks after them. No visitor sees any of it. Pure, as `rules.ts` is. */
import type { ActingAgent } from './acting-agent.js'
import type { ChatEvent } from './chat-events.js'
import type { Chat } from './chat.js'
import { requireAgent, requireInCharge } from './requirements.js'

/** Who lowers a flag: the agent who raised it, or somebody who looks after them. */
export interface FlagLowering {
  readonly id: string
  readonly by: 'agent' | 'supervisor'
}

/** What a supervisor said. */
export type Whispered = Extract<ChatEvent, { type: 'whispered' }>

/** A supervisor tells the agent in charge something. `key` must be new to the chat, as with an agent's message. */
export const whisper = (chat: Chat, supervisor: ActingAgent, text: string, key?: string): Whispered => {
  requireAgent(chat)
  const by = { supervisorId: supervisor.id, supervisorName: supervisor.name }
  return { type: 'whispered', ...by, text, ...(key !== undefined && { key }) }
}

/** The agent in charge asks for help. The same words again change nothing. */
export const raiseFlag = (chat: Chat, agentId: string, text: string): ChatEvent[] => {
  const { flag } = requireInCharge(chat, agentId)
  return flag?.text === text ? [] : [{ type: 'flag-raised', agentId, text }]
}

/** Help is not needed any more, or it has come. Without a flag nothing changes. */
export const lowerFlag = (chat: Chat, { id, by }: FlagLowering): ChatEvent[] => {
  const { flag } = by === 'agent' ? requireInCharge(chat, id) : requireAgent(chat)
  return flag === undefined ? [] : [{ type: 'flag-lowered', byId: id, by }]
}
