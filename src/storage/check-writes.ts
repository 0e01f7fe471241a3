import type { StreamWrite } from '../event-log/event-log.js'
import { streamKey } from '../event-log/event-log.js'
import type { Tally } from '../event-log/tally.js'
import type { Instant } from '../lib/clock.js'

/** The longest value of a bookmark, in UTF-16 code units: 1 kB in the plain text that places are written in. */
export const bookmarkLengthMax = 1024

/**
 * Refuses an append that no caller should ever make: without an event, with a snapshot and no event, with a stream named twice, or with numbers (of a tally, too) that are not whole. Throws a TypeError: it is a mistake in the program, and it must be
 * found before the append shares a commit with others.
 */
export function checkWrites(writes: readonly StreamWrite[], at: Instant, tallies: readonly Tally[] = []): void {
  if (!Number.isSafeInteger(at)) throw new TypeError('The instant of an append must be a whole number.')
  if (!writes.some(({ events }) => events.length > 0)) throw new TypeError('An append needs at least one event.')
  for (const write of writes) {
    if (write.events.length === 0 && write.snapshot !== undefined)
      throw new TypeError('A stream that is only checked takes no snapshot.')
    if (!Number.isSafeInteger(write.expectedVersion) || write.expectedVersion < 0)
      throw new TypeError('An expected version must be a whole number from zero.')
  }
  if (writes.length > 1 && new Set(writes.map(({ stream }) => streamKey(stream))).size < writes.length)
    throw new TypeError('An append may name a stream only once.')
  for (const { slot, amount } of tallies)
    if (!Number.isSafeInteger(slot) || !Number.isSafeInteger(amount))
      throw new TypeError('The slot and the amount of a tally must be whole numbers.')
}

/** Throws a RangeError for a bookmark longer than {@link bookmarkLengthMax}. */
export function checkBookmark(value: string): void {
  if (value.length > bookmarkLengthMax) throw new RangeError('A bookmark may hold at most 1 kB.')
}
