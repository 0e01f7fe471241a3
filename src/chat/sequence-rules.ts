/** Which number a client's next command may have, where the server holds clients to their numbers. Pure. */
import type { CommandMark } from './command-memory.js'
import type { CommandMemory } from './command-memory.js'

/** The newest command that was accepted; number 0 when there is none yet. */
export interface LastAccepted {
  readonly number: number
  /** How often the client had reconnected by then. */
  readonly reconnects: number
}

/** The newest command that a chat remembers. */
export const lastAccepted = ({ last, seen }: CommandMemory): LastAccepted => ({
  number: last ?? seen.at(-1)?.number ?? 0,
  reconnects: seen.at(-1)?.reconnects ?? 0,
})

/**
 * Whether a command that is no repeat may follow. The next number always may; 1 may after a reconnect; and so may the
 * last number and the two after it once the client was told what the last one is, for clients do not agree on how to go
 * on from there.
 */
export const mayFollow = (mark: CommandMark, last: LastAccepted, wasTold: boolean): boolean => {
  if (mark.number === last.number + 1) return true
  if (mark.number === 1 && (mark.reconnects ?? 0) > last.reconnects) return true
  return wasTold && mark.number >= last.number && mark.number <= last.number + 2
}
