/** A chat as it stands: the fold of its stream. It holds no message, so its size does not grow with what was said. */
import type { Recorded, StreamName } from '../event-log/event-log.js'
import type { StreamKind } from '../event-log/ledger.js'
import type { Instant } from '../lib/clock.js'
import { chatEventTypes } from './chat-event-types.js'
import type { ChatEvent, FileDescription, IdleLimits } from './chat-events.js'
import type { ChatEndReason } from './end-reasons.js'
import { isVisitorEvent } from './visitor-events.js'
import type { ActingAgent } from './acting-agent.js'
import { attendedAfter, type Attended } from './attended.js'
import { afterUnlisting, movedTo, queuedAtFirst, queuedPart, triedAlso, type OpenOffer, type Queued } from './queued.js'
import { remember, type CommandMemory } from './command-memory.js'
import {
  begin,
  filesAfter,
  inChargeFrom,
  keysAfter,
  offerOf,
  requestedPart,
  servedBy,
  silence,
  withIdle,
  withoutFileRequest,
} from './fold-parts.js'
import { companyAfter, wayBackAfter, type NamedAgent, type Question } from './handover.js'
import type { Remembered } from './recent.js'

/** A file that the visitor sent. */
export interface ReceivedFile extends FileDescription {
  readonly fileId: string
  /** Under which id the bytes are stored; absent when they are not. */
  readonly uploadId?: string
  /** The version of the event that tells of it, and when that was. */
  readonly version: number
  readonly at: Instant
}

/** What every chat that was asked for has. */
export interface Requested {
  readonly id: string
  readonly organizationId: string
  readonly sessionId: string
  readonly deploymentId: string
  readonly buttonId: string
  readonly visitorName: string
  readonly receiveQueueUpdates: boolean
  readonly requestedAt: Instant
  /** Hash of the request, so that the same one made twice is seen to be the same. */
  readonly requestDigest: string
  /** How many events of this chat the visitor may read; the newest has the number `visible - 1`. */
  readonly visible: number
  /** The version of the newest event in the stream. */
  readonly version: number
  readonly commands: CommandMemory
  /** The idempotency keys of the newest messages of agents, with the messages' versions. */
  readonly keys: readonly (Remembered & { readonly key: string; readonly version: number })[]
  /** The files the visitor sent, oldest first, at most {@link filesPerChatMax}; absent while there are none. */
  readonly files?: readonly ReceivedFile[] | undefined
}

export type WaitingChat = Requested &
  Queued & {
    readonly state: 'waiting'
    /** To whom it is listed, so that the first of them can take it; absent while to nobody. */
    readonly listed?: readonly string[] | undefined
  }
export type OfferedChat = Requested & Queued & { readonly state: 'offered'; readonly offer: OpenOffer }

/** How long the visitor has been silent, in a chat that does not wait for ever. */
export interface IdleWatch extends IdleLimits {
  /** When the agent wrote what the visitor has not answered; `undefined` when it is the visitor who waits. */
  readonly silentSince: Instant | undefined
  readonly warned: boolean
  /** Who warned last: their own client, or this server. */
  readonly warnedBy?: 'visitor' | 'server'
}

/** A request for a file that is neither answered nor withdrawn. */
export interface FileRequest {
  readonly fileId: string
  readonly agentId: string
}

export type EstablishedChat = Requested & {
  readonly state: 'established'
  readonly waitingSince: Instant
  readonly establishedAt: Instant
  /** Who is in charge. */
  readonly agent: NamedAgent
  /** What a colleague is asked, if one is. */
  readonly question?: Question | undefined
  /** Colleagues who talk along, in the order in which they came; at most {@link colleaguesMax}. */
  readonly joined?: readonly NamedAgent[] | undefined
  /** Since when, if another agent was in charge before, or they gave the chat away and it came back; absent since it is established. */
  readonly inChargeSince?: Instant | undefined
  /** They have written something since they are in charge. */
  readonly responded?: true | undefined
  readonly idle?: IdleWatch
  readonly fileRequest?: FileRequest
} & Attended
export type EndedChat = Requested & {
  readonly state: 'ended'
  readonly endedAt: Instant
  /** `refused` when no agent could ever have had it. */
  readonly reason: ChatEndReason | 'refused'
  /** The supervisor who ended it in the agent's place. */
  readonly endedBy?: ActingAgent
  /** Who was in charge when it ended, and since when. */
  readonly served?: Pick<EstablishedChat, 'agent' | 'joined' | 'waitingSince' | 'establishedAt'>
}
export type OpenChat = WaitingChat | OfferedChat | EstablishedChat
export type RequestedChat = OpenChat | EndedChat
export type Chat =
  | { readonly state: 'unrequested'; readonly id: string; readonly organizationId: string; readonly version: 0 }
  | RequestedChat

