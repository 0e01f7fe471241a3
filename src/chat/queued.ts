/** What a chat that waits remembers: who let it pass, and to whom it is listed. Part of the chat's fold. */
import type { Instant } from '../lib/clock.js'
import type { ActingAgent } from './acting-agent.js'
import type { ChatEvent } from './chat-events.js'
import type { ChatRequest, DirectAgent } from './chat-request.js'
import type { OfferEndReason, UnlistReason } from './end-reasons.js'
import { targetOf, type HandoverTarget, type WayBack } from './handover.js'

/** An agent to whom a waiting chat was offered in vain. */
export interface Tried {
  readonly agentId: string
  /** When the newest of these offers ended. */
  readonly at: Instant
  /** How often they let it pass. Absent, and then 1, in states that were kept before this was counted. */
  readonly times?: number
}

/** A chat that waits for an agent. */
export interface Queued {
  readonly waitingSince: Instant
  /** An agent was in charge before and got lost: it is served before all that never had one. */
  readonly resumed: boolean
  /** Who was offered it since it waits. */
  readonly tried: readonly Tried[]
  /** Whom the visitor asked for; means nothing any more once somebody was in charge. */
  readonly direct?: DirectAgent | undefined
  /** Who gave it away and goes on with it should nobody take it. */
  readonly back?: WayBack | undefined
  /** Where it waits instead of at its button; a chat with a way back waits where that says. */
  readonly elsewhere?: HandoverTarget | undefined
}

/** Whom a chat is offered to, and until when. */
export interface OpenOffer {
  readonly agentId: string
  readonly expiresAt: Instant
  /** The supervisor who chose this agent, and what they tell them. */
  readonly supervisor?: ActingAgent
  readonly note?: string
}

/** The skill or the queue that the chat waits at; nothing for one that waits at its button. */
export const waitsAt = ({ back, elsewhere }: Queued): HandoverTarget | undefined => {
  const target = back?.target ?? elsewhere
  return target?.type === 'button' ? undefined : target
}

/** How a chat that was asked for begins to wait. */
export const queuedAtFirst = ({ direct, overflowQueueId }: ChatRequest, at: Instant): Queued => ({
  ...{ waitingSince: at, resumed: false, tried: [], direct },
  elsewhere: overflowQueueId === undefined ? undefined : { type: 'queue', id: overflowQueueId },
})

/** What stays the same while the chat is offered and when that ends. */
export const queuedPart = ({ waitingSince, resumed, tried, direct, back, elsewhere }: Queued): Queued => ({
  ...{ waitingSince, resumed, tried, direct, back, elsewhere },
})

/** A chat's place in the queue after it was sent somewhere else. Whoever let it pass may be asked there again. */
export const movedTo = (
  { waitingSince, resumed, back }: Queued,
  body: Extract<ChatEvent, { type: 'queue-changed' }>,
): Queued => {
  const target = targetOf(body)
  const { expiresAt, note, supervisor } = body
  const moved = back && {
    ...{ ...back, target, supervisor, expiresAt: expiresAt ?? back.expiresAt },
    ...(note !== undefined && { note }),
  }
  const elsewhere = back !== undefined || target.type === 'button' ? undefined : target
  return { waitingSince, resumed, tried: [], direct: undefined, back: moved, elsewhere }
}

/** How often an agent let a waiting chat pass. */
export const timesTried = (tried: Tried | undefined): number => (tried === undefined ? 0 : (tried.times ?? 1))

/** After one more offer ended. An agent who is not there lets nothing pass, but is left alone with it for a while. */
export const triedAlso = (
  tried: readonly Tried[],
  agentId: string,
  at: Instant,
  reason: OfferEndReason,
): readonly Tried[] => {
  const before = tried.find((one) => one.agentId === agentId)
  const passed = reason === 'declined' || reason === 'timed-out' ? 1 : 0
  return [...tried.filter((one) => one !== before), { agentId, at, times: timesTried(before) + passed }]
}

/** A waiting chat's lists after it is no longer shown to some agents. */
export const afterUnlisting = (
  chat: { readonly listed?: readonly string[] | undefined; readonly tried: readonly Tried[] },
  agentIds: readonly string[],
  reason: UnlistReason,
  at: Instant,
): { readonly tried: readonly Tried[]; readonly listed: readonly string[] | undefined } => {
  const gone = new Set(agentIds)
  const listed = (chat.listed ?? []).filter((agentId) => !gone.has(agentId))
  const tried =
    reason === 'declined' ? agentIds.reduce((all, one) => triedAlso(all, one, at, reason), chat.tried) : chat.tried
  return { tried, listed: listed.length > 0 ? listed : undefined }
}
