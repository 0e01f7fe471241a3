/**
 * The shapes of the agents' API that belong to no noun of their own, and its event stream; what requests and answers hold
 * besides is in the files beside this one. The server validates with these schemas, the OpenAPI document is made from
 * them, and the console takes its types from here. Times are ISO 8601 in UTC with milliseconds. Members may be added;
 * readers ignore what they do not know.
 */
import { Type, type Static } from 'typebox'
import { Chat, type EndReason, type Flag } from './chats.js'
import type { EntryEvents } from './entries.js'
import type { FileEvents } from './files.js'
import type { ChatAgent, HandoverEvents } from './handovers.js'
import { Agent } from './logging-in.js'
import { Offer, type WithdrawalReason } from './offers.js'
import { Presence, PresenceStatus } from './presence.js'

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