/** How many files a visitor can be asked for in one chat and send. */
export const filesPerChatMax = 50

/** To whom a chat is listed. */
export const listedTo = (chat: Chat): readonly string[] => (chat.state === 'waiting' ? (chat.listed ?? []) : [])

export const isOpenChat = (chat: Chat): chat is OpenChat => chat.state !== 'unrequested' && chat.state !== 'ended'

/** Everybody who reads the chat's transcript and is told of it: who is in charge first. */
export const membersOf = (chat: Chat): readonly string[] => {
  if (chat.state === 'established') return [chat.agent.id, ...(chat.joined ?? []).map(({ id }) => id)]
  const back = chat.state === 'waiting' || chat.state === 'offered' ? chat.back : undefined
  return back === undefined ? [] : [back.agent.id]
}

/** Whether an agent came into the chat to look after another, and takes no place with it. */
export const isInAsSupervisor = (chat: Chat, agentId: string): boolean =>
  chat.state === 'established' && !!chat.joined?.some(({ id, asSupervisor }) => id === agentId && asSupervisor)

/** The agents whose places the chat is among: its members, and whoever is asked for it. */
export const holdersOf = (chat: Chat): readonly string[] => {
  const members = membersOf(chat)
  if (chat.state === 'offered') return [...members, chat.offer.agentId]
  return chat.state === 'established' && chat.question ? [...members, chat.question.toAgentId] : members
}

/** The chat after an event that changes nothing but how far its stream goes. */
const grown = (chat: RequestedChat, event: Recorded<ChatEvent>, visible: number): RequestedChat => {
  const command = 'command' in event.body ? event.body.command : undefined
  return { ...chat, visible, version: event.version, commands: remember(chat.commands, command, event.at) }
}

