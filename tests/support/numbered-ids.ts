import type { Ids } from '../../src/lib/ids.js'

/** UUIDs in a fixed sequence that looks random, so that a seed replays a history to the letter. Unique per instance. */
export const numberedIds = (): Ids => {
  let count = 0
  return {
    uuid: () => {
      count += 1
      // Scattered, so that ids do not sort in the order in which they were made.
      const scattered = (Math.imul(count, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')
      return `${scattered}-0000-4000-8000-${count.toString(16).padStart(12, '0')}`
    },
  }
}
