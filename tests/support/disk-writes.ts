/** Tells from outside how many commits a server has made, by the file that each of them writes to. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** How often the file is looked at, in milliseconds. */
const lookMs = 5

/**
 * Settles when the database of a server in this data directory was written to by so many commits from now on. The
 * server's commits must take `commitMs` at least, which is what tells the end of one from the next.
 */
export const commitsMade = async (directory: string, count: number, commitMs: number): Promise<void> => {
  const lastWrite = (): number => statSync(join(directory, 'parley.db-wal')).mtimeMs
  let seen = lastWrite()
  for (let made = 0; made < count;) {
    await pause(lookMs)
    const now = lastWrite()
    if (now - seen > commitMs / 2) made += 1
    seen = Math.max(seen, now)
  }
}
