/** The environment of a process whose machine's clock is so far ahead; see `shifted-clock.ts`. */
export const withShiftedClock = (aheadMs: number): Record<string, string> => ({
  NODE_OPTIONS: `--import=${new URL('shifted-clock.js', import.meta.url).href}`,
  TEST_CLOCK_SHIFT_MS: String(aheadMs),
})
