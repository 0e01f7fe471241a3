/** Times that a query asks for. */
import type { Instant } from '../lib/clock.js'
import { ProblemError } from './problems.js'

// Without a zone a time would be one of the server's place, which nobody who asks knows.
const timeForm = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/i

/** The days of February and of short months are right as well, which a date that is merely read need not be. */
const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/**
 * The instant of a day, which begins in UTC, or of a time with its zone (ISO 8601), as the parameter `name` says it;
 * undefined when it is not there. Throws a 400 `invalid` for any other text.
 */
export const askedTime = (name: string, text: string | undefined): Instant | undefined => {
  if (text === undefined) return undefined
  const [, day = ''] = timeForm.exec(text) ?? []
  const at = Date.parse(text)
  if (day === '' || !isDay(day) || Number.isNaN(at))
    throw new ProblemError(400, 'invalid', `${name} is no time such as 2026-01-31 or 2026-01-31T08:00:00Z.`)
  return at
}
