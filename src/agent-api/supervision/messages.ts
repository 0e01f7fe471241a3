/** The shapes of what supervisors see and say. Shared with the console. Members may be added, as everywhere. */
import { Type, type Static } from 'typebox'
import { ChatId, Entry, messageTextMax, Time, type EntryEvents } from '../entries.js'
import { OpenFileRequest, ReceivedFile } from '../files.js'
import { EndReason, Flag } from '../chats.js'

export const NewWhisper = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: messageTextMax }) },
  { $id: 'NewWhisper' },
)
export type NewWhisper = Static<typeof NewWhisper>

export const AgentOfChat = Type.Object({
  id: Type.String(),
  name: Type.String({ description: 'As visitors see it' }),
})
export type AgentOfChat = Static<typeof AgentOfChat>

/** Who talks along in a chat; absent when nobody does. */
export const colleagues = Type.Array(AgentOfChat, {
  description: 'Who talks along, in the order in which they came; absent when nobody does',
})

/** How a chat stands, without its transcript. */
export const ChatStanding = Type.Object(
  {
    chatId: ChatId,
    state: Type.Union([
      Type.Literal('waiting'),
      Type.Literal('offered'),
      Type.Literal('established'),
      Type.Literal('ended'),
    ]),
    visitorName: Type.String(),
    buttonId: Type.String(),
    buttonName: Type.String(),
    agent: Type.Optional(AgentOfChat),
    colleagues: Type.Optional(colleagues),
    waitingSince: Type.Optional(Time),
    establishedAt: Type.Optional(Time),
    endedAt: Type.Optional(Time),
    endReason: Type.Optional(Type.Union([EndReason, Type.Literal('refused')])),
    endedBy: Type.Optional(AgentOfChat),
    visitorAway: Type.Boolean({ description: 'The visitor has not been heard of for a while' }),
    files: Type.Array(ReceivedFile, { description: 'All files the visitor sent, oldest first' }),
    fileRequest: Type.Optional(OpenFileRequest),
    flag: Type.Optional(Flag),
  },
  {
    $id: 'ChatStanding',
    description:
      '`agent` is in charge of the chat, or is offered it; `endedBy` is the supervisor who ended it, if one did',
  },
)
export type ChatStanding = Static<typeof ChatStanding>

export const WatchedChat = Type.Object(
  {
    ...ChatStanding.properties,
    entries: Type.Array(Entry, { description: 'The newest of its transcript, oldest first' }),
    hasEarlier: Type.Boolean({ description: 'There are entries before the first one here' }),
  },
  { $id: 'WatchedChat', description: 'A chat as somebody sees it who watches it' },
)
export type WatchedChat = Static<typeof WatchedChat>

/**
 * What the stream of a watched chat tells, by the name of its event. `snapshot` comes first, unless the stream was
 * resumed; then each entry of the transcript by the name of its kind, and `chat` when something else about it is
 * another. The other ones are fleeting: told once and kept nowhere.
 */
export interface WatchEvents extends EntryEvents {
  snapshot: WatchedChat
  chat: ChatStanding
  /** `text` is what the visitor is about to send; absent when the client only says that somebody types. */
  'visitor-typing': { chatId: string; typing: boolean; text?: string }
  /** `text` is what the agent is about to send; absent when it may not be shown. */
  'agent-typing': { chatId: string; agentId: string; typing: boolean; text?: string }
  'visitor-away': { chatId: string }
  'visitor-back': { chatId: string }
}
export type WatchEventName = keyof WatchEvents
