/** The first and the longest wait between two tries. */
export const backoffFirstMs = 500
export const backoffMaxMs = 10_000

/**
 * How long to wait before the next try, in milliseconds, after `failures` (1 or more) in a row: doubling from 0.5 s to
 * 10 s. `chance` (0 to 1) takes up to half of it off, so that many consoles do not come back at the same moment.
 */
export function backoffMs(failures: number, chance: number): number {
  const full = Math.min(backoffMaxMs, backoffFirstMs * 2 ** Math.min(failures - 1, 10))
  return Math.round(full * (1 - chance / 2))
}
