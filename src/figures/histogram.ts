/**
 * Lengths of time, gathered in buckets that grow by a tenth. A bucket's count is a sum like any other, so histograms of
 * minutes, agents and buttons are merged by adding. What is read from one is off by at most {@link relativeErrorMax}.
 */
import type { Millis } from '../lib/clock.js'

const growth = 1.1
/** Everything up to this long is one bucket. */
const leastMs = 100
/** The last bucket, which takes everything longer than 220 days. */
export const bucketMax = 200

/** How far a percentile is from the length it stands for, beyond the first bucket and before the last. */
export const relativeErrorMax = (growth - 1) / (growth + 1)

/** The bucket of a length: bucket n holds what is longer than 100 ms × 1.1^(n-1) and not longer than 100 ms × 1.1^n. */
export const bucketOf = (lengthMs: Millis): number =>
  lengthMs <= leastMs ? 0 : Math.min(bucketMax, Math.ceil(Math.log(lengthMs / leastMs) / Math.log(growth)))

/** The length that stands for all in a bucket: the one with the same relative distance to both its ends. */
export const lengthOf = (bucket: number): Millis => (leastMs * growth ** bucket * 2) / (growth + 1)

/**
 * The length that a share of all lengths (0 to 1) does not exceed, in milliseconds; `undefined` when there are none.
 * `counts` has how many there are by bucket.
 */
export const percentile = (counts: ReadonlyMap<number, number>, share: number): Millis | undefined => {
  let total = 0
  for (const count of counts.values()) total += count
  let left = Math.max(1, Math.ceil(total * share))
  for (const [bucket, count] of [...counts].sort(([a], [b]) => a - b)) {
    left -= count
    if (left <= 0) return lengthOf(bucket)
  }
  return undefined
}
