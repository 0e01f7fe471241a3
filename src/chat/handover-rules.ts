/**
 * How a chat gets from one agent to another, and how several talk along. Pure, as `rules.ts` is. One hand-over at a
 * time is under way in a chat; whatever becomes of it, somebody is in charge of the chat or it waits for somebody.
 */
import type { Instant } from '../lib/clock.js'
import type { ActingAgent } from './acting-agent.js'
import { ChatError } from './chat-error.js'
import type { ChatEvent, HandoverKind, IdleLimits } from './chat-events.js'
import type { HandoverEndReason } from './end-reasons.js'
import { listedTo, membersOf, type Chat, type EstablishedChat } from './chat.js'
import { criticalCleared } from './critical-wait-rules.js'
import { greetingOf } from './greeting.js'
import { colleaguesMax, type HandoverTarget, type NamedAgent, type Question } from './handover.js'
import { requireInCharge, requireMember } from './requirements.js'
import { lowerFlag } from './supervision-rules.js'

/** What an agent who takes a chat brings along. */
export interface AcceptanceTerms {
  /** As visitors see them. */
  readonly agentName: string
  /** What holds for silent visitors from now on; absent when they may be silent for ever. */
  readonly idle?: IdleLimits
  /** Said in the agent's name as the first thing. */
  readonly greeting?: string
}

/** What an agent in charge asks for, beside whom they ask. */
export interface Handing {
  readonly expiresAt: Instant
  readonly note?: string
  /** Who asks in their place. */
  readonly supervisor?: ActingAgent
}

const requireNoHandover = (chat: EstablishedChat): EstablishedChat => {
  if (chat.question === undefined) return chat
  throw new ChatError(
    'handover-open',
    'A colleague is asked already. Wait for their answer, or take the question back.',
  )
}

/** What of it goes into the log. */
export const saidWith = ({ note, supervisor }: Handing) => ({
  ...(note !== undefined && { note }),
  ...(supervisor && { supervisor }),
})

/** Where a chat is sent: the button it waits at, and the skill or the queue if it is not for that button's agents. */
export const aimOf = (target: HandoverTarget, buttonId: string) =>
  target.type === 'button'
    ? { buttonId: target.id }
    : { buttonId, [target.type === 'skill' ? 'skillId' : 'queueId']: target.id }

/** The agent in charge asks a colleague to take the chat over, or to talk along. */
export const offerHandover = (
  chat: Chat,
  agentId: string,
  handover: HandoverKind,
  toAgentId: string,
  handing: Handing,
): ChatEvent[] => {
  const held = requireNoHandover(requireInCharge(chat, agentId))
  if (membersOf(held).includes(toAgentId)) throw new ChatError('already-in-chat', 'This agent is in the chat already.')
  if (handover === 'conference' && (held.joined ?? []).length >= colleaguesMax) {
    throw new ChatError('conference-full', `No more than ${colleaguesMax} colleagues can talk along.`)
  }
  const { expiresAt } = handing
  return [{ type: 'handover-offered', handover, agentId, toAgentId, expiresAt, ...saidWith(handing) }]
}

/** The agent in charge hands the chat to whoever answers a button, has a skill or is in a queue. */
export const queueTransfer = (
  chat: Chat,
  agent: ActingAgent,
  target: HandoverTarget,
  handing: Handing,
): ChatEvent[] => {
  const held = requireNoHandover(requireInCharge(chat, agent.id))
  if ((held.joined ?? []).length > 0) {
    throw new ChatError(
      'handover-open',
      'Colleagues talk along. Leave the chat to one of them, or let them leave first.',
    )
  }
  const { fileRequest } = held
  const aim = aimOf(target, held.buttonId)
  const { expiresAt, supervisor } = handing
  return [
    // Nobody would be there to take the file in.
    ...(fileRequest ? [{ type: 'file-cancelled', fileId: fileRequest.fileId, by: 'agent' } as const] : []),
    // Whoever takes the chat is told anew, when the visitor has waited too long for them.
    ...criticalCleared(held),
    ...lowerFlag(held, supervisor ? { id: supervisor.id, by: 'supervisor' } : { id: agent.id, by: 'agent' }),
    { type: 'transfer-queued', agentId: agent.id, agentName: held.agent.name, ...aim, expiresAt, ...saidWith(handing) },
  ]
}

const questionTo = (chat: Chat, agentId: string): Question | undefined =>
  chat.state === 'established' && chat.question?.toAgentId === agentId ? chat.question : undefined

