import { signal, type ReadonlySignal } from '@preact/signals'
import type { Clock, Timer } from './clock.js'

/** Differences below this are the network's, not the clocks'. */
const skewMinMs = 1_500

/** The server's time, going on by the second, for everything on the page that says "since" or "left". */
export interface Ticker {
  /** Milliseconds since 1970 by the server's clock, as well as it is known. */
  readonly now: ReadonlySignal<number>
  /** What the server's clock said just now. */
  serverSaid(serverNow: number): void
  stop(): void
}

/** A ticker that runs until it is stopped. A computer whose clock is wrong would otherwise show every offer as over. */
export function createTicker(clock: Clock): Ticker {
  let skewMs = 0
  const now = signal(clock.now())
  let timer: Timer
  const tick = (): void => {
    now.value = clock.now() + skewMs
    timer = clock.after(1_000, tick)
  }
  timer = clock.after(1_000, tick)
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
