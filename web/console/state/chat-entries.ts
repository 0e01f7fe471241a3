import type { Message } from '../../../src/agent-api/entries.js'
import type { ReceivedFile } from '../../../src/agent-api/files.js'
import type { Chat } from '../../../src/agent-api/chats.js'
import type { ChatEnd } from './chat-end.js'
import { isMessage } from './entry-list.js'
import type { Transcript } from './transcript.js'
import { unreadCount, type ReadMarks } from './unread.js'

/** A chat that is over but still on the agent's desk, until the agent puts it away. */
export interface EndedChat extends ChatEnd {
  readonly chat: Chat
  /** When the page learnt of it, milliseconds since 1970 by the server's clock. */
  readonly at: number
}

/** One line in the list of chats. */
export interface ChatEntry {
  readonly chat: Chat
  readonly ended: EndedChat | undefined
  readonly unread: number
  readonly lastMessage: Message | undefined
  /** The newest file, when nothing was said since. */
  readonly lastFile: ReceivedFile | undefined
  /** When the visitor last wrote or sent a file, ISO 8601; undefined when nothing is known. */
  readonly visitorSpokeAt: string | undefined
  /** The visitor had the last word and the chat goes on. */
  readonly unanswered: boolean
}

/** The list: the chats that go on in their order, then the ended ones, the latest to end first. */
export function chatEntries(
  chats: readonly Chat[],
  ended: readonly EndedChat[],
  transcripts: ReadonlyMap<string, Transcript>,
  marks: ReadMarks,
  agentId: string,
): ChatEntry[] {
  const entry = (chat: Chat, over: EndedChat | undefined): ChatEntry => {
    const entries = transcripts.get(chat.chatId)?.entries ?? chat.entries
    const lastMessage = entries.findLast(isMessage)
    const newestFile = chat.files.at(-1)
    const lastFile = newestFile && newestFile.number > (lastMessage?.number ?? -1) ? newestFile : undefined
    const lastWords = entries.findLast((entry) => isMessage(entry) && entry.from === 'visitor')
    return {
      chat,
      ended: over,
      unread: unreadCount({ entries, files: chat.files }, agentId, marks[chat.chatId]),
      lastMessage,
      lastFile,
      visitorSpokeAt: newestFile && newestFile.number > (lastWords?.number ?? -1) ? newestFile.at : lastWords?.at,
      unanswered: !over && (lastFile !== undefined || lastMessage?.from === 'visitor'),
    }
  }
  return [...chats.map((chat) => entry(chat, undefined)), ...[...ended].reverse().map((over) => entry(over.chat, over))]
}

/**
 * The chat `steps` further down the list (negative: up), stopping at its ends. Without a current one, the first; in an
 * empty list none.
 */
export function neighbour(
  entries: readonly ChatEntry[],
  current: string | undefined,
  steps: number,
): string | undefined {
  const place = entries.findIndex(({ chat }) => chat.chatId === current)
  const next = place === -1 ? 0 : Math.min(entries.length - 1, Math.max(0, place + steps))
  return entries[next]?.chat.chatId
}

/** Which chat to turn to when this one is put away: the one that waits for an answer, else the next, else the one before. */
export function afterClosing(entries: readonly ChatEntry[], closing: string): string | undefined {
  const place = entries.findIndex(({ chat }) => chat.chatId === closing)
  const others = entries.filter(({ chat }) => chat.chatId !== closing)
  const next = others.find(({ unread }) => unread > 0) ?? others[place] ?? others[place - 1]
  return next?.chat.chatId
}
