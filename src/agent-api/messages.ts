/**
 * The shapes of the agents' API: what its requests, answers and event stream hold. The server validates with these
 * schemas, the OpenAPI document is made from them, and the console takes its types from here. Times are ISO 8601 in
 * UTC with milliseconds. Members may be added; readers ignore what they do not know.
 */
import { Type, type Static } from 'typebox'

const Time = Type.String({ format: 'date-time', description: 'ISO 8601, UTC' })
const ChatId = Type.String({ description: 'The chat, a UUID' })

/** How many characters (Unicode code points) the text of one message may have. */
export const messageTextMax = 32_000
/** How many messages a chat brings along in a snapshot; older ones are read page by page. */
export const snapshotMessagesMax = 100
/** The largest page of messages. */
export const messagePageMax = 200

export const PresenceStatus = Type.Union([Type.Literal('online'), Type.Literal('away'), Type.Literal('offline')], {
  description: 'Only an `online` agent is offered chats.',
})
export type PresenceStatus = Static<typeof PresenceStatus>

export const Agent = Type.Object(
  {
    id: Type.String({ description: 'The agent, a 15-character id that starts with 005' }),
    organizationId: Type.String(),
    username: Type.String(),
    name: Type.String({ description: 'As visitors see it' }),
    role: Type.Union([Type.Literal('agent'), Type.Literal('supervisor'), Type.Literal('administrator')]),
    capacity: Type.Integer({ description: 'How many chats at once' }),
  },
  { $id: 'Agent' },
)
export type Agent = Static<typeof Agent>

export const Login = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 255 }),
    password: Type.String({ minLength: 1, maxLength: 1024 }),
  },
  { $id: 'Login' },
)
export type Login = Static<typeof Login>

export const LoggedIn = Type.Object(
  {
    token: Type.String({ description: 'Send it as `Authorization: Bearer …`; browsers use the cookie instead' }),
    expiresAt: Time,
    agent: Agent,
  },
  { $id: 'LoggedIn' },
)
export type LoggedIn = Static<typeof LoggedIn>

export const Presence = Type.Object({ status: PresenceStatus }, { $id: 'Presence' })
export type Presence = Static<typeof Presence>

export const Message = Type.Object(
  {
    chatId: ChatId,
    number: Type.Integer({
      description: 'Grows within a chat, with gaps: it is the message’s place in the chat’s log',
    }),
    from: Type.Union([Type.Literal('visitor'), Type.Literal('agent')]),
    name: Type.String({ description: 'Who wrote it, as shown to the other side' }),
    text: Type.String({ description: 'Plain text. Never HTML.' }),
    at: Time,
  },
  { $id: 'Message' },
)
export type Message = Static<typeof Message>

export const Detail = Type.Object(
  { label: Type.String(), value: Type.String() },
  { $id: 'Detail', description: 'An answer the visitor gave before the chat' },
)
export type Detail = Static<typeof Detail>

export const Offer = Type.Object(
  {
    chatId: ChatId,
    visitorName: Type.String(),
    buttonId: Type.String(),
    buttonName: Type.String(),
    waitingSince: Time,
    expiresAt: Time,
  },
  { $id: 'Offer', description: 'A waiting chat that this agent may accept until it expires' },
)
export type Offer = Static<typeof Offer>

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
    details: Type.Array(Detail),
    messages: Type.Array(Message, { description: 'The newest, oldest first' }),
    hasEarlier: Type.Boolean({ description: 'There are messages before the first one here' }),
  },
  { $id: 'Chat', description: 'A chat this agent is in charge of' },
)
export type Chat = Static<typeof Chat>

export const Snapshot = Type.Object(
  { agent: Agent, presence: Presence, offers: Type.Array(Offer), chats: Type.Array(Chat) },
  { $id: 'Snapshot' },
)
export type Snapshot = Static<typeof Snapshot>

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

export const Typing = Type.Object({ typing: Type.Boolean() }, { $id: 'Typing' })
export type Typing = Static<typeof Typing>

export const Done = Type.Object({}, { $id: 'Done' })
export type Done = Static<typeof Done>

/** RFC 9457. `code` is ours and stable; `detail` is for people. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.String(),
  },
  { $id: 'Problem' },
)
export type Problem = Static<typeof Problem>

export const WithdrawalReason = Type.Union([
  Type.Literal('declined'),
  Type.Literal('timed-out'),
  Type.Literal('visitor-left'),
  Type.Literal('not-online'),
])
export type WithdrawalReason = Static<typeof WithdrawalReason>

export const EndReason = Type.Union([
  Type.Literal('agent', { description: 'The agent ended it' }),
  Type.Literal('visitor', { description: 'The visitor ended it' }),
  Type.Literal('visitor-idle', { description: 'The visitor’s client ended it because the visitor was idle' }),
  Type.Literal('visitor-lost', { description: 'The visitor was not heard of for too long' }),
  Type.Literal('agents-unavailable', { description: 'Nobody was left who could go on with it' }),
  Type.Literal('agent-lost', { description: 'This agent’s connection was gone too long; the chat waits for another' }),
])
export type EndReason = Static<typeof EndReason>

/**
 * What the event stream tells, by the name of its event. `snapshot` comes first and again whenever the stream could not
 * be resumed; the durable ones applied to it in order give what a fresh snapshot would say. The fleeting ones
 * (`visitor-typing`, `visitor-away`, `visitor-back`) are told once and kept nowhere.
 */
export interface AgentEvents {
  snapshot: Snapshot
  offer: Offer
  'offer-withdrawn': { chatId: string; reason: WithdrawalReason }
  /** The offer was accepted: by this agent, perhaps at another window. Holds what was written before. */
  'chat-established': Chat
  message: Message
  /** `text` is what the visitor is about to send; absent when the client only says that somebody types. */
  'visitor-typing': { chatId: string; typing: boolean; text?: string }
  'visitor-away': { chatId: string }
  'visitor-back': { chatId: string }
  'chat-ended': { chatId: string; reason: EndReason }
  presence: Presence
}
export type AgentEventName = keyof AgentEvents
