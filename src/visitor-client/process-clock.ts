import type { Clock } from '../lib/clock.js'

/** The machine's clock. Its timers keep the process alive: somebody is waiting for what comes after them. */
export const processClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return { cancel: () => clearTimeout(timer) }
  },
}
