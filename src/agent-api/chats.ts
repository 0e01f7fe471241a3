/** The shapes of an agent's chats: what is known of one, what is said and done in it, and how it ends. Shared with the console. */
import { Type, type Static } from 'typebox'
import { ChatId, Entry, Message, messageTextMax, Time } from './entries.js'
import { OpenFileRequest, ReceivedFile } from './files.js'
import { ChatAgent, Handover } from './handovers.js'
import { visitorFacts } from './visitor-facts.js'

/** How many entries a chat brings along in a snapshot; older ones are read page by page. */
export const snapshotEntriesMax = 100
/** The largest page of entries, and of messages. */
export const entryPageMax = 200

export const Detail = Type.Object(
  { label: Type.String(), value: Type.String() },
  { $id: 'Detail', description: 'An answer the visitor gave before the chat' },
)
export type Detail = Static<typeof Detail>

/** How many characters an agent may say about why help is needed. */
export const flagTextMax = 1000

export const Flag = Type.Object(
  {
    text: Type.String({ description: 'What the agent says about it; may be empty' }),
    raisedAt: Time,
  },
  { $id: 'Flag', description: 'There while the agent asks a supervisor for help' },
)
export type Flag = Static<typeof Flag>

export const NewFlag = Type.Object(
  { text: Type.Optional(Type.String({ maxLength: flagTextMax, default: '' })) },
  { $id: 'NewFlag' },
)
export type NewFlag = Static<typeof NewFlag>

export const Chat = Type.Object(
  {
    chatId: ChatId,
    state: Type.Union([Type.Literal('established'), Type.Literal('ended')]),
    visitorName: Type.String(),
    buttonId: Type.String(),
    buttonName: Type.String(),
    waitingSince: Time,
    establishedAt: Time,
    visitorAway: Type.Boolean({ description: 'The visitor has not been heard of for a while' }),
    language: Type.String(),
    userAgent: Type.String(),
    ...visitorFacts,
    details: Type.Array(Detail),
    entries: Type.Array(Entry, { description: 'The newest of its transcript, oldest first' }),
    hasEarlier: Type.Boolean({ description: 'There are entries before the first one here' }),
    files: Type.Array(ReceivedFile, { description: 'All files the visitor sent, oldest first' }),
    fileRequest: Type.Optional(OpenFileRequest),
    flag: Type.Optional(Flag),
    criticalWait: Type.Optional(
      Type.Boolean({ description: 'There, and true, while the visitor has waited too long for an answer' }),
    ),
    agents: Type.Array(ChatAgent, { description: 'Who is in charge, then who talks along' }),
    handover: Type.Optional(Handover),
  },
  { $id: 'Chat', description: 'A chat this agent is in charge of, or talks along in' },
)
export type Chat = Static<typeof Chat>

export const EntryPage = Type.Object(
  { entries: Type.Array(Entry, { description: 'Oldest first' }), hasEarlier: Type.Boolean() },
  { $id: 'EntryPage' },
)
export type EntryPage = Static<typeof EntryPage>

export const MessagePage = Type.Object(
  { messages: Type.Array(Message, { description: 'Oldest first' }), hasEarlier: Type.Boolean() },
  { $id: 'MessagePage' },
)
export type MessagePage = Static<typeof MessagePage>

export const NewMessage = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: messageTextMax }) },
  { $id: 'NewMessage' },
)
export type NewMessage = Static<typeof NewMessage>

export const Typing = Type.Object(
  {
    typing: Type.Boolean(),
    text: Type.Optional(
      Type.String({
        maxLength: messageTextMax,
        description: 'What I have not sent yet. Supervisors see it where they may; it is kept nowhere.',
      }),
    ),
  },
  { $id: 'Typing' },
)
export type Typing = Static<typeof Typing>

/** How many characters an agent may say about why a visitor is blocked. */
export const blockReasonMax = 1000

export const Block = Type.Object(
  {
    reason: Type.Optional(
      Type.String({ maxLength: blockReasonMax, default: '', description: 'Why, for administrators' }),
    ),
  },
  { $id: 'Block' },
)
export type Block = Static<typeof Block>

/** Why a chat is over, for everybody. */
export const chatEndReasons = [
  Type.Literal('agent', { description: 'The agent ended it' }),
  Type.Literal('blocked', { description: 'The agent blocked the visitor' }),
  Type.Literal('visitor', { description: 'The visitor ended it' }),
  Type.Literal('visitor-idle', { description: 'The visitor was silent for too long' }),
  Type.Literal('visitor-lost', { description: 'The visitor was not heard of for too long' }),
  Type.Literal('agents-unavailable', { description: 'Nobody was left who could go on with it' }),
] as const

export const EndReason = Type.Union([
  ...chatEndReasons,
  Type.Literal('transferred', { description: 'Another agent took it over' }),
  Type.Literal('left', { description: 'This agent left it to a colleague' }),
  Type.Literal('agent-lost', {
    description: 'This agent’s connection was gone too long; somebody else goes on with the chat',
  }),
])
export type EndReason = Static<typeof EndReason>
