/**
 * The shapes of hand-overs and conferences in the agents' API: who is in a chat, who is asked, and what a colleague is
 * told. Shared with the console.
 */
import { Type, type Static } from 'typebox'
import { Time, type ChatId } from './entries.js'

/** How many characters (Unicode code points) a note to a colleague may have. */
export const noteTextMax = 1000
/** How many colleagues one answer lists at most. */
export const colleaguesListedMax = 200
/** How many characters a search for a colleague may have. */
export const colleagueSearchMax = 80

const idText = (description: string) => Type.String({ minLength: 1, maxLength: 18, description })
const note = Type.Optional(
  Type.String({ maxLength: noteTextMax, description: 'For whoever takes it. Visitors never see it.' }),
)

export const HandoverType = Type.Union(
  [
    Type.Literal('transfer', { description: 'To be in charge of the chat instead' }),
    Type.Literal('conference', { description: 'To talk along' }),
  ],
  { description: 'What somebody is asked for' },
)
export type HandoverType = Static<typeof HandoverType>

export const TargetType = Type.Union([Type.Literal('button'), Type.Literal('skill'), Type.Literal('queue')])
export type TargetType = Static<typeof TargetType>

export const ChatAgent = Type.Object(
  { agentId: Type.String(), name: Type.String({ description: 'As visitors see it' }) },
  { $id: 'ChatAgent', description: 'An agent in a chat' },
)
export type ChatAgent = Static<typeof ChatAgent>

/** The supervisor who decided something in an agent's place; absent when the agent did. */
export const decidedBy = Type.Optional(
  Type.Object(
    { agentId: Type.String(), name: Type.String() },
    { description: 'The supervisor who decided it in the agent’s place; absent when the agent did' },
  ),
)

export const Handover = Type.Object(
  {
    type: HandoverType,
    to: Type.Object({
      type: Type.Union([Type.Literal('agent'), TargetType]),
      id: Type.String(),
      name: Type.String(),
    }),
    expiresAt: Time,
    note,
    by: decidedBy,
  },
  { $id: 'Handover', description: 'A hand-over that is under way: whom the chat was offered to' },
)
export type Handover = Static<typeof Handover>

export const OfferedHandover = Type.Object(
  { type: HandoverType, from: ChatAgent, note },
  {
    $id: 'OfferedHandover',
    description: 'Why a chat is offered that has an agent: who asks, for what, with which words',
  },
)
export type OfferedHandover = Static<typeof OfferedHandover>

export const NewTransfer = Type.Object(
  {
    agentId: Type.Optional(idText('A colleague')),
    buttonId: Type.Optional(idText('Whoever answers this button')),
    skillId: Type.Optional(idText('Whoever has this skill')),
    queueId: Type.Optional(idText('Whoever is in this queue')),
    note,
  },
  { $id: 'NewTransfer', description: 'Exactly one of the ids says who is to take the chat' },
)
export type NewTransfer = Static<typeof NewTransfer>

export const NewInvitation = Type.Object({ agentId: idText('A colleague'), note }, { $id: 'NewInvitation' })
export type NewInvitation = Static<typeof NewInvitation>

export const Colleague = Type.Object(
  {
    agentId: Type.String(),
    name: Type.String(),
    status: Type.Union([Type.Literal('online'), Type.Literal('away'), Type.Literal('offline')]),
    free: Type.Integer({ minimum: 0, description: 'How many more chats they can have' }),
    skills: Type.Array(Type.String(), { description: 'The names of what they know about' }),
  },
  { $id: 'Colleague' },
)
export type Colleague = Static<typeof Colleague>

export const TransferTarget = Type.Object(
  {
    type: TargetType,
    id: Type.String(),
    name: Type.String(),
    online: Type.Integer({ minimum: 0, description: 'How many others are online who could take it' }),
    waiting: Type.Integer({ minimum: 0, description: 'How many chats wait there' }),
  },
  { $id: 'TransferTarget' },
)
export type TransferTarget = Static<typeof TransferTarget>

export const Colleagues = Type.Object(
  {
    mayTransfer: Type.Boolean({ description: 'Whether I may hand a chat to one of these agents' }),
    mayInvite: Type.Boolean({ description: 'Whether I may invite one of them into a chat' }),
    agents: Type.Array(Colleague, {
      maxItems: colleaguesListedMax,
      description: 'Who can take it first, then by name',
    }),
    targets: Type.Array(TransferTarget, { description: 'The buttons, skills and queues I may hand a chat to' }),
  },
  { $id: 'Colleagues' },
)
export type Colleagues = Static<typeof Colleagues>

export const HandoverEndReason = Type.Union([
  Type.Literal('declined'),
  Type.Literal('timed-out', { description: 'Nobody answered in time' }),
  Type.Literal('cancelled', { description: 'It was taken back' }),
  Type.Literal('not-online', { description: 'Nobody who could take it is online any more' }),
  Type.Literal('over', { description: 'The chat went on without an answer, or ended' }),
])
export type HandoverEndReason = Static<typeof HandoverEndReason>

/** What the event stream tells members of a chat about hand-overs. Whoever is asked is told by `offer`. */
export interface HandoverEvents {
  /** A hand-over is under way in a chat of mine. */
  'handover-offered': { chatId: Static<typeof ChatId>; handover: Handover }
  /** It came to nothing: whoever was in charge still is. */
  'handover-ended': { chatId: Static<typeof ChatId>; reason: HandoverEndReason }
  /** Another agent is in charge of a chat in which I talk along. Its `flag` was that of the one before, and is down. */
  'chat-transferred': { chatId: Static<typeof ChatId>; agentId: string; name: string }
  /** A colleague talks along now. */
  'agent-joined': { chatId: Static<typeof ChatId>; agentId: string; name: string }
  /** A colleague left, or their connection is gone; `successorId` is in charge now when they were, and their `flag` is down. */
  'agent-left': { chatId: Static<typeof ChatId>; agentId: string; name: string; successorId?: string }
}
