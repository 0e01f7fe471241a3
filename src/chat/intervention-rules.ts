/**
 * What a supervisor decides about a chat in the place of its agent, or of the queue: who gets it, where it waits, when it
 * ends; and how they come into it themselves. Pure, as `rules.ts` is. Whether they may is asked elsewhere.
 */
import type { ActingAgent } from './acting-agent.js'
import { ChatError } from './chat-error.js'
import type { ChatEvent } from './chat-events.js'
import { listedTo, membersOf, type Chat, type OfferedChat, type WaitingChat } from './chat.js'
import { colleaguesMax, type HandoverTarget } from './handover.js'
import { aimOf, closing, offerHandover, queueTransfer, saidWith, type Handing } from './handover-rules.js'
import { requireAgent, requireOpen } from './requirements.js'

/** A supervisor's {@link Handing}. */
export type Intervention = Handing & { readonly supervisor: ActingAgent }

/** What takes a chat that waits from whoever may take it now. */
const takenBack = (chat: OfferedChat | WaitingChat): ChatEvent[] => {
  if (chat.state === 'offered') return [{ type: 'offer-ended', agentId: chat.offer.agentId, reason: 'withdrawn' }]
  const agentIds = listedTo(chat)
  return agentIds.length === 0 ? [] : [{ type: 'unlisted', agentIds, reason: 'not-eligible' }]
}

/**
 * The chat is to be this agent's. One with an agent is handed over as its agent would, and stays with them if the other
 * does not want it. One that waits is offered to this agent and nobody else, whatever its button asks of agents; when they
 * let it pass, it waits on as before. Asking whom it is offered to already changes nothing.
 */
export const giveToAgent = (chat: Chat, toAgentId: string, intervention: Intervention): ChatEvent[] => {
  const open = requireOpen(chat)
  if (open.state === 'established') return offerHandover(open, open.agent.id, 'transfer', toAgentId, intervention)
  if (membersOf(open).includes(toAgentId)) {
    throw new ChatError('already-in-chat', 'This agent gave the chat away, and has it again when they take it back.')
  }
  if (open.state === 'offered' && open.offer.agentId === toAgentId) return []
  const { expiresAt } = intervention
  return [...takenBack(open), { type: 'offered', agentId: toAgentId, expiresAt, ...saidWith(intervention) }]
}

/**
 * The chat is to wait for whoever answers a button, has a skill or is in a queue. One with an agent is handed over as its
 * agent would. One that waits keeps its turn, but waits there from now on; the visitor learns their new place.
 */
export const giveTo = (chat: Chat, target: HandoverTarget, intervention: Intervention): ChatEvent[] => {
  const open = requireOpen(chat)
  if (open.state === 'established') return queueTransfer(open, open.agent, target, intervention)
  const { expiresAt, supervisor } = intervention
  const said = { ...saidWith(intervention), supervisor, ...(open.back && { expiresAt }) }
  return [...takenBack(open), { type: 'queue-changed', ...aimOf(target, open.buttonId), ...said }]
}

/** The supervisor talks along, without being asked. Coming in again changes nothing. */
export const comeIn = (chat: Chat, { id: agentId, name: agentName }: ActingAgent): ChatEvent[] => {
  const held = requireAgent(chat)
  if (membersOf(held).includes(agentId)) return []
  if (held.question?.toAgentId === agentId) {
    throw new ChatError('handover-open', 'You are asked for this chat. Accept it to come in, or decline it first.')
  }
  if ((held.joined ?? []).length >= colleaguesMax) {
    throw new ChatError('conference-full', `No more than ${colleaguesMax} can talk along.`)
  }
  return [{ type: 'agent-joined', agentId, agentName, asSupervisor: true }]
}

/** The supervisor ends the chat in the place of the agent in charge. */
export const endBySupervisor = (chat: Chat, supervisor: ActingAgent): ChatEvent[] => {
  const held = requireAgent(chat)
  return [...closing(held), { type: 'ended', reason: 'agent', agentId: held.agent.id, supervisor }]
}
