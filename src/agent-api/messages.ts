/**
 * The shapes of the agents' API: what its requests, answers and event stream hold. The server validates with these
 * schemas, the OpenAPI document is made from them, and the console takes its types from here. Times are ISO 8601 in
 * UTC with milliseconds. Members may be added; readers ignore what they do not know.
 */
import { Type, type Static } from 'typebox'
import { ChatId, Entry, Message, messageTextMax, Time, type EntryEvents } from './entries.js'
import { ChatAgent, decidedBy, Handover, HandoverEndReason, OfferedHandover, type HandoverEvents } from './handovers.js'
import { OpenFileRequest, ReceivedFile, type FileEvents } from './files.js'
import { visitorFacts } from './visitor-facts.js'

/** How many entries a chat brings along in a snapshot; older ones are read page by page. */
export const snapshotEntriesMax = 100
/** The largest page of entries, and of messages. */
export const entryPageMax = 200

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

export const LogInWays = Type.Object(
  {
    password: Type.Literal(true),
    provider: Type.Optional(
      Type.Object(
        { label: Type.String({ description: 'What to call it, such as “Example Inc.”' }) },
        { description: 'An identity provider; a browser goes there by GET /api/v1/login/provider' },
      ),
    ),
    isNew: Type.Optional(Type.Literal(true, { description: 'Nobody can log in: there is no organization yet' })),
  },
  { $id: 'LogInWays' },
)
export type LogInWays = Static<typeof LogInWays>

export const LoggedOut = Type.Object(
  {
    provider: Type.Optional(
      Type.Object(
        { label: Type.String(), address: Type.String({ description: 'Where a browser goes to log out there' }) },
        { description: 'The identity provider that the log-in came from, where the person may be logged in still' },
      ),
    ),
  },
  { $id: 'LoggedOut' },
)
export type LoggedOut = Static<typeof LoggedOut>

const statusId = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 18, description }))

export const Presence = Type.Object(
  {
    status: PresenceStatus,
    statusId: statusId('The status of the organization’s that was chosen, if one was'),
    by: decidedBy,
  },
  { $id: 'Presence' },
)
export type Presence = Static<typeof Presence>

export const PresenceChoice = Type.Object(
  {
    status: Type.Optional(PresenceStatus),
    statusId: statusId('A status of the organization’s instead; it says whether it takes chats'),
  },
  { $id: 'PresenceChoice', description: 'One of the two' },
)
export type PresenceChoice = Static<typeof PresenceChoice>

export const StatusList = Type.Object(
  {
    statuses: Type.Array(
      Type.Object({
        statusId: Type.String(),
        name: Type.String(),
        takesChats: Type.Boolean({ description: 'Whether who has it is online; else they are away' }),
      }),
    ),
  },
  { $id: 'StatusList', description: 'In the order in which they are to be shown' },
)
export type StatusList = Static<typeof StatusList>

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
    expiresAt: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'Until when; absent for a chat that is listed to others as well, of whom the first has it',
      }),
    ),
    handover: Type.Optional(OfferedHandover),
    by: decidedBy,
    note: Type.Optional(Type.String({ description: 'What that supervisor says about a chat that waited' })),
  },
  { $id: 'Offer', description: 'A chat that this agent may accept' },
)
export type Offer = Static<typeof Offer>

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

export const OwnConfiguration = Type.Object(
  {
    transferToAgents: Type.Boolean(),
    transferToSkills: Type.Boolean(),
    transferToButtons: Type.Boolean(),
    conferencing: Type.Boolean(),
    assistanceFlag: Type.Boolean(),
    visitorBlocking: Type.Boolean(),
    fileTransfer: Type.Boolean(),
    sneakPeek: Type.Boolean(),
    requestSound: Type.Boolean(),
    disconnectSound: Type.Boolean(),
    notifications: Type.Boolean(),
    supervisorStatusFilter: Type.Union([PresenceStatus, Type.Null()]),
    supervisorButtonFilterId: Type.Union([Type.String(), Type.Null()]),
    supervisorSkillFilterId: Type.Union([Type.String(), Type.Null()]),
  },
  {
    $id: 'OwnConfiguration',
    description:
      'What the agent’s configuration lets them do, how it has them told, and what of the floor it shows them at first, ' +
      'by the names of setup',
  },
)
export type OwnConfiguration = Static<typeof OwnConfiguration>

export const Snapshot = Type.Object(
  {
    agent: Agent,
    configuration: OwnConfiguration,
    presence: Presence,
    offers: Type.Array(Offer),
    chats: Type.Array(Chat),
  },
  { $id: 'Snapshot' },
)
export type Snapshot = Static<typeof Snapshot>

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

export const Decline = Type.Object(
  {
    reasonId: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 18,
        description: 'The id of a decline reason, of those the agent may give',
      }),
    ),
  },
  { $id: 'Decline' },
)
export type Decline = Static<typeof Decline>

export const DeclineReasonList = Type.Object(
  { reasons: Type.Array(Type.Object({ reasonId: Type.String(), name: Type.String() })) },
  { $id: 'DeclineReasonList', description: 'In the order in which they are to be shown' },
)
export type DeclineReasonList = Static<typeof DeclineReasonList>

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
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          member: Type.String({ description: 'The member, those inside others after dots; empty: the whole' }),
          message: Type.String({ description: 'A sentence to show beside its field' }),
        }),
        { description: 'What is wrong, member by member' },
      ),
    ),
  },
  { $id: 'Problem' },
)
export type Problem = Static<typeof Problem>

export const WithdrawalReason = Type.Union([
  Type.Literal('visitor-left'),
  Type.Literal('taken', { description: 'Somebody else accepted it' }),
  Type.Literal('not-eligible', { description: 'It is not for this agent any more' }),
  Type.Literal('withdrawn', { description: 'Whoever gave the chat away took it back' }),
  HandoverEndReason,
])
export type WithdrawalReason = Static<typeof WithdrawalReason>

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

/**
 * What the event stream tells, by the name of its event. `snapshot` comes first and again whenever the stream could not
 * be resumed; the durable ones applied to it in order give what a fresh snapshot would say. The fleeting ones
 * (`visitor-typing`, `visitor-away`, `visitor-back`) are told once and kept nowhere. Each entry of a transcript is an
 * event by the name of its kind.
 */
export interface AgentEvents extends EntryEvents, FileEvents, HandoverEvents {
  snapshot: Snapshot
  offer: Offer
  'offer-withdrawn': { chatId: string; reason: WithdrawalReason }
  /** The offer was accepted, or a chat returned: by this agent, perhaps at another window. Holds what was written before. */
  'chat-established': Chat
  /** `text` is what the visitor is about to send; absent when the client only says that somebody types. */
  'visitor-typing': { chatId: string; typing: boolean; text?: string }
  'visitor-away': { chatId: string }
  'visitor-back': { chatId: string }
  /** Help is asked for, or not any more; then there is no `flag`. */
  flag: { chatId: string; flag?: Flag }
  /** The visitor has waited for an answer as long as the configuration says; then, that they got one, or wait for another agent. */
  'critical-wait': { chatId: string }
  'critical-wait-cleared': { chatId: string }
  /**
   * `by` is the supervisor who ended it in the place of the agent in charge; `successor` is who took it over, where the
   * reason is `transferred`.
   */
  'chat-ended': { chatId: string; reason: EndReason; by?: ChatAgent; successor?: ChatAgent }
  presence: Presence
}
export type AgentEventName = keyof AgentEvents
