/** The `Idempotency-Key` of requests that write. */
import { Type } from 'typebox'
import { ProblemError } from './problems.js'

const keyPattern = '^[\\x21-\\x7e]{1,255}$'
const keyForm = new RegExp(keyPattern)

/** The headers of a route that takes one. */
export const KeyHeaders = Type.Object({ 'idempotency-key': Type.Optional(Type.String({ pattern: keyPattern })) })

/** The key of a request, if it has one. Throws a 400 for what cannot be one. */
export const idempotencyKeyOf = (
  headers: Readonly<Record<string, string | string[] | undefined>>,
): string | undefined => {
  const header = headers['idempotency-key']
  if (header === undefined) return undefined
  if (typeof header === 'string' && keyForm.test(header)) return header
  throw new ProblemError(400, 'invalid', 'Idempotency-Key must be 1 to 255 visible ASCII characters.')
}
