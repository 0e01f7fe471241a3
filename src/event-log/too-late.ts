import type { Millis } from '../lib/clock.js'
import { LogOverloadedError } from './event-log.js'

/**
 * What was to be decided longer ago than this is decided no more. Whoever asked for it has given up and may have asked
 * another process instead, which is recognised only as long as that is remembered (`rememberedMs` in
 * `chat/recent.ts`, which is longer).
 */
export const decidedWithinMs: Millis = 20_000

/** It came too late to be decided: this process stood still, or the log was away. Nothing was written. */
export class TooLateError extends LogOverloadedError {
  override name = 'TooLateError'

  constructor() {
    super('This was asked for too long ago to be decided now.')
  }
}
