/** A file that is written while it is read, for as long as somebody does. */
import { Readable } from 'node:stream'
import type { Clock, Millis } from '../../lib/clock.js'

/** For how long nothing of a file may be taken, and how long it may take in all, before it is broken off. */
export const untakenMaxMs: Millis = 60_000
export const fileMaxMs: Millis = 3_600_000
/** How many bytes are written ahead of whoever reads. */
const aheadMax = 65_536

/** Why a file was broken off. */
export class FileGivenUpError extends Error {
  override name = 'FileGivenUpError'
}

/** The pieces as a stream, each made when the one before was taken. It fails when nobody takes them, or it takes too long. */
export const boundedFile = (clock: Clock, pieces: AsyncIterable<string>): Readable => {
  const givesUpAt = clock.now() + fileMaxMs
  async function* taken(): AsyncGenerator<string> {
    for await (const piece of pieces) {
      if (clock.now() >= givesUpAt) throw new FileGivenUpError('The file took too long.')
      const untaken = clock.after(untakenMaxMs, () => file.destroy(new FileGivenUpError('Nobody takes the file.')))
      try {
        yield piece
      } finally {
        untaken.cancel()
      }
    }
  }
  const file = Readable.from(taken(), { objectMode: false, highWaterMark: aheadMax })
  return file
}
