/**
 * What may happen to a chat. Each rule takes the chat as it stands and returns the events that follow, or throws a
 * {@link ChatError} and nothing happens. No clock, no I/O, so any history can be replayed in a test.
 */
import type { Instant } from '../lib/clock.js'
import { ChatError } from './chat-error.js'
import type { ChatEvent } from './chat-events.js'
import type { ChatRequest, RefusalReason } from './chat-request.js'
import type { CommandMark } from './command-memory.js'
import type { ChatEndReason, OfferEndReason, UnlistReason } from './end-reasons.js'
import type { ActingAgent } from './acting-agent.js'
import { listedTo, membersOf, type Chat, type OfferedChat, type WaitingChat } from './chat.js'
import { isRepeat } from './command-memory.js'
import { greetingOf } from './greeting.js'
import {
  acceptHandover,
  closing,
  endByMember,
  endHandover,
  loseMember,
  type AcceptanceTerms,
} from './handover-rules.js'
import { memberName, requireMember, requireOffer, requireOpen, requireTakeable } from './requirements.js'

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

/** What takes a waiting chat off the lists of these agents; nothing when there are none. */
const unlisted = (agentIds: readonly string[], reason: UnlistReason, declineReasonId?: string): ChatEvent[] =>
  agentIds.length === 0
    ? []
    : [{ type: 'unlisted', agentIds, reason, ...(declineReasonId !== undefined && { declineReasonId }) }]

/** A waiting chat is offered to an agent until `expiresAt`, and to nobody else; never to who has just given it away. */
export const offer = (chat: Chat, agentId: string, expiresAt: Instant): ChatEvent[] =>
  chat.state === 'waiting' && chat.back?.agent.id !== agentId
    ? [...unlisted(listedTo(chat), 'not-eligible'), { type: 'offered', agentId, expiresAt }]
    : []

/** A waiting chat is listed to these agents, too. */
export const list = (chat: Chat, agentIds: readonly string[]): ChatEvent[] => {
  const known = new Set([...listedTo(chat), ...membersOf(chat)])
  const added = agentIds.filter((agentId) => !known.has(agentId))
  return chat.state === 'waiting' && added.length > 0 ? [{ type: 'listed', agentIds: added }] : []
}

/** A waiting chat is taken off the lists of these agents, as far as it is on them. */
export const unlist = (chat: Chat, agentIds: readonly string[], reason: UnlistReason): ChatEvent[] => {
  const known = new Set(listedTo(chat))
  const gone = agentIds.filter((agentId) => known.has(agentId))
  return unlisted(gone, reason)
}

const taken = (
  agentId: string,
  { resumed, back }: WaitingChat | OfferedChat,
  { agentName, idle, greeting }: AcceptanceTerms,
): ChatEvent[] => [
  { type: 'accepted', agentId, agentName, resumed, ...(back && { fromAgentId: back.agent.id }), ...(idle && { idle }) },
  ...greetingOf(agentId, agentName, greeting),
]

/**
 * The agent takes the chat. An offer that has run out but was not withdrawn yet can still be taken: whoever acts first
 * wins. Taking it again, from another window perhaps, changes nothing.
 */
export const accept = (chat: Chat, agentId: string, terms: AcceptanceTerms): ChatEvent[] => {
  if (chat.state === 'established') return acceptHandover(chat, agentId, terms)
  const queued = requireTakeable(chat, agentId)
  const others = listedTo(chat).filter((other) => other !== agentId)
  return [...unlisted(others, 'taken'), ...taken(agentId, queued, terms)]
}

/** The agent is given a waiting chat without being asked: offered, and accepted at once. */
export const assign = (chat: Chat, agentId: string, at: Instant, terms: AcceptanceTerms): ChatEvent[] =>
  chat.state === 'waiting' ? [...offer(chat, agentId, at), ...taken(agentId, chat, terms)] : []

/** What follows when the one agent who would do does not take the chat: nobody else is to be asked. */
const unserved = ({ direct }: WaitingChat | OfferedChat, agentId: string): ChatEvent[] =>
  direct?.agentId === agentId && !direct.fallback
    ? [{ type: 'ended', reason: 'agents-unavailable', unserved: true }]
    : []

/**
 * The offer ends without the agent taking the chat; the chat waits on. When the visitor wanted this agent and no other,
 * the request has failed.
 */
