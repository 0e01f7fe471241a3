/** What one agent is told of an event in a chat. Pure. The chat before and after it says what their part in it is. */
import type { ChatEvent } from '../chat/chat-events.js'
import { listedTo, membersOf, type Chat, type RequestedChat } from '../chat/chat.js'
import { isEntry } from '../chat/transcript.js'
import type { Recorded } from '../event-log/event-log.js'
import { asBy } from './agent-views.js'
import type { ChatViews } from './chat-views.js'
import { asEntry } from './entry-views.js'
import { asFile } from './file-views.js'
import { asFlag } from './flag-views.js'
import type { AgentEventName, AgentEvents } from './messages.js'

type Told = Exclude<AgentEventName, 'snapshot' | 'chat-established'>

/** An event of the stream; of a chat that is the agent's from now on only which, for the log must be read for it. */
export type Tiding =
  | { readonly [N in Told]: { readonly name: N; readonly data: AgentEvents[N] } }[Told]
  | { readonly name: 'chat-established'; readonly chat: RequestedChat }

const fileTiding = (
  chat: RequestedChat,
  { version, at }: Recorded<ChatEvent>,
  body: Extract<ChatEvent, { fileId: string }>,
): Tiding => {
  const { fileId } = body
  const request = { chatId: chat.id, fileId }
  switch (body.type) {
    case 'file-requested':
      return { name: 'file-requested', data: request }
    case 'file-cancelled':
      return { name: 'file-cancelled', data: { ...request, by: body.by } }
    case 'file-failed':
      return { name: 'file-failed', data: { ...request, reason: body.reason } }
    case 'file-received':
      return { name: 'file-received', data: asFile(chat, { ...body.file, fileId, version, at }) }
  }
}

/** What `agentId` is told of the event that made `after` out of `before`; nothing when it is none of their business. */
export const tidingOf = (
  agentId: string,
  views: Pick<ChatViews, 'offer' | 'handover'>,
  before: Chat,
  after: Chat,
  event: Recorded<ChatEvent>,
): Tiding | undefined => {
  const { body } = event
  if (after.state === 'unrequested') return undefined
  const chatId = after.id
  const mine = 'agentId' in body && body.agentId === agentId
  const was = membersOf(before).includes(agentId)
  const is = membersOf(after).includes(agentId)
  const underWay = (): Tiding | undefined => {
    const handover = is ? views.handover(after) : undefined
    return handover && { name: 'handover-offered', data: { chatId, handover } }
  }
  if (isEntry(body)) {
    // While it is only offered, nothing of its transcript is shown.
    const entry = is ? asEntry(after, { ...event, body }) : undefined
    return entry && ({ name: entry.kind, data: entry } as Tiding)
  }
  switch (body.type) {
    case 'offered':
      return mine && after.state === 'offered' ? { name: 'offer', data: views.offer(after) } : undefined
    case 'listed': {
      const isListed = body.agentIds.includes(agentId) && listedTo(after).includes(agentId)
      return isListed && after.state === 'waiting' ? { name: 'offer', data: views.offer(after) } : undefined
    }
    case 'unlisted':
      return body.agentIds.includes(agentId)
        ? { name: 'offer-withdrawn', data: { chatId, reason: body.reason } }
        : undefined
    case 'offer-ended':
      return mine ? { name: 'offer-withdrawn', data: { chatId, reason: body.reason } } : undefined
    case 'handover-offered':
      if (body.toAgentId !== agentId) return underWay()
      return after.state === 'established' ? { name: 'offer', data: views.offer(after) } : undefined
    case 'handover-ended':
      if (body.toAgentId === agentId) return { name: 'offer-withdrawn', data: { chatId, reason: body.reason } }
      if (was && !is) return { name: 'chat-ended', data: { chatId, reason: 'agent-lost' } }
      return was ? { name: 'handover-ended', data: { chatId, reason: body.reason } } : undefined
    case 'transfer-queued':
      if (was && !is) return { name: 'chat-ended', data: { chatId, reason: 'transferred' } }
      return underWay()
    case 'transfer-failed':
      if (is && !was) return { name: 'chat-established', chat: after }
      return was ? { name: 'handover-ended', data: { chatId, reason: body.reason ?? 'timed-out' } } : undefined
    case 'accepted':
      if (mine) return { name: 'chat-established', chat: after }
      if (was && !is) {
        const successor = { agentId: body.agentId, name: body.agentName }
        return { name: 'chat-ended', data: { chatId, reason: 'transferred', successor } }
      }
      return is
        ? { name: 'chat-transferred', data: { chatId, agentId: body.agentId, name: body.agentName } }
        : undefined
    case 'agent-joined':
      if (mine) return { name: 'chat-established', chat: after }
      return is ? { name: 'agent-joined', data: { chatId, agentId: body.agentId, name: body.agentName } } : undefined
    case 'agent-left': {
      if (mine && was) return { name: 'chat-ended', data: { chatId, reason: body.lost ? 'agent-lost' : 'left' } }
      const who = { chatId, agentId: body.agentId, name: body.agentName }
      const successor = body.successor === undefined ? {} : { successorId: body.successor }
      return is ? { name: 'agent-left', data: { ...who, ...successor } } : undefined
    }
    case 'agent-lost':
      return was ? { name: 'chat-ended', data: { chatId, reason: 'agent-lost' } } : undefined
    case 'ended':
      return was ? { name: 'chat-ended', data: { chatId, reason: body.reason, ...asBy(body.supervisor) } } : undefined
    case 'queue-changed':
      return underWay()
    case 'file-requested':
    case 'file-cancelled':
    case 'file-received':
    case 'file-failed':
      return is ? fileTiding(after, event, body) : undefined
    case 'flag-raised':
    case 'flag-lowered':
      return is ? { name: 'flag', data: asFlag(after) } : undefined
    case 'critical-wait':
    case 'critical-wait-cleared':
      return is ? { name: body.type, data: { chatId } } : undefined
    case 'requested':
    case 'refused':
      return undefined
  }
}
