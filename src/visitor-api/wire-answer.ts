/** Puts what delivery has to say into the words of the wire. */
import type { VisitorEvent } from '../chat/chat-events.js'
import type { Answer, Fleeting } from '../delivery/next-answer.js'
import type { NumberedEvent } from '../delivery/numbered-events.js'
import {
  agentDisconnect,
  agentTyping,
  chatEnded,
  chatEstablished,
  chatMessage,
  chatRequestFail,
  chatRequestSuccess,
  chatTransferred,
  queueUpdate,
  type MessagesResponse,
  type WireMessage,
} from '../protocol/messages.js'

/** What the wire tells of a session besides its events. */
export interface SessionFacts {
  readonly visitorId: string
  readonly connectionTimeoutMs: number
}

const fleetingMessage = (item: Fleeting): WireMessage =>
  item.type === 'queue'
    ? queueUpdate(item.position, item.estimatedWaitS)
    : agentTyping(item.typing, item.agentName, item.agentId)

const eventMessage = (event: VisitorEvent, answer: Answer, facts: SessionFacts): WireMessage => {
  switch (event.type) {
    case 'requested':
      return chatRequestSuccess({
        connectionTimeoutMs: facts.connectionTimeoutMs,
        queuePosition: answer.queue?.position ?? 0,
        estimatedWaitS: answer.queue?.estimatedWaitS ?? -1,
        visitorId: facts.visitorId,
      })
    case 'refused':
      return chatRequestFail(event.reason === 'not-post' ? 'NoPost' : 'Unavailable')
    case 'accepted':
      return event.resumed
        ? chatTransferred(event.agentName, event.agentId)
        : chatEstablished(event.agentName, event.agentId)
    case 'agent-message':
      return chatMessage(event.text, event.agentName, event.agentId)
    case 'agent-lost':
      return agentDisconnect()
    case 'ended':
      if (event.reason === 'agent') return chatEnded('agent')
      return chatEnded(event.reason === 'visitor' ? 'client' : 'clientIdleTimeout')
  }
}

const isEvent = (item: NumberedEvent | Fleeting): item is NumberedEvent => 'body' in item

/** The body of a poll's 200. */
export const wireAnswer = (answer: Answer, facts: SessionFacts): MessagesResponse => ({
  messages: answer.items.map((item) =>
    isEvent(item) ? eventMessage(item.body, answer, facts) : fleetingMessage(item),
  ),
  sequence: answer.sequence,
  offset: answer.offset,
})
