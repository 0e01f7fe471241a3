/** The clock that a server goes by: the machine's own, or that of a store that several processes share. */
import type { Logger } from 'pino'
import { LogAwayError } from '../event-log/event-log.js'
import type { Clock, Millis } from '../lib/clock.js'
import { systemClock } from '../lib/system-clock.js'
import { SharedClock, stepMs } from '../nodes/shared-clock.js'
import type { Store } from './open-store.js'

export interface ServerClock {
  readonly clock: Clock
  /** How far the machine's clock is ahead of the one the server goes by. */
  readonly offsetMs: () => Millis
  /** Calls `listener` when time went on, or back, all at once. */
  readonly onStep: (listener: () => void) => void
  readonly stop: () => void
}

/** The server goes by this clock alone. */
export const onlyClock = (clock: Clock): ServerClock => ({
  clock,
  offsetMs: () => 0,
  onStep: () => undefined,
  stop: () => undefined,
})

const seconds = (ms: Millis): number => Math.round(ms / 100) / 10

/** Says in the log how far the machine's clock is off, if that is far, and when the store's is set. */
export const openClock = async ({ shared }: Pick<Store, 'shared'>, logger: Logger): Promise<ServerClock> => {
  if (shared === undefined) return onlyClock(systemClock)
  const listeners: (() => void)[] = []
  const clock = await SharedClock.start({
    ask: () => shared.now(),
    own: systemClock,
    passed: () => performance.now(),
    onStep: (byMs) => {
      logger.warn({ bySeconds: seconds(byMs) }, 'The database’s clock was set, or this process stood still.')
      for (const listener of listeners) listener()
    },
    onError: (error) => {
      // That the database is away was told once.
      if (!(error instanceof LogAwayError)) logger.error({ err: error }, 'The database’s clock could not be read.')
    },
  })
  const { offsetMs } = clock
  if (Math.abs(offsetMs) > stepMs)
    logger.warn(
      { aheadSeconds: seconds(offsetMs) },
      'This machine’s clock shows another time than the database’s, which the server goes by. Set both by NTP.',
    )
  return {
    clock,
    offsetMs: () => clock.offsetMs,
    onStep: (listener) => void listeners.push(listener),
    stop: () => clock.stop(),
  }
}
