/** When a lost connection to the floor is told of. Pure. */
import type { Connection } from '../../state/connection.js'

/** A change of setup ends the stream, which is there again at once: that is nothing to tell of. */
export const quietMs = 1_500

/** Whether it is to be told at a moment, by this computer's clock, that what is shown may be old. */
export const isLostTold = (connection: Connection, now: number): boolean =>
  connection.state === 'lost' && now - connection.since > quietMs
