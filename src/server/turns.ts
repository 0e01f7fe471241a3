import type { Millis } from '../lib/clock.js'
import type { GiveWay } from '../lib/slices.js'

/** How long one piece of work keeps the event loop to itself. */
export const sliceMs: Millis = 10

/** Lets everything else that waits have a turn whenever work has gone on for {@link sliceMs}. */
export const takingTurns = (now: () => Millis = () => performance.now()): GiveWay => {
  let since = now()
  return () => {
    if (now() - since < sliceMs) return undefined
    return new Promise((resolve) => {
      setImmediate(() => {
        since = now()
        resolve()
      })
    })
  }
}