export const endOffer = (
  chat: Chat,
  agentId: string,
  reason: OfferEndReason,
  declineReasonId?: string,
): ChatEvent[] => {
  const offered = requireOffer(chat, agentId)
  const chosen = declineReasonId !== undefined && { declineReasonId }
  return [{ type: 'offer-ended', agentId, reason, ...chosen }, ...unserved(offered, agentId)]
}

/** The agent does not want a chat that is theirs to take. */
export const decline = (chat: Chat, agentId: string, declineReasonId?: string): ChatEvent[] =>
  chat.state === 'established'
    ? endHandover(chat, agentId, 'declined')
    : requireTakeable(chat, agentId).state === 'waiting'
      ? unlisted([agentId], 'declined', declineReasonId)
      : endOffer(chat, agentId, 'declined', declineReasonId)

/** The agent is not there for new chats: what is theirs to take is so no longer. */
export const withdraw = (chat: Chat, agentId: string): ChatEvent[] =>
  chat.state === 'established'
    ? chat.question?.toAgentId === agentId
      ? endHandover(chat, agentId, 'not-online')
      : []
    : chat.state === 'offered' && chat.offer.agentId === agentId
      ? endOffer(chat, agentId, 'not-online')
      : unlist(chat, [agentId], 'not-online')

/** The agent whom a waiting visitor wanted, and no other, is not there: the request has failed. */
export const failDirect = (chat: Chat, agentId: string): ChatEvent[] =>
  chat.state === 'waiting' ? unserved(chat, agentId) : []

/** Nobody is there who would take a waiting chat: the request has failed. One that had an agent before waits on. */
export const failUnserved = (chat: Chat): ChatEvent[] =>
  chat.state === 'waiting' && !chat.resumed
    ? [...unlisted(listedTo(chat), 'not-eligible'), { type: 'ended', reason: 'agents-unavailable', unserved: true }]
    : []

/** The visitor writes, before an agent accepted or after. A repeated command changes nothing, also after the end. */
export const visitorMessage = (chat: Chat, text: string, command?: CommandMark): ChatEvent[] => {
  if (chat.state !== 'unrequested' && isRepeat(chat.commands, command)) return []
  requireOpen(chat)
  return [{ type: 'visitor-message', text, ...(command && { command }) }]
}

/** An agent who is in charge or talks along writes. `key` must be new to the chat: see `keys` of the chat for those it has seen. */
export const agentMessage = (
  chat: Chat,
  agent: ActingAgent,
  text: string,
  key?: string,
): Extract<ChatEvent, { type: 'agent-message' }> => {
  // The name is the one under which the agent took the chat.
  const name = memberName(requireMember(chat, agent.id), agent.id)
  return { type: 'agent-message', agentId: agent.id, agentName: name, text, ...(key !== undefined && { key }) }
}

/** The visitor's side ends the chat, or is found to be gone. A repeated command changes nothing. */
export const endByVisitor = (chat: Chat, reason: ChatEndReason, command?: CommandMark): ChatEvent[] => {
  if (chat.state === 'ended' && isRepeat(chat.commands, command)) return []
  const open = requireOpen(chat)
  const ended = { type: 'ended', reason, ...(command && { command }) } as const
  if (open.state === 'offered') {
    return [{ type: 'offer-ended', agentId: open.offer.agentId, reason: 'visitor-left' }, ended]
  }
  if (open.state === 'waiting') return [...unlisted(listedTo(open), 'visitor-left'), ended]
  return [...closing(open), { ...ended, agentId: open.agent.id }]
}

/** The agent in charge ends the chat, and perhaps blocks its visitor. */
export const endByAgent = (chat: Chat, agentId: string, reason: 'agent' | 'blocked' = 'agent'): ChatEvent[] =>
  endByMember(chat, agentId, reason)

/** The agent is gone: what they had a colleague goes on with who talks along, or else it waits for another, whole. */
export const loseAgent = (chat: Chat, agentId: string): ChatEvent[] => {
  if (chat.state === 'established' || (chat.state !== 'ended' && membersOf(chat).includes(agentId))) {
    return loseMember(chat, agentId)
  }
  return withdraw(chat, agentId)
}

export type { AcceptanceTerms } from './handover-rules.js'
