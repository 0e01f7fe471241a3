/**
 * How a session's numbers follow from those of its chat. They are the same until the client reconnects: then what it
 * has by its own account keeps its numbers, the chat so far takes the next one, and everything later moves up by one.
 * So numbers never mean less than they did: an acknowledgement from before a reconnect can bring something again, but
 * never skip what its client has not got.
 */

/** A session's reconnects, as far as numbers need to know. */
export interface Numbering {
  /** The number within the chat of the newest event the client had when it reconnected last; -1 for none. */
  readonly base: number
  /** How often it reconnected. */
  readonly reconnects: number
}

/** That of a session which never reconnected. */
export const unbroken: Numbering = { base: -1, reconnects: 0 }

/** The numbering after another reconnect, by a client that has the chat's events up to number `base`. */
export const reconnectedAt = ({ reconnects }: Numbering, base: number): Numbering => ({
  base,
  reconnects: reconnects + 1,
})

/** The lowest number that a client can have everything up to; lower ones mean this one. -1 stands for nothing at all. */
export const lowestNumber = ({ base, reconnects }: Numbering): number => (reconnects === 0 ? -1 : base + reconnects - 1)

/** Whether a client that has everything up to number `after` is to be told the chat so far before anything else. */
export const beginsAnew = (numbering: Numbering, after: number): boolean =>
  numbering.reconnects > 0 && after <= lowestNumber(numbering)

/** The number in the session of an event that follows the last reconnect. That of the chat so far is `base`'s. */
export const inSession = ({ reconnects }: Numbering, numberInChat: number): number => numberInChat + reconnects

/** The number in the chat of what has this number in the session; `base` for the chat so far. */
export const inChat = ({ reconnects }: Numbering, numberInSession: number): number => numberInSession - reconnects
