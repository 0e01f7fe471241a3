/** Versions of objects as entity tags, so that nobody overwrites what they have not seen. */
import { ProblemError } from '../agent-api/problems.js'

export const entityTag = (version: number): string => `"${version}"`

/** How many tags a request may name. */
const tagsMax = 10
const tag = /^"(\d{1,15})"$/

/**
 * Whether `version` is among those that an `If-Match` names. Throws a 428 when there is none: whoever changes an object
 * has to say which version they saw.
 */
export const requireMatch = (header: string | undefined, version: number): void => {
  if (header === undefined || header.trim() === '') {
    throw new ProblemError(
      428,
      'if-match-required',
      'Send the ETag you read in If-Match, so that nothing is overwritten.',
    )
  }
  const named = header.split(',').map((text) => text.trim())
  if (named.length > tagsMax) throw new ProblemError(400, 'invalid', `If-Match may name at most ${tagsMax} tags.`)
  if (named.some((text) => text === '*' || tag.exec(text)?.[1] === String(version))) return
  const detail = 'Somebody else changed it meanwhile. Read it again and repeat your change.'
  throw new ProblemError(412, 'changed-meanwhile', detail, { etag: entityTag(version) })
}
