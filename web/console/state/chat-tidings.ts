/** What the agent is told of events that change who is in a chat, or how urgent it is. Pure. */
import type { Chat } from '../../../src/agent-api/chats.js'
import type { AgentEvents } from '../../../src/agent-api/messages.js'
import type { HandoverEvents } from '../../../src/agent-api/handovers.js'
import { partOf } from './chat-part.js'
import type { Fact } from './notices.js'

type ToldEvents = HandoverEvents & Pick<AgentEvents, 'flag' | 'critical-wait'>
export type ToldEvent = { [Name in keyof ToldEvents]: { name: Name; data: ToldEvents[Name] } }[keyof ToldEvents]

/**
 * The words about an event, given the chat as it was before; undefined for what the agent did at this page, and for
 * what is seen where it happens.
 */
export function tidingOf(
  event: ToldEvent,
  chat: Chat,
  agentId: string,
  /** Whether the flag was taken down at this page. */
  isLoweredHere: () => boolean,
): Fact | undefined {
  const { visitorName } = chat
  switch (event.name) {
    case 'critical-wait':
      return { what: 'critical-wait', chatId: chat.chatId, visitorName }
    case 'flag':
      return event.data.flag !== undefined || isLoweredHere() ? undefined : { what: 'flag-lowered', visitorName }
    case 'handover-offered':
      return undefined
    case 'handover-ended': {
      const { handover } = chat
      const { reason } = event.data
      // Only whoever asked wants to know what became of it; and what they took back they know.
      if (handover === undefined || reason === 'over' || reason === 'cancelled') return undefined
      if (partOf(chat, agentId) === 'talks-along') return undefined
      return { what: 'handover-ended', visitorName, handover, reason }
    }
    case 'chat-transferred':
      return { what: 'now-in-charge', visitorName, name: event.data.name }
    case 'agent-joined':
      return { what: 'colleague-joined', visitorName, name: event.data.name }
    case 'agent-left': {
      const { name, successorId } = event.data
      if (successorId === agentId) return { what: 'now-in-charge', visitorName, name: undefined }
      return { what: 'colleague-left', visitorName, name }
    }
  }
}
