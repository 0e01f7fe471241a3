/** Decisions upon streams that are found out by looking at others first. */
import { ChatError } from '../chat/chat-error.js'

/** A decision that found other streams to be involved than it had: it is made again with those. */
export type Again<T> = { readonly again: true } | { readonly again: false; readonly value: T }

/** How often a decision is made again because the streams involved changed meanwhile. */
const againMax = 20

/** Tries until the streams involved were the right ones. Throws `offer-gone` when they change all the time. */
export const untilDecided = async <T>(attempt: () => Promise<Again<T>>): Promise<T> => {
  for (let count = 0; count < againMax; count += 1) {
    const outcome = await attempt()
    if (!outcome.again) return outcome.value
  }
  throw new ChatError('offer-gone', 'This chat changes hands too fast. Try again.')
}
