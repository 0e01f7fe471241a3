import { setImmediate } from 'node:timers/promises'

/** Settles once everything that waits for promises only has run as far as it can; for code whose I/O is in memory. */
export const settled = (): Promise<void> => setImmediate()
