/** Puts what delivery has to say into the words of the wire. */
import type { ChatRequest, RefusalReason } from '../chat/chat-request.js'
import type { ChatEndReason } from '../chat/end-reasons.js'
import type { RichContent } from '../chat/rich-content.js'
import type { VisitorEvent } from '../chat/visitor-events.js'
import type { ChatSoFar, LineSoFar } from '../delivery/chat-so-far.js'
import type { Answer, Fleeting } from '../delivery/next-answer.js'
import {
  agentDisconnect,
  agentJoinedConference,
  agentLeftConference,
  agentTyping,
  chasitorSessionData,
  chatEnded,
  chatEstablished,
  chatMessage,
  chatRequestFail,
  chatRequestSuccess,
  chatResumedAfterTransfer,
  chatTransferred,
  customEvent,
  fileRequested,
  fileTransfer,
  idleTimeoutWarning,
  newVisitorBreadcrumb,
  queueUpdate,
  richButtons,
  richMenu,
  sensitiveDataRules,
  transferToButtonInitiated,
  unknownLocation,
  type MessagesResponse,
  type RequestFailReason,
  type WireEndReason,
  type WireMessage,
  type WireTranscriptEntry,
} from '../protocol/messages.js'
import type { SessionFacts } from './session-facts.js'

const fleetingMessage = (item: Fleeting): WireMessage =>
  item.type === 'queue'
    ? queueUpdate(item.position, item.estimatedWaitS)
    : agentTyping(item.typing, item.agentName, item.agentId)

const failReasons: Record<RefusalReason, RequestFailReason> = {
  unavailable: 'Unavailable',
  'not-post': 'NoPost',
  blocked: 'Blocked',
}

const endReasons: Record<ChatEndReason, WireEndReason> = {
  agent: 'agent',
  blocked: 'agent',
  visitor: 'client',
  'visitor-idle': 'clientIdleTimeout',
  'visitor-lost': 'clientIdleTimeout',
  'agents-unavailable': 'agentsUnavailable',
}

const requestSuccess = (request: ChatRequest, answer: Answer, facts: SessionFacts): WireMessage =>
  chatRequestSuccess({
    ...facts.ofRequest(request),
    queuePosition: answer.queue?.position ?? 0,
    estimatedWaitS: answer.queue?.estimatedWaitS ?? -1,
    visitorId: request.visitorId ?? request.sessionId,
    location: request.location ?? unknownLocation,
    pageUrl: request.pageUrl ?? '',
    ...(request.referrer && { referrer: request.referrer }),
  })

const richMessage = (content: RichContent): WireMessage =>
  content.type === 'menu' ? richMenu(content.header, content.items) : richButtons(content.items)

const eventMessage = (event: VisitorEvent, answer: Answer, facts: SessionFacts): WireMessage => {
  switch (event.type) {
    case 'agent-message':
      return chatMessage(event.text, event.agentName, event.agentId)
    case 'requested':
      return requestSuccess(event.request, answer, facts)
    case 'refused':
      return chatRequestFail(failReasons[event.reason], facts.ofRequest(event.request).postChatUrl)
    case 'accepted': {
      const { agentName: name, agentId: userId, idle } = event
      const told = { name, userId, idle, sneakPeekEnabled: facts.showsUnsent(userId) }
      return event.resumed ? chatTransferred(told) : chatEstablished(told)
    }
    case 'agent-lost':
      return agentDisconnect()
    case 'agent-event':
      return customEvent(event.name, event.data)
    case 'agent-rich-message':
      return richMessage(event.content)
    case 'idle-warning':
      return idleTimeoutWarning(event.state)
    case 'page-visited':
      return newVisitorBreadcrumb(event.location)
    case 'file-requested': {
      const { url, cdmUrl, token } = facts.upload(event.fileId)
      return fileRequested(url, cdmUrl, token)
    }
    case 'file-cancelled':
      return fileTransfer('Canceled')
    case 'file-received':
      return fileTransfer('Success')
    case 'file-failed':
      return fileTransfer('Failure')
    case 'transfer-queued':
      return transferToButtonInitiated()
    case 'transfer-failed':
      return chatResumedAfterTransfer(event.agentName)
    case 'agent-joined':
      return agentJoinedConference(event.agentName)
    case 'agent-left':
      return agentLeftConference(event.agentName)
    case 'ended':
      return event.unserved ? chatRequestFail('Unavailable') : chatEnded(endReasons[event.reason])
  }
}

const speakers: Record<LineSoFar['from'], WireTranscriptEntry['type']> = {
  visitor: 'Chasitor',
  agent: 'Agent',
  'next-agent': 'OperatorTransferred',
}

/** A place in the log is told as one more than it is: the wire has no offset 0, and a client can have nothing. */
const wireOffset = (version: number): number => version + 1

/** The place in the chat's log for which an `offset` stands. */
export const logPosition = (offset: number): number => offset - 1

const sessionData = ({ request, lines, agentId }: ChatSoFar, answer: Answer, facts: SessionFacts): WireMessage => {
  const { postChatUrl } = facts.ofRequest(request)
  return chasitorSessionData({
    queuePosition: answer.queue?.position ?? 0,
    location: request.location ?? unknownLocation,
    pageUrl: request.pageUrl ?? '',
    ...(request.referrer && { referrer: request.referrer }),
    ...(postChatUrl && { postChatUrl }),
    sneakPeekEnabled: agentId === undefined || facts.showsUnsent(agentId),
    transcript: lines.map(({ from, name, text, at, version }) => ({
      ...{ type: speakers[from], name, content: text, timestamp: at, sequence: wireOffset(version) },
    })),
  })
}

/** The rules once more by themselves, for clients that look for them there; nothing when there are none. */
const rulesBeside = (event: VisitorEvent, facts: SessionFacts): WireMessage[] => {
  if (event.type !== 'requested') return []
  const { sensitiveDataRules: rules, oneMessage } = facts.ofRequest(event.request)
  return rules.length === 0 || oneMessage ? [] : [sensitiveDataRules(rules)]
}

const wireMessages = (item: Answer['items'][number], answer: Answer, facts: SessionFacts): WireMessage[] => {
  if ('body' in item) return [eventMessage(item.body, answer, facts), ...rulesBeside(item.body, facts)]
  return [item.type === 'so-far' ? sessionData(item, answer, facts) : fleetingMessage(item)]
}

/** The body of a poll's 200. */
export const wireAnswer = (answer: Answer, facts: SessionFacts): MessagesResponse => ({
  messages: answer.items.flatMap((item) => wireMessages(item, answer, facts)),
  sequence: answer.sequence,
  offset: wireOffset(answer.offset),
})
