/**
 * What a chat remembers of what was last done with it, to recognise what is done again: everything of the last two
 * minutes, and what is older while it is little.
 */
import type { Instant, Millis } from '../lib/clock.js'

/**
 * How long something is remembered at least. A request is begun within `decidedWithinMs` (`event-log/too-late.ts`) of its
 * arrival or not at all, waits for the log for a minute at most (`PARLEY_WRITE_PATIENCE_MS`), and each try to decide ends within
 * `decidedWithinMs` again: less than this together. So whatever another process did meanwhile is still remembered then.
 */
export const rememberedMs: Millis = 120_000
/** This many are remembered however old they are: clients repeat soon or never. */
export const rememberedMin = 32
/** More are not remembered however new they are. By the standard rate a server lets through 360 a minute. */
export const rememberedMax = 512

/** Something remembered; `at` is missing in what was remembered before there were times. */
export interface Remembered {
  readonly at?: Instant
}

/** The list, oldest first, with what was done at `at` behind it, and without what need not be remembered any more. */
export const withNewest = <T extends Remembered>(list: readonly T[], newest: T, at: Instant): readonly T[] => {
  let first = Math.max(0, list.length + 1 - rememberedMax)
  while (list.length - first >= rememberedMin && (list[first]?.at ?? 0) < at - rememberedMs) first += 1
  return [...list.slice(first), newest]
}
