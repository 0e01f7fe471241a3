/**
 * What a log tells a process of the writes of others, when several share it. Who looks from mark to mark misses nothing,
 * whatever was committed meanwhile, and in whatever order.
 */
import type { Instant } from '../lib/clock.js'
import type { StreamName } from './event-log.js'

/** A stream that was written. */
export interface ChangedStream {
  readonly stream: StreamName
  /** The stream's version as it is durable now, or as it was at one of the writes. */
  readonly version: number
  /** Whether it lives; see `StreamWrite.open`. */
  readonly open: boolean
}

export interface Changes {
  /** Where to go on. Means nothing to anybody but the log. */
  readonly mark: string
  /** Each at least once; those that are known already may be among them. */
  readonly streams: readonly ChangedStream[]
  /** Whether there was nothing more; else the rest follows from the new mark at once. */
  readonly isAll: boolean
}

/** The part of a log by which processes that share it learn of each other's writes; none of it is on the hot path. */
export interface SharedLog {
  /**
   * Which log it is: the same text for all who share it, another for any other log, a restored dump of it included.
   * At most 80 letters, digits and hyphens.
   */
  identity(): Promise<string>

  /** The time by the one clock that all processes go by who share the log. */
  now(): Promise<Instant>

  /** A mark of now: everything that becomes durable from here on comes after it. */
  mark(): Promise<string>

  /**
   * Up to `limit` streams that were written after a mark, and perhaps some that were written just before it. Its cost
   * grows with what was written since the mark, never with what is in the log.
   */
  changesAfter(mark: string, limit: number): Promise<Changes>
}
