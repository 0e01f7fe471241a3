/** What a hand-over leaves in a chat's fold while it is undecided, and who talks along. */
import type { Instant } from '../lib/clock.js'
import type { ChatEvent, HandoverKind } from './chat-events.js'

/** An agent as visitors see them. */
export interface NamedAgent {
  readonly id: string
  readonly name: string
}

/** A colleague was asked to take the chat over or to talk along, and has not answered. */
export interface Question {
  readonly handover: HandoverKind
  readonly toAgentId: string
  readonly askedAt: Instant
  readonly expiresAt: Instant
  /** What the agent in charge tells the colleague. Visitors never see it. */
  readonly note?: string
}

/** Who may take a chat that is handed to no agent by name. */
export interface HandoverTarget {
  readonly type: 'button' | 'skill' | 'queue'
  readonly id: string
}

/** Who goes on with a chat that waits for another agent, should nobody take it. Their place stays taken meanwhile. */
export interface WayBack {
  readonly agent: NamedAgent
  readonly target: HandoverTarget
  readonly expiresAt: Instant
  readonly note?: string
  /** How the chat stood before it was given away. */
  readonly buttonId: string
  readonly waitingSince: Instant
  readonly establishedAt: Instant
}

/** How many colleagues can talk along beside the agent in charge. */
export const colleaguesMax = 5

/** What of an established chat hand-overs change. */
interface InCompany {
  readonly agent: NamedAgent
  readonly question?: Question | undefined
  /** Colleagues who talk along, in the order in which they came. */
  readonly joined?: readonly NamedAgent[] | undefined
}

type CompanyEvent = Extract<
  ChatEvent,
  { type: 'handover-offered' | 'handover-ended' | 'agent-joined' | 'agent-left' | 'accepted' }
>

/** An established chat's company after an event that concerns it. */
export const companyAfter = (
  { agent, question, joined = [] }: InCompany,
  body: CompanyEvent,
  at: Instant,
): InCompany => {
  switch (body.type) {
    case 'handover-offered': {
      const { handover, toAgentId, expiresAt, note } = body
      return {
        agent,
        question: { handover, toAgentId, askedAt: at, expiresAt, ...(note !== undefined && { note }) },
        joined,
      }
    }
    case 'handover-ended':
      return { agent, question: undefined, joined }
    case 'agent-joined':
      return { agent, question: undefined, joined: [...joined, { id: body.agentId, name: body.agentName }] }
    case 'accepted':
      return { agent: { id: body.agentId, name: body.agentName }, question: undefined, joined }
    case 'agent-left': {
      const { agentId, successor } = body
      const next = successor === undefined ? agent : (joined.find(({ id }) => id === successor) ?? agent)
      return { agent: next, question, joined: joined.filter(({ id }) => id !== agentId && id !== next.id) }
    }
  }
}

/** The way back that a hand-over to no agent by name leaves; none for one from before there were ways back. */
export const wayBackAfter = (
  chat: Pick<WayBack, 'buttonId' | 'waitingSince' | 'establishedAt'>,
  body: Extract<ChatEvent, { type: 'transfer-queued' }>,
): WayBack | undefined => {
  const { agentId, agentName, expiresAt, buttonId, skillId, queueId, note } = body
  if (agentName === undefined || expiresAt === undefined) return undefined
  const target: HandoverTarget =
    skillId !== undefined
      ? { type: 'skill', id: skillId }
      : queueId !== undefined
        ? { type: 'queue', id: queueId }
        : { type: 'button', id: buttonId }
  const { waitingSince, establishedAt } = chat
  const before = { buttonId: chat.buttonId, waitingSince, establishedAt }
  return { agent: { id: agentId, name: agentName }, target, expiresAt, ...(note !== undefined && { note }), ...before }
}
