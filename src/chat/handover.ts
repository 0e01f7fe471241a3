/** What a hand-over leaves in a chat's fold while it is undecided, and who talks along. */
import type { Instant } from '../lib/clock.js'
import type { ActingAgent } from './acting-agent.js'
import type { ChatEvent, HandoverKind } from './chat-events.js'

/** An agent in a chat, as visitors see them. */
export interface NamedAgent {
  readonly id: string
  readonly name: string
  /** They came in by themselves, to look after the agent, and take no place with the chat. */
  readonly asSupervisor?: true
}

/** A colleague was asked to take the chat over or to talk along, and has not answered. */
export interface Question {
  readonly handover: HandoverKind
  readonly toAgentId: string
  readonly askedAt: Instant
  readonly expiresAt: Instant
  /** What the agent in charge tells the colleague. Visitors never see it. */
  readonly note?: string
  /** Who asks in the agent's place. */
  readonly supervisor?: ActingAgent
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
  /** Who gave it away in the agent's place. */
  readonly supervisor?: ActingAgent
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

/** The words that come with a hand-over, and who decided it in the agent's place. */
const saidWith = ({ note, supervisor }: { note?: string; supervisor?: ActingAgent }) => ({
  ...(note !== undefined && { note }),
  ...(supervisor && { supervisor }),
})

/** Where a chat is sent on to. */
export const targetOf = ({
  buttonId,
  skillId,
  queueId,
}: {
  readonly buttonId: string
  readonly skillId?: string
  readonly queueId?: string
}): HandoverTarget =>
  skillId !== undefined
    ? { type: 'skill', id: skillId }
    : queueId !== undefined
      ? { type: 'queue', id: queueId }
      : { type: 'button', id: buttonId }

/** An established chat's company after an event that concerns it. */
export const companyAfter = (
  { agent, question, joined = [] }: InCompany,
  body: CompanyEvent,
  at: Instant,
): InCompany => {
  switch (body.type) {
    case 'handover-offered': {
      const { handover, toAgentId, expiresAt } = body
      return { agent, question: { handover, toAgentId, askedAt: at, expiresAt, ...saidWith(body) }, joined }
    }
    case 'handover-ended':
      return { agent, question: undefined, joined }
    case 'agent-joined': {
      const { agentId: id, agentName: name, asSupervisor } = body
      // Who comes in by themselves answers nobody's question.
      const open = asSupervisor ? question : undefined
      return { agent, question: open, joined: [...joined, { id, name, ...(asSupervisor && { asSupervisor }) }] }
    }
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
  const { agentId, agentName, expiresAt } = body
  if (agentName === undefined || expiresAt === undefined) return undefined
  const { waitingSince, establishedAt } = chat
  const before = { buttonId: chat.buttonId, waitingSince, establishedAt }
  return { agent: { id: agentId, name: agentName }, target: targetOf(body), expiresAt, ...saidWith(body), ...before }
}
