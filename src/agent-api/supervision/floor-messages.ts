/** The floor as supervisors see it: agents, queues and chats, and what changes. Shared with the console. */
import { Type, type Static } from 'typebox'
import { Flag } from '../chats.js'
import { Agent } from '../logging-in.js'
import { PresenceStatus } from '../presence.js'
import { ChatId, Time } from '../entries.js'
import { AgentOfChat, colleagues } from './messages.js'

export const FloorAgent = Type.Object(
  {
    id: Agent.properties.id,
    name: Agent.properties.name,
    role: Agent.properties.role,
    status: PresenceStatus,
    statusName: Type.Optional(
      Type.String({ description: 'What administrators call the status they have, if they do' }),
    ),
    since: Type.Optional(Time),
    capacity: Type.Integer({ description: 'How many places they have' }),
    load: Type.Integer({ description: 'How many of them chats and offers take' }),
    chatIds: Type.Array(ChatId, { description: 'What takes them, in the order in which it came' }),
    lastTakenAt: Type.Optional(Time),
    skills: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
    queueIds: Type.Optional(Type.Array(Type.String(), { description: 'The queues they are in; absent for none' })),
    flagged: Type.Boolean({ description: 'They ask for help in one of their chats' }),
  },
  {
    $id: 'FloorAgent',
    description:
      'An agent who can log in. `since` is when their status began, absent once they are offline without chats; ' +
      '`lastTakenAt` is when they were last given a chat to take',
  },
)
export type FloorAgent = Static<typeof FloorAgent>

export const FloorQueue = Type.Object(
  {
    kind: Type.Union([Type.Literal('button'), Type.Literal('skill'), Type.Literal('queue')]),
    id: Type.String(),
    name: Type.String(),
    waiting: Type.Integer({ description: 'Chats that are offered to nobody' }),
    offered: Type.Integer({ description: 'Chats that are offered to an agent' }),
    longestWaitSince: Type.Optional(Time),
    online: Type.Integer({ description: 'Agents online who answer it' }),
    free: Type.Integer({ description: 'How many of them have a place' }),
    buttonIds: Type.Optional(
      Type.Array(Type.String(), { description: 'Of a skill or queue: the buttons whose chats wait there' }),
    ),
    answeredBy: Type.Optional(
      Type.Object(
        {
          queueId: Type.Optional(Type.String()),
          skillIds: Type.Optional(Type.Array(Type.String())),
          all: Type.Optional(Type.Boolean({ description: 'They need all of the skills, and not only one' })),
        },
        {
          description:
            'Of a button that not everybody answers: who is in the queue, or who has the skills; without either nobody',
        },
      ),
    ),
    available: Type.Boolean({ description: 'A request made now would be taken; of a skill or queue: at some button' }),
  },
  {
    $id: 'FloorQueue',
    description:
      'What waits at a button; or at all buttons that ask for a skill, or that send their requests to a queue, and what ' +
      'was sent to that skill or queue',
  },
)
export type FloorQueue = Static<typeof FloorQueue>

export const FloorChat = Type.Object(
  {
    chatId: ChatId,
    state: Type.Union([Type.Literal('waiting'), Type.Literal('offered'), Type.Literal('established')]),
    visitorName: Type.String(),
    buttonId: Type.String(),
    buttonName: Type.String(),
    agent: Type.Optional(AgentOfChat),
    colleagues: Type.Optional(colleagues),
    waitsAt: Type.Optional(
      Type.Object(
        {
          type: Type.Union([Type.Literal('skill'), Type.Literal('queue')]),
          id: Type.String(),
          name: Type.String(),
        },
        { description: 'The skill or the queue it was sent to; absent while it waits at its button' },
      ),
    ),
    waitingSince: Time,
    establishedAt: Type.Optional(Time),
    lastWordsAt: Type.Optional(Time),
    unansweredSince: Type.Optional(Time),
    criticalAt: Type.Optional(Time),
    flag: Type.Optional(Flag),
  },
  {
    $id: 'FloorChat',
    description:
      'An open chat. `agent` is in charge of it, or is offered it. `lastWordsAt` is when either side wrote last, ' +
      '`unansweredSince` since when the visitor waits for an answer; from `criticalAt` on they have waited too long',
  },
)
export type FloorChat = Static<typeof FloorChat>

export const FloorSnapshot = Type.Object(
  {
    agents: Type.Array(FloorAgent, { description: 'Those I look after, by name' }),
    queues: Type.Array(FloorQueue, { description: 'All there are, by kind and name' }),
    chats: Type.Array(FloorChat, {
      description: 'Those that wait, and those that these agents are in; the oldest first',
    }),
  },
  { $id: 'FloorSnapshot' },
)
export type FloorSnapshot = Static<typeof FloorSnapshot>

/**
 * What the stream of the floor tells, by the name of its event. `snapshot` comes first, unless the stream was resumed.
 * The others put an item in the place of the one with its id, or add it. Who applies them in order has what a fresh
 * snapshot would say, its order aside.
 */
export interface FloorEvents {
  snapshot: FloorSnapshot
  agent: FloorAgent
  queue: FloorQueue
  chat: FloorChat
  /** It is over, or with agents I do not look after. */
  'chat-gone': { chatId: string }
}
export type FloorEventName = keyof FloorEvents
