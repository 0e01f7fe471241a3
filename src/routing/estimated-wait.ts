import type { Instant } from '../lib/clock.js'

/** The weight of the newest acceptance in the average (the published formula of the wire's estimated wait time). */
const newestWeight = 0.1

/** The moving average of waits in milliseconds after one more chat was accepted; the first wait starts it. */
export const averageWait = (averageMs: number | undefined, waitedMs: number): number =>
  averageMs === undefined ? waitedMs : (1 - newestWeight) * averageMs + newestWeight * waitedMs

/** What a visitor who waits since `waitingSince` is told, in whole seconds; -1 while nothing is known. */
export const estimatedWaitSeconds = (averageMs: number | undefined, waitingSince: Instant, now: Instant): number =>
  averageMs === undefined ? -1 : Math.max(0, Math.round((averageMs - (now - waitingSince)) / 1000))
