/**
 * What may happen to a chat. Each rule takes the chat as it stands and returns the events that follow, or throws a
 * {@link ChatError} and nothing happens. No clock, no I/O, so any history can be replayed in a test.
 */
import type { Instant } from '../lib/clock.js'
import { ChatError } from './chat-error.js'
import type {
  ChatEndReason,
  ChatEvent,
  ChatRequest,
  CommandMark,
  IdleLimits,
  OfferEndReason,
  RefusalReason,
} from './chat-events.js'
import type { ActingAgent } from './acting-agent.js'
import type { Chat, OfferedChat, WaitingChat } from './chat.js'
import { isRepeat } from './command-memory.js'
import { requireInCharge, requireOffer, requireOpen } from './requirements.js'

/** The visitor asks for a chat. The same request made again changes nothing; another one is refused. */
export const request = (
  chat: Chat,
  asked: { request: ChatRequest; digest: string; command?: CommandMark; refusal?: RefusalReason },
): ChatEvent[] => {
  const { request, digest, command, refusal } = asked
  if (chat.state !== 'unrequested') {
    if (chat.requestDigest === digest) return []
    throw new ChatError('already-requested', 'This session has asked for a chat already.')
  }
  const said = { request, digest, ...(command && { command }) }
  return refusal === undefined ? [{ type: 'requested', ...said }] : [{ type: 'refused', reason: refusal, ...said }]
}

/** A waiting chat is offered to an agent until `expiresAt`. */
export const offer = (chat: Chat, agentId: string, expiresAt: Instant): ChatEvent[] =>
  chat.state === 'waiting' ? [{ type: 'offered', agentId, expiresAt }] : []

/**
 * The agent takes the chat. An offer that has run out but was not withdrawn yet can still be taken: whoever acts first
 * wins. Taking it again, from another window perhaps, changes nothing. `idle` is what holds for silent visitors from
 * now on.
 */
export const accept = (chat: Chat, agent: ActingAgent, idle?: IdleLimits): ChatEvent[] => {
  if (chat.state === 'established' && chat.agent.id === agent.id) return []
  const { resumed } = requireOffer(chat, agent.id)
  return [{ type: 'accepted', agentId: agent.id, agentName: agent.name, resumed, ...(idle && { idle }) }]
}

/** What follows when the one agent who would do does not take the chat: nobody else is to be asked. */
const unserved = ({ direct }: WaitingChat | OfferedChat): ChatEvent[] =>
  direct && !direct.fallback ? [{ type: 'ended', reason: 'agents-unavailable', unserved: true }] : []

/**
 * The offer ends without the agent taking the chat; the chat waits on. When the visitor wanted this agent and no other,
 * the request has failed.
 */
export const endOffer = (chat: Chat, agentId: string, reason: OfferEndReason): ChatEvent[] => {
  const offered = requireOffer(chat, agentId)
  return [{ type: 'offer-ended', agentId, reason }, ...unserved(offered)]
}

/** The agent whom a waiting visitor wanted, and no other, is not there: the request has failed. */
export const failDirect = (chat: Chat, agentId: string): ChatEvent[] =>
  chat.state === 'waiting' && chat.direct?.agentId === agentId ? unserved(chat) : []

/** The visitor writes, before an agent accepted or after. A repeated command changes nothing, also after the end. */
export const visitorMessage = (chat: Chat, text: string, command?: CommandMark): ChatEvent[] => {
  if (chat.state !== 'unrequested' && isRepeat(chat.commands, command)) return []
  requireOpen(chat)
  return [{ type: 'visitor-message', text, ...(command && { command }) }]
}

/** The agent in charge writes. `key` must be new to the chat: see `keys` of the chat for those it has seen. */
export const agentMessage = (
  chat: Chat,
  agent: ActingAgent,
  text: string,
  key?: string,
): Extract<ChatEvent, { type: 'agent-message' }> => {
  requireInCharge(chat, agent.id)
  return { type: 'agent-message', agentId: agent.id, agentName: agent.name, text, ...(key !== undefined && { key }) }
}

/** The visitor's side ends the chat, or is found to be gone. A repeated command changes nothing. */
export const endByVisitor = (chat: Chat, reason: ChatEndReason, command?: CommandMark): ChatEvent[] => {
  if (chat.state === 'ended' && isRepeat(chat.commands, command)) return []
  const open = requireOpen(chat)
  const ended = { type: 'ended', reason, ...(command && { command }) } as const
  if (open.state === 'offered') {
    return [{ type: 'offer-ended', agentId: open.offer.agentId, reason: 'visitor-left' }, ended]
  }
  return open.state === 'established' ? [{ ...ended, agentId: open.agent.id }] : [ended]
}

/** The agent in charge ends the chat. */
export const endByAgent = (chat: Chat, agentId: string): ChatEvent[] => {
  requireInCharge(chat, agentId)
  return [{ type: 'ended', reason: 'agent', agentId }]
}

/** The agent is gone: what they had waits for another, whole. */
export const loseAgent = (chat: Chat, agentId: string): ChatEvent[] => {
  if (chat.state === 'established' && chat.agent.id === agentId) return [{ type: 'agent-lost', agentId }]
  if (chat.state === 'offered' && chat.offer.agentId === agentId) {
    return endOffer(chat, agentId, 'not-online')
  }
  return []
}
