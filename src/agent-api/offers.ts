/** The shapes of chats that an agent may accept, and of letting one pass. Shared with the console. */
import { Type, type Static } from 'typebox'
import { ChatId, Time } from './entries.js'
import { decidedBy, HandoverEndReason, OfferedHandover } from './handovers.js'

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

export const WithdrawalReason = Type.Union([
  Type.Literal('visitor-left'),
  Type.Literal('taken', { description: 'Somebody else accepted it' }),
  Type.Literal('not-eligible', { description: 'It is not for this agent any more' }),
  Type.Literal('withdrawn', { description: 'Whoever gave the chat away took it back' }),
  HandoverEndReason,
])
export type WithdrawalReason = Static<typeof WithdrawalReason>
