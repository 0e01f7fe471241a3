import { Type } from 'typebox'

/**
 * What a query says of a numbered list that is read backwards: only what has a smaller number. Beyond the largest whole
 * number that is one exactly there is nothing, and not every store could be asked.
 */
export const beforeNumber = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description }))
