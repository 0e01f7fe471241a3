/**
 * The port behind which the truth lies: streams of numbered JSON events. It knows no chat and no agent; it promises
 * order, atomicity and durability, and every store proves the same contract (`event-log.contract.ts`).
 */
import type { Instant } from '../lib/clock.js'
import type { Tally } from './tally.js'

/** A stream's full name. Every one belongs to an organization; `serverScope` holds the server's own. */
export interface StreamName {
  readonly organizationId: string
  /** What kind of thing the stream tells of, such as `chat`. */
  readonly kind: string
  readonly id: string
}

/** The scope of streams that belong to no organization (a session exists before it names one). */
export const serverScope = '-'

/** One string per stream, for maps. Ids never hold a slash. */
export const streamKey = (name: StreamName): string => `${name.organizationId}/${name.kind}/${name.id}`

/** An event as it is handed in: any JSON object that says what it is. */
export interface EventBody {
  readonly type: string
}

/** An event as the log holds it. Versions count 1, 2, 3, … within a stream, without a gap. */
export interface Recorded<E extends EventBody = EventBody> {
  readonly version: number
  /** Unique for ever, given by the writer, so that a writer who lost its answer can look instead of guess. */
  readonly id: string
  readonly at: Instant
  readonly body: E
}

/** A fold of a stream up to a version, kept beside it so that loading does not grow with the stream's length. */
export interface Snapshot {
  readonly version: number
  /** JSON. Means nothing to the log. */
  readonly state: unknown
}

/** What one stream receives in an append. */
export interface StreamWrite {
  readonly stream: StreamName
  /** The version the writer decided upon: 0 for a stream that must not exist yet. */
  readonly expectedVersion: number
  /**
   * They become versions `expectedVersion + 1` and on. With none the stream is only checked: the append is refused when
   * it is at another version, and the stream stays as it is. One write of an append must have some.
   */
  readonly events: readonly { readonly id: string; readonly body: EventBody }[]
  /** Whether the stream still lives after this write; only living streams are listed by {@link EventLog.openStreams}. */
  readonly open: boolean
  /** Replaces the stream's snapshot; its version is the stream's version after this write. */
  readonly snapshot?: unknown
}

export type AppendOutcome =
  /** Every write is on disk. */
  | { readonly ok: true }
  /** Nothing was written: this stream was at another version than expected. */
  | { readonly ok: false; readonly conflict: StreamName }

/** A stream as a reader needs it to fold: the snapshot, if there is one, and every event after it. */
export interface LoadedStream {
  readonly snapshot?: Snapshot
  readonly events: readonly Recorded[]
}

/** The log takes no more for now: more appends are waiting than it promises to hold. Nothing was written. */
export class LogOverloadedError extends Error {
  override name = 'LogOverloadedError'
}

/**
 * The log's database cannot be reached for now. Nothing was written, and nothing can be read; it comes back by itself.
 */
export class LogAwayError extends LogOverloadedError {
  override name = 'LogAwayError'
}

/** The log was closed, or its disk failed. For an append in flight it is unknown whether it was written. */
export class LogUnavailableError extends Error {
  override name = 'LogUnavailableError'
}

/** How many appends may wait for their commit before further ones are refused with {@link LogOverloadedError}. */
export const appendsWaitingMax = 20_000

export interface EventLog {
  /**
   * Appends to one or several streams, all or nothing; settles once it is durable (or refused). Appends made while a
   * commit is running share the next one; a conflict of one does not touch the others. Appends are carried out in the
   * order of the calls. `at` becomes the instant of all the events. `tallies` are added to their sums with the events,
   * and not at all when the append is refused.
   */
  append(writes: readonly StreamWrite[], at: Instant, tallies?: readonly Tally[]): Promise<AppendOutcome>

  /** The whole stream in a form ready to fold; a stream that does not exist has no events. */
  load(stream: StreamName): Promise<LoadedStream>

  /** Up to `limit` events with a version above `version`, oldest first. */
  readAfter(stream: StreamName, version: number, limit: number): Promise<readonly Recorded[]>

  /** Up to `limit` events with a version below `version`, newest first. */
  readBefore(stream: StreamName, version: number, limit: number): Promise<readonly Recorded[]>

  /** Every living stream of a kind, in all organizations. Its cost does not grow with streams that ended. */
  openStreams(kind: string): Promise<readonly StreamName[]>

  /**
   * Remembers a reader's place under a name. Nobody waits for it: it is seen by {@link EventLog.bookmark} at once and
   * becomes durable with the next commit (at the latest with {@link EventLog.close}). A crash may take it back to an
   * older value. `value` is at most 1 kB; an empty one forgets the bookmark.
   */
  setBookmark(name: string, value: string): void

  bookmark(name: string): Promise<string | undefined>

  /**
   * Up to `limit` names of durable bookmarks that begin with `prefix`, which ends with a slash, in the order of their
   * bytes, and come after `after` if that is said.
   */
  bookmarkNames(prefix: string, after: string | undefined, limit: number): Promise<readonly string[]>

  /** Commits what is waiting, then closes. Later calls are refused with {@link LogUnavailableError}. */
  close(): Promise<void>
}
