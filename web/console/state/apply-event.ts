/**
 * What the agent sees, as a fold: a snapshot and the durable events after it give what a fresh snapshot would say. Pure,
 * so that the server can prove it with any history. The fleeting events change nothing here.
 */
import type { Entry } from '../../../src/agent-api/entries.js'
import type { ReceivedFile } from '../../../src/agent-api/files.js'
import type { Chat } from '../../../src/agent-api/chats.js'
import type { AgentEventName, AgentEvents, Snapshot } from '../../../src/agent-api/messages.js'
import type { Offer } from '../../../src/agent-api/offers.js'
import { withEntry } from './entry-list.js'
import { afterHandover } from './handover.js'
import { snapshotEntriesMax } from './limits.js'

/**
 * The snapshot after one event of the stream. Offers are in the order of their `waitingSince`, chats of their
 * `establishedAt`, both then by `chatId`; a chat holds its newest 100 entries by `number`, each once. An event that
 * changes nothing (an entry known already, a chat that is not here, a fleeting event) gives the same object back.
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
    case 'custom-event':
    case 'rich-message':
    case 'visitor-pick':
    case 'idle-warning':
    case 'page-visited':
    case 'rules-triggered':
    case 'whisper':
      return applyEntry(snapshot, event.data)
    case 'file-requested': {
      const { chatId, fileId } = event.data
      return changeChat(snapshot, chatId, (chat) => ({ ...chat, fileRequest: { fileId } }))
    }
    case 'file-cancelled':
    case 'file-failed':
      return changeChat(snapshot, event.data.chatId, (chat) => withoutRequest(chat, event.data.fileId))
    case 'file-received':
      return changeChat(snapshot, event.data.chatId, (chat) => withFile(chat, event.data))
    case 'critical-wait':
      return changeChat(snapshot, event.data.chatId, (chat) => ({ ...chat, criticalWait: true }))
    case 'critical-wait-cleared':
      return changeChat(snapshot, event.data.chatId, withoutCriticalWait)
    case 'flag':
      return changeChat(snapshot, event.data.chatId, (chat) => withFlag(chat, event.data.flag))
    case 'handover-offered':
    case 'handover-ended':
    case 'chat-transferred':
    case 'agent-joined':
    case 'agent-left':
      return changeChat(snapshot, event.data.chatId, (chat) => afterHandover(chat, event))
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

function applyEntry(snapshot: Snapshot, entry: Entry): Snapshot {
  return changeChat(snapshot, entry.chatId, (chat) => {
    const entries = withEntry(chat.entries, entry)
    return entries === chat.entries ? chat : newestOnly({ ...chat, entries })
  })
}

/** A chat that is not here, and one that is not changed, leave the snapshot as it is. */
function changeChat(snapshot: Snapshot, chatId: string, change: (chat: Chat) => Chat): Snapshot {
  const chat = snapshot.chats.find((other) => other.chatId === chatId)
  const changed = chat && change(chat)
  if (changed === undefined || changed === chat) return snapshot
  return { ...snapshot, chats: snapshot.chats.map((other) => (other === chat ? changed : other)) }
}

function withoutRequest(chat: Chat, fileId: string): Chat {
  if (chat.fileRequest?.fileId !== fileId) return chat
  const rest = { ...chat }
  delete rest.fileRequest
  return rest
}

function withoutCriticalWait(chat: Chat): Chat {
  const rest = { ...chat }
  delete rest.criticalWait
  return rest
}

function withFlag(chat: Chat, flag: Chat['flag']): Chat {
  const rest = { ...chat }
  delete rest.flag
  return flag === undefined ? rest : { ...rest, flag }
}

function withFile(chat: Chat, file: ReceivedFile): Chat {
  const answered = withoutRequest(chat, file.fileId)
  if (chat.files.some(({ fileId }) => fileId === file.fileId)) return answered
  return { ...answered, files: [...chat.files, file].sort((a, b) => a.number - b.number) }
}

function newestOnly(chat: Chat): Chat {
  if (chat.entries.length <= snapshotEntriesMax) return chat
  return { ...chat, entries: chat.entries.slice(-snapshotEntriesMax), hasEarlier: true }
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
