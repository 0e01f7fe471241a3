import { signal, type ReadonlySignal } from '@preact/signals'
import type { Clock, Timer } from './clock.js'

/** Differences below this are the network's, not the clocks'. */
const skewMinMs = 1_500
/** A browser holds the timers of a page that nobody sees back for up to a minute; what is more is a leap. */
const leapMinMs = 65_000
const tickMs = 1_000

/** The server's time, going on by the second, for everything on the page that says "since" or "left". */
export interface Ticker {
  /** Milliseconds since 1970 by the server's clock, as well as it is known. */
  readonly now: ReadonlySignal<number>
  /** What the server's clock said just now. */
  serverSaid(serverNow: number): void
  stop(): void
}

/**
 * A ticker that runs until it is stopped. A computer whose clock is wrong would otherwise show every offer as over.
 * `onLeap` is called when the computer slept or its clock was set, so that somebody asks the server for the time.
 */
export function createTicker(clock: Clock, onLeap: () => void = () => undefined): Ticker {
  let skewMs = 0
  let tickedAt = clock.now()
  const now = signal(tickedAt)
  let timer: Timer
  const tick = (): void => {
    const at = clock.now()
    const leapMs = at - tickedAt - tickMs
    tickedAt = at
    const wasSetBack = leapMs < -skewMinMs
    // Time itself goes on; for a leap ahead it may well be right.
    if (wasSetBack) skewMs -= leapMs
    now.value = at + skewMs
    timer = clock.after(tickMs, tick)
    if (wasSetBack || leapMs > leapMinMs) onLeap()
  }
  timer = clock.after(tickMs, tick)
  return {
    now,
    serverSaid(serverNow) {
      const difference = serverNow - clock.now()
      const measured = Math.abs(difference) < skewMinMs ? 0 : difference
      if (Math.abs(measured - skewMs) < skewMinMs) return
      skewMs = measured
      now.value = clock.now() + skewMs
    },
    stop: () => timer.cancel(),
  }
}
