import { Type, type Static } from 'typebox'
import { nameMember } from './members.js'

/** Why an agent lets an offer pass, to choose from. */
export const DeclineReason = Type.Object({
  name: nameMember('As agents see it, such as Wrong topic'),
  order: Type.Integer({ minimum: 0, maximum: 10_000, default: 100, description: 'Lower ones come first in lists' }),
})
export type DeclineReason = Static<typeof DeclineReason>
