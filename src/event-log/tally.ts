/**
 * Counting in the log's own commits: what is to be added to durable sums when, and only when, an append is written. The
 * sums and the events they count are on disk together or not at all, so each event counts exactly once, whatever
 * crashes in between.
 */
import type { Instant } from '../lib/clock.js'

/** An amount that an append adds to one durable sum. */
export interface Tally {
  readonly organizationId: string
  /** What kind of thing it is counted for, and which one. Like a stream's, neither holds a slash. */
  readonly kind: string
  readonly subject: string
  /** What is counted. Holds no slash. */
  readonly measure: string
  /** The start of the slot of time it counts in; {@link balanceSlot} for a sum over all time. */
  readonly slot: Instant
  /** A whole number, which may be negative. */
  readonly amount: number
}

/** The slot of sums that are never moved or forgotten. */
export const balanceSlot = 0

/** One string per sum but for its slot, for maps and for messages between threads. */
export const tallyKey = ({ organizationId, kind, subject, measure }: Tally): string =>
  `${organizationId}/${kind}/${subject}/${measure}`

/** What {@link tallyKey} was made of. */
export const partsOfTallyKey = (key: string): readonly [string, string, string, string] => {
  const [organizationId = '', kind = '', subject = '', measure = ''] = key.split('/')
  return [organizationId, kind, subject, measure]
}
