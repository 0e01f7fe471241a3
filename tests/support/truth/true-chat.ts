/** A chat and an agent as the log tells them, folded without the code under test. */
import type { ChatEvent, HandoverKind } from '../../../src/chat/chat-events.js'
import type { DirectAgent } from '../../../src/chat/chat-request.js'
import type { HandoverTarget } from '../../../src/chat/handover.js'
import type { Instant } from '../../../src/lib/clock.js'
import type { PresenceStatus } from '../../../src/routing/agent.js'

export interface TrueChat {
  readonly id: string
  state: 'waiting' | 'offered' | 'established' | 'ended'
  /** To whom it is offered, or who is in charge. */
  agentId: string | undefined
  offerExpiresAt: Instant
  waitingSince: Instant
  resumed: boolean
  buttonId: string
  /** Whom it wants by name, and whether nobody else will do. */
  direct: DirectAgent | undefined
  tried: Map<string, { readonly at: Instant; readonly passes: number }>
  listed: Set<string>
  /** The colleague who is asked to take it over or to talk along. */
  asked: { readonly agentId: string; readonly handover: HandoverKind; readonly expiresAt: Instant } | undefined
  /** Colleagues who talk along, in the order in which they came. */
  joined: readonly string[]
  /** Who gave it away and has it again when nobody takes it. */
  back: TrueWayBack | undefined
  readonly events: { readonly version: number; readonly at: Instant; readonly body: ChatEvent }[]
}

export interface TrueWayBack {
  readonly agentId: string
  readonly target: HandoverTarget
  readonly expiresAt: Instant
  /** The button it waited at before. */
  readonly buttonId: string
}

export interface TrueAgent {
  readonly id: string
  status: PresenceStatus
  /** Chats with how many places each takes. */
  readonly places: Map<string, number>
}

/** What is to hold for the chats that wait at a button, or for whoever they were handed to. */
export interface TrueDemand {
  readonly choice: boolean
  readonly queued: boolean
  readonly priority: number
  readonly weight: number
  readonly rounds: number
  readonly isEligible: (agentId: string) => boolean
}

/** Of a button of which setup says nothing in particular. */
export const plainDemand: TrueDemand = {
  ...{ choice: false, queued: true, priority: 100, weight: 1, rounds: Infinity, isEligible: () => true },
}

/** A chat after its first event. */
export const begun = (
  id: string,
  at: Instant,
  body: Extract<ChatEvent, { type: 'requested' | 'refused' }>,
  version: number,
): TrueChat => ({
  ...{ id, agentId: undefined, offerExpiresAt: 0, waitingSince: at, resumed: false, direct: body.request.direct },
  ...{ tried: new Map(), listed: new Set(), buttonId: body.request.buttonId, events: [{ version, at, body }] },
  ...{ asked: undefined, joined: [], back: undefined },
  state: body.type === 'requested' ? 'waiting' : 'ended',
})

/** Visitors served first in a line: those that had an agent before, then by age, then by id. */
export const servedBefore = (a: TrueChat, b: TrueChat): boolean => {
  if (a.resumed !== b.resumed) return a.resumed
  return a.waitingSince === b.waitingSince ? a.id < b.id : a.waitingSince < b.waitingSince
}

/** What a target of hand-overs is called among the lines in which chats wait: the id of a button, or with its type. */
export const lineName = ({ type, id }: HandoverTarget): string => (type === 'button' ? id : `${type}/${id}`)

/** Where the chat waits. */
export const lineOf = ({ buttonId, back }: TrueChat): string => (back ? lineName(back.target) : buttonId)

/** Who is in charge and who talks along, or who gave it away. */
export const membersOf = ({ state, agentId, joined, back }: TrueChat): readonly string[] => [
  ...(state === 'established' && agentId !== undefined ? [agentId, ...joined] : []),
  ...(back ? [back.agentId] : []),
]

/** With whom the chat takes places: its members, and whoever is asked for it. */
export const holdersOf = (chat: TrueChat): readonly string[] => [
  ...membersOf(chat),
  ...(chat.state === 'offered' && chat.agentId !== undefined ? [chat.agentId] : []),
  ...(chat.asked ? [chat.asked.agentId] : []),
]
