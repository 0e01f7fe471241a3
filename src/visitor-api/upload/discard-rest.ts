import type { IncomingMessage } from 'node:http'
import type { Clock, Millis } from '../../lib/clock.js'

/** How much is read of a body that is of no use any more. */
export const discardedBytesMax = 8 * 1024 * 1024
/** And for how long. */
const discardMs: Millis = 10_000

/**
 * Reads what is left of a body and forgets it, because a client that is still sending does not read its answer. Says
 * whether that was all; beyond the limits the connection has to be closed.
 */
export const discardRest = (request: IncomingMessage, clock: Clock): Promise<boolean> =>
  new Promise((resolve) => {
    if (request.complete || request.destroyed) return resolve(request.complete)
    let bytes = 0
    const settle = (): void => {
      timer.cancel()
      request.off('data', count).off('end', settle).off('close', settle).pause()
      resolve(request.complete)
    }
    const count = (chunk: Buffer): void => {
      bytes += chunk.length
      if (bytes > discardedBytesMax) settle()
    }
    const timer = clock.after(discardMs, settle)
    request.on('data', count).on('end', settle).on('close', settle).resume()
  })
