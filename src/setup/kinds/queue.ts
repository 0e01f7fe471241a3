import { Type, type Static } from 'typebox'
import { nameMember, referenceOrNone, references } from './members.js'

/** Agents who answer together, whatever their skills. A button sends its requests to one. */
export const Queue = Type.Object({
  name: nameMember(),
  memberIds: references('agent', 'The agents who answer'),
  model: Type.Union([Type.Literal('least-active'), Type.Literal('most-available')], {
    default: 'least-active',
    description: 'Who is asked first: the member with the fewest chats, or the one with the most free places',
  }),
  overflowQueueId: referenceOrNone(
    'queue',
    'Where new requests go that this queue cannot take, because nobody is there or the limits of their button are reached; null: nowhere',
  ),
})
export type Queue = Static<typeof Queue>
