/** Finds a time in the record of changes, which is asked by number only. */
import type { Instant } from '../lib/clock.js'

/** More than there will ever be; stores hold it as a whole number. */
const numberMax = 2 ** 31 - 2

/** What is known of one record. */
export interface Dated {
  readonly number: number
  readonly at: Instant
}

/**
 * The number below which all records lie that are from before `until`, as `before` of the record is asked. `newestUpTo`
 * gives the newest record with at most this number, and undefined where there is none. Numbers grow with time, so that
 * a few questions are enough.
 */
export const numberBefore = async (
  until: Instant,
  newestUpTo: (number: number) => Promise<Dated | undefined>,
): Promise<number> => {
  let above = ((await newestUpTo(numberMax))?.number ?? 0) + 1
  let below = 1
  while (below < above) {
    const middle = Math.floor((below + above) / 2)
    const found = await newestUpTo(middle)
    if (found === undefined || found.at < until) below = middle + 1
    else above = found.number
  }
  return above
}
