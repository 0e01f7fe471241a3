/** Chats in every state, for tests of rules. */
import { ChatError } from './chat-error.js'
import type { ChatEvent } from './chat-events.js'
import type { ChatRequest } from './chat-request.js'
import { chatKind, type Chat } from './chat.js'

export const askedFor: ChatRequest = {
  ...{ sessionId: 's', deploymentId: 'd', buttonId: 'b', visitorName: 'Ana', language: 'en', userAgent: 'test' },
  ...{ screenResolution: '1x1', receiveQueueUpdates: true, details: [], entities: [] },
}

/** The chat after these events, a second apart from 1000 on. */
export const foldChat = (...events: ChatEvent[]): Chat =>
  events.reduce(
    (chat, body, index) =>
      chatKind.apply(chat, { version: index + 1, id: String(index), at: 1000 * (index + 1), body }),
    chatKind.initial({ organizationId: 'o', kind: 'chat', id: 'c' }),
  )

export const requested: ChatEvent = {
  type: 'requested',
  request: askedFor,
  digest: 'x',
  command: { number: 1, digest: 'x' },
}
export const offered = { type: 'offered', agentId: 'ada', expiresAt: 2000 } as const satisfies ChatEvent
export const accepted = {
  type: 'accepted',
  agentId: 'ada',
  agentName: 'Ada',
  resumed: false,
} as const satisfies ChatEvent
export const ended: ChatEvent = { type: 'ended', reason: 'agent', agentId: 'ada' }

/** What has to happen to a chat before it is in a state; in the established one Ada is in charge. */
export const eventsUpTo = {
  unrequested: [],
  waiting: [requested],
  offered: [requested, offered],
  established: [requested, offered, accepted],
  ended: [requested, offered, accepted, ended],
} satisfies Record<Chat['state'], ChatEvent[]>

/** The types of the events a rule answers, or the code of its refusal. */
export const outcomeOf = (rule: () => readonly ChatEvent[]): string => {
  try {
    return rule()
      .map(({ type }) => type)
      .join(' ')
  } catch (error) {
    if (error instanceof ChatError) return error.code
    throw error
  }
}