/** The colleague who is asked says yes. Saying it again changes nothing. Throws `offer-gone`. */
export const acceptHandover = (chat: EstablishedChat, agentId: string, terms: AcceptanceTerms): ChatEvent[] => {
  if (membersOf(chat).includes(agentId)) return []
  const question = questionTo(chat, agentId)
  if (question === undefined) throw new ChatError('offer-gone', 'This request was withdrawn, or it timed out.')
  const { agentName, idle, greeting } = terms
  const said = greetingOf(agentId, agentName, greeting)
  if (question.handover === 'conference') return [{ type: 'agent-joined', agentId, agentName }, ...said]
  const from = { resumed: true, fromAgentId: chat.agent.id }
  return [{ type: 'accepted', agentId, agentName, ...from, ...(idle && { idle }) }, ...said]
}

/** The colleague who is asked does not say yes. Throws `offer-gone`. */
export const endHandover = (chat: Chat, toAgentId: string, reason: HandoverEndReason): ChatEvent[] => {
  const question = questionTo(chat, toAgentId)
  if (question === undefined || chat.state !== 'established') {
    throw new ChatError('offer-gone', 'This request was withdrawn, or it timed out.')
  }
  return [{ type: 'handover-ended', agentId: chat.agent.id, toAgentId, reason }]
}

/** Nobody took a chat that waits to be taken over, or it is taken back: whoever gave it away goes on with it. */
export const failTransfer = (chat: Chat, reason: HandoverEndReason): ChatEvent[] => {
  if ((chat.state !== 'waiting' && chat.state !== 'offered') || chat.back === undefined) return []
  const { agent } = chat.back
  const failed = { type: 'transfer-failed', agentId: agent.id, agentName: agent.name, reason } as const
  if (chat.state === 'waiting') {
    const agentIds = listedTo(chat)
    return agentIds.length > 0 ? [{ type: 'unlisted', agentIds, reason: 'not-eligible' }, failed] : [failed]
  }
  return [{ type: 'offer-ended', agentId: chat.offer.agentId, reason: 'withdrawn' }, failed]
}

/** The agent takes a hand-over of this kind back. Throws `no-handover` when there is none. */
export const cancelHandover = (chat: Chat, agentId: string, handover: HandoverKind): ChatEvent[] => {
  if (chat.state !== 'established' && chat.state !== 'ended' && membersOf(chat).includes(agentId)) {
    if (handover === 'transfer') return failTransfer(chat, 'cancelled')
  } else {
    const { question } = requireInCharge(chat, agentId)
    if (question?.handover === handover) return endHandover(chat, question.toAgentId, 'cancelled')
  }
  throw new ChatError('no-handover', 'Nobody is asked, or not any more.')
}

/** What a question that is open comes to when the chat goes on without its answer. */
export const closing = ({ agent, question }: EstablishedChat): ChatEvent[] =>
  question ? [{ type: 'handover-ended', agentId: agent.id, toAgentId: question.toAgentId, reason: 'over' }] : []

/** The agent in charge ends the chat for everybody. */
export const endByMember = (chat: Chat, agentId: string, reason: 'agent' | 'blocked' = 'agent'): ChatEvent[] => [
  ...closing(requireInCharge(chat, agentId)),
  { type: 'ended', reason, agentId },
]

/** Who is in charge after the agent in charge: the colleague who came first, and a supervisor only if there is nobody else. */
const successorOf = ({ joined = [] }: EstablishedChat): NamedAgent | undefined =>
  joined.find(({ asSupervisor }) => !asSupervisor) ?? joined[0]

const left = (chat: EstablishedChat, agentId: string, lost: boolean): ChatEvent[] => {
  const { agent, joined = [] } = chat
  const byChance = lost ? ({ lost: true } as const) : {}
  const colleague = joined.find(({ id }) => id === agentId)
  if (colleague) return [{ type: 'agent-left', agentId, agentName: colleague.name, ...byChance }]
  const next = successorOf(chat)
  const event = { type: 'agent-left', agentId, agentName: agent.name, ...byChance } as const
  return next === undefined ? [] : [...closing(chat), { ...event, successor: next.id }]
}

/**
 * The agent leaves, and whoever else is there goes on: the colleague who came first is in charge after the agent in
 * charge. The last one who leaves ends the chat.
 */
export const leave = (chat: Chat, agentId: string): ChatEvent[] => {
  const events = left(requireMember(chat, agentId), agentId, false)
  return events.length > 0 ? events : endByMember(chat, agentId)
}

/** An agent who has a part in the chat, or is asked for one, is gone. */
export const loseMember = (chat: Chat, agentId: string): ChatEvent[] => {
  if (chat.state !== 'established') {
    // Who could have gone on with it cannot any more; it waits on, for anybody.
    return membersOf(chat).includes(agentId) ? [{ type: 'handover-ended', agentId, reason: 'not-online' }] : []
  }
  if (questionTo(chat, agentId)) return endHandover(chat, agentId, 'not-online')
  if (!membersOf(chat).includes(agentId)) return []
  const events = left(chat, agentId, true)
  return events.length > 0 ? events : [...closing(chat), { type: 'agent-lost', agentId }]
}
