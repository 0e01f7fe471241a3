/** The shapes of whether an agent takes chats. Shared with the console. */
import { Type, type Static } from 'typebox'
import { decidedBy } from './handovers.js'

export const PresenceStatus = Type.Union([Type.Literal('online'), Type.Literal('away'), Type.Literal('offline')], {
  description: 'Only an `online` agent is offered chats.',
})
export type PresenceStatus = Static<typeof PresenceStatus>

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
