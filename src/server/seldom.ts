/** Lets a text that comes over and over through once in a while, so that nobody outside can fill the log with it. */
import type { Clock, Instant, Millis } from '../lib/clock.js'

/** How long the same text is not told again. */
export const toldAgainMs: Millis = 10_000
/** How many texts are remembered; beyond that all are told anew. */
export const textsMax = 100

/** Tells of each text at most once in {@link toldAgainMs}. */
export const seldom = (clock: Clock, tell: (text: string) => void): ((text: string) => void) => {
  const toldAt = new Map<string, Instant>()
  return (text) => {
    const now = clock.now()
    if (now - (toldAt.get(text) ?? -Infinity) < toldAgainMs) return
    if (toldAt.size >= textsMax) toldAt.clear()
    toldAt.set(text, now)
    tell(text)
  }
}