const applyToRequested = (chat: RequestedChat, event: Recorded<ChatEvent>): RequestedChat => {
  const { body, at } = event
  const visible = chat.visible + (isVisitorEvent(body) ? 1 : 0)
  switch (body.type) {
    case 'requested':
    case 'refused':
      return chat
    case 'offered':
      if (chat.state !== 'waiting') return chat
      return Object.assign(requestedPart(chat), {
        version: event.version,
        state: 'offered' as const,
        ...queuedPart(chat),
        offer: offerOf(body),
      })
    case 'offer-ended': {
      if (chat.state !== 'offered') return chat
      const tried = triedAlso(chat.tried, body.agentId, at, body.reason)
      const waiting = { version: event.version, state: 'waiting' as const, ...queuedPart(chat), tried }
      return Object.assign(requestedPart(chat), waiting)
    }
    case 'queue-changed': {
      if (chat.state !== 'waiting') return chat
      const waiting = { version: event.version, state: 'waiting' as const, buttonId: body.buttonId }
      return Object.assign(requestedPart(chat), waiting, movedTo(chat, body))
    }
    case 'listed': {
      if (chat.state !== 'waiting') return chat
      const listed = [...(chat.listed ?? []), ...body.agentIds]
      return Object.assign(grown(chat, event, visible), { listed })
    }
    case 'unlisted': {
      if (chat.state !== 'waiting') return chat
      return Object.assign(grown(chat, event, visible), afterUnlisting(chat, body.agentIds, body.reason, at))
    }
    case 'accepted':
      if (chat.state === 'established') {
        const handed = {
          ...chat,
          ...companyAfter(chat, body, at),
          ...inChargeFrom(at),
          visible,
          version: event.version,
        }
        return withIdle(handed, body.idle)
      }
      if (chat.state !== 'offered' && chat.state !== 'waiting') return chat
      return Object.assign(requestedPart(chat), {
        visible,
        version: event.version,
        state: 'established' as const,
        waitingSince: chat.waitingSince,
        establishedAt: at,
        agent: { id: body.agentId, name: body.agentName },
        ...(body.idle && { idle: { ...body.idle, silentSince: undefined, warned: false } }),
      })
    case 'visitor-message': {
      const said = { ...chat, version: event.version, commands: remember(chat.commands, body.command, at) }
      if (said.state === 'established' && said.idle?.silentSince !== undefined) {
        return Object.assign(said, silence(said.idle, undefined))
      }
      return said
    }
    case 'agent-message': {
      const said = { ...chat, visible, version: event.version, keys: keysAfter(chat.keys, body.key, event) }
      if (said.state !== 'established') return said
      const responds = said.agent.id === body.agentId && !body.automatic && { responded: true }
      return Object.assign(said, responds, silence(said.idle, at))
    }
    case 'whispered':
      return { ...grown(chat, event, visible), keys: keysAfter(chat.keys, body.key, event) }
    case 'agent-event':
    case 'agent-rich-message':
    case 'visitor-event':
    case 'rules-triggered':
    case 'page-visited':
    case 'critical-wait':
    case 'critical-wait-cleared':
    case 'flag-raised':
    case 'flag-lowered':
      return grown(chat, event, visible)
    case 'handover-offered':
    case 'handover-ended':
    case 'agent-joined':
    case 'agent-left': {
      const next = grown(chat, event, visible)
      if (next.state === 'established') {
        const isLeft = body.type === 'agent-left' && body.successor !== undefined
        return Object.assign(next, companyAfter(next, body, at), isLeft && inChargeFrom(at))
      }
      const back = next.state === 'ended' ? undefined : next.back
      return back ? Object.assign(next, { back: undefined, buttonId: back.buttonId }) : next
    }
    case 'visitor-pick': {
      const picked = grown(chat, event, visible)
      return picked.state === 'established' ? Object.assign(picked, silence(picked.idle, undefined)) : picked
    }
    case 'idle-warning': {
      const warned = grown(chat, event, visible)
      if (warned.state !== 'established' || warned.idle === undefined) return warned
      if (body.state === 'triggered') {
        return Object.assign(warned, { idle: { ...warned.idle, warned: true, warnedBy: body.by } })
      }
      // A client that takes its warning back has heard from its visitor.
      const silentSince = body.by === 'visitor' ? undefined : warned.idle.silentSince
      return Object.assign(warned, silence(warned.idle, silentSince))
    }
    case 'file-requested': {
      const asked = grown(chat, event, visible)
      if (asked.state !== 'established') return asked
      return Object.assign(asked, { fileRequest: { fileId: body.fileId, agentId: body.agentId } })
    }
    case 'file-cancelled':
    case 'file-received':
    case 'file-failed': {
      const answered = Object.assign(grown(chat, event, visible), filesAfter(chat, event.version, at, body))
      return answered.state === 'established' ? withoutFileRequest(answered) : answered
    }
    case 'transfer-queued': {
      const back = chat.state === 'established' ? wayBackAfter(chat, body) : undefined
      const waiting = { state: 'waiting', waitingSince: at, resumed: true, tried: [], direct: undefined, back } as const
      return Object.assign(requestedPart(chat), waiting, { buttonId: body.buttonId, visible, version: event.version })
    }
    case 'transfer-failed': {
      if (chat.state === 'established' || chat.state === 'ended') return chat
      const { buttonId, waitingSince, establishedAt } = chat.back ?? { ...chat, establishedAt: at }
      return Object.assign(requestedPart(chat), {
        ...{ visible, version: event.version, state: 'established' as const, buttonId, waitingSince, establishedAt },
        ...{ agent: { id: body.agentId, name: body.agentName }, inChargeSince: at },
      })
    }
    case 'agent-lost': {
      const waiting = { state: 'waiting', waitingSince: at, resumed: true, tried: [], direct: undefined } as const
      return Object.assign(requestedPart(chat), waiting, { visible, version: event.version })
    }
    case 'ended':
      return Object.assign(requestedPart(chat), {
        visible,
        version: event.version,
        commands: remember(chat.commands, body.command, at),
        state: 'ended' as const,
        endedAt: at,
        reason: body.reason,
        ...(body.supervisor && { endedBy: body.supervisor }),
        ...servedBy(chat),
      })
  }
}

/** How a chat's stream is folded. */
export const chatKind: StreamKind<Chat, ChatEvent> = {
  kind: 'chat',
  types: chatEventTypes,
  initial: ({ id, organizationId }: StreamName) => ({ state: 'unrequested', id, organizationId, version: 0 }),
  apply: (chat, event) => {
    if (chat.state !== 'unrequested') {
      const after = applyToRequested(chat, event)
      return after.state === 'established' ? Object.assign(after, attendedAfter(after, event)) : after
    }
    if (event.body.type === 'requested') {
      const queued = queuedAtFirst(event.body.request, event.at)
      return Object.assign(begin(chat, event.body, event), { state: 'waiting' as const }, queued)
    }
    if (event.body.type === 'refused') {
      const ended = { state: 'ended', endedAt: event.at, reason: 'refused' } as const
      return Object.assign(begin(chat, event.body, event), ended)
    }
    return chat
  },
  isOpen: isOpenChat,
}
