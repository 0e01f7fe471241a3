/**
 * What the agent sees, as a fold: a snapshot and the durable events after it give what a fresh snapshot would say. Pure,
 * so that the server can prove it with any history. The fleeting events change nothing here.
 */
import type { AgentEventName, AgentEvents, Chat, Message, Offer, Snapshot } from '../../../src/agent-api/messages.js'
import { snapshotMessagesMax } from './limits.js'
import { withMessage } from './message-list.js'

/**
 * The snapshot after one event of the stream. Offers are in the order of their `waitingSince`, chats of their
 * `establishedAt`, both then by `chatId`; a chat holds its newest 100 messages by `number`, each once. An event that
 * changes nothing (a message known already, a chat that is not here, a fleeting event) gives the same object back.
 */
export function applyAgentEvent<Name extends AgentEventName>(
  snapshot: Snapshot,
  name: Name,
  data: AgentEvents[Name],
): Snapshot {
  const event = { name, data } as AgentEvent
  switch (event.name) {
    case 'snapshot':
      return event.data
    case 'presence':
      return { ...snapshot, presence: event.data }
    case 'offer':
      return { ...snapshot, offers: [...without(snapshot.offers, event.data.chatId), event.data].sort(offerOrder) }
    case 'offer-withdrawn':
      return has(snapshot.offers, event.data.chatId)
        ? { ...snapshot, offers: without(snapshot.offers, event.data.chatId) }
        : snapshot
    case 'chat-established':
      return {
        ...snapshot,
        offers: without(snapshot.offers, event.data.chatId),
        chats: [...without(snapshot.chats, event.data.chatId), newestOnly(event.data)].sort(chatOrder),
      }
    case 'message':
      return applyMessage(snapshot, event.data)
    case 'chat-ended':
      return has(snapshot.chats, event.data.chatId)
        ? { ...snapshot, chats: without(snapshot.chats, event.data.chatId) }
        : snapshot
    case 'visitor-typing':
    case 'visitor-away':
    case 'visitor-back':
      return snapshot
  }
  // A newer server may tell of things this page does not know.
  return snapshot
}

type AgentEvent = { [Name in AgentEventName]: { name: Name; data: AgentEvents[Name] } }[AgentEventName]

function applyMessage(snapshot: Snapshot, message: Message): Snapshot {
  const chat = snapshot.chats.find(({ chatId }) => chatId === message.chatId)
  if (!chat) return snapshot
  const messages = withMessage(chat.messages, message)
  if (messages === chat.messages) return snapshot
  const changed = newestOnly({ ...chat, messages })
  return { ...snapshot, chats: snapshot.chats.map((other) => (other === chat ? changed : other)) }
}

function newestOnly(chat: Chat): Chat {
  if (chat.messages.length <= snapshotMessagesMax) return chat
  return { ...chat, messages: chat.messages.slice(-snapshotMessagesMax), hasEarlier: true }
}

const has = (entries: readonly { chatId: string }[], chatId: string): boolean =>
  entries.some((entry) => entry.chatId === chatId)

const without = <Entry extends { chatId: string }>(entries: readonly Entry[], chatId: string): Entry[] =>
  entries.filter((entry) => entry.chatId !== chatId)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

// ISO times in UTC with milliseconds sort as text.
const offerOrder = (a: Offer, b: Offer): number =>
  compare(a.waitingSince, b.waitingSince) || compare(a.chatId, b.chatId)
const chatOrder = (a: Chat, b: Chat): number => compare(a.establishedAt, b.establishedAt) || compare(a.chatId, b.chatId)
