/** What an answer means for what was asked, and how long to wait before asking again. Pure. */
import type { Millis } from '../lib/clock.js'

/** What to do about an answer to a command that is not worth a repeat. */
export type CommandVerdict =
  | { readonly verdict: 'done' }
  /** The session is over; no command will be taken any more. */
  | { readonly verdict: 'gone' }
  /** Will never be taken; go on with the next. */
  | { readonly verdict: 'refused' }
  /** The server wants the number after `lastAccepted`. */
  | { readonly verdict: 'renumber'; readonly lastAccepted: number }

/** True when a command must be sent again, with the same number and content, because it may not have been taken. */
export const repeatsCommand = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || status >= 500

/** Reads the answer to a command. A 409 ends with the number last accepted. */
export const judgeCommand = (status: number, text: string): CommandVerdict => {
  if (status >= 200 && status < 300) return { verdict: 'done' }
  if (status === 403) return { verdict: 'gone' }
  const last = status === 409 ? /(\d{1,9})$/.exec(text)?.[1] : undefined
  return last === undefined ? { verdict: 'refused' } : { verdict: 'renumber', lastAccepted: Number(last) }
}

/** True when a poll must be sent again: everything that neither brings something, nor nothing, nor the end. */
export const repeatsPoll = (status: number): boolean => status !== 200 && status !== 204 && status !== 403

const FIRST_DELAY_MS: Millis = 250
/** No wait before a repeat is longer, unless the server asked for it. */
export const RETRY_DELAY_MAX_MS: Millis = 5000
/** A `Retry-After` beyond this is not believed. */
export const RETRY_AFTER_MAX_MS: Millis = 120_000

/**
 * How long to wait before the next try: doubling from a quarter of a second to five seconds, each shortened by chance
 * by up to a half, so that visitors who lost the same server do not come back together.
 *
 * @param failures how many tries failed in a row, from 1
 * @param random a number from 0 up to, not including, 1
 * @param retryAfterMs what the server asked for: it is waited for first, up to {@link RETRY_AFTER_MAX_MS}
 */
export const retryDelayMs = (failures: number, random: number, retryAfterMs: Millis = 0): Millis => {
  const full = Math.min(RETRY_DELAY_MAX_MS, FIRST_DELAY_MS * 2 ** Math.min(failures - 1, 10))
  return Math.round(full * (1 - random / 2)) + Math.min(retryAfterMs, RETRY_AFTER_MAX_MS)
}
