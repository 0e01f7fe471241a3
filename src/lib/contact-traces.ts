/**
 * Durable traces of who was heard of, for processes that share a store: what one process heard of, the others may not have.
 * A trace is left seldom, so it is a little older than the last contact, never newer.
 */
import type { Instant } from './clock.js'

export interface ContactTraces {
  /** Leaves a trace. Nobody waits for it; a crash may lose the newest. An instant of 0 takes it away. */
  leave(name: string, at: Instant): void
  /** The newest trace of any process; `undefined` when there is none. */
  last(name: string): Promise<Instant | undefined>
}

/** How long it may take until one process hears of what another heard of. */
export const heardLateMs = 5000
