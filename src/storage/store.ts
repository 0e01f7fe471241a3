/**
 * What every store hands to the server: the ports on one place of keeping, what it counts, and how it ends.
 */
import type { TokenStore } from '../accounts/token-store.js'
import type { EventLog } from '../event-log/event-log.js'
import type { SharedLog } from '../event-log/shared-log.js'
import type { FiguresStore } from '../figures/figures-store.js'
import type { FileStore } from '../files/file-store.js'
import type { PastStore } from '../past/past-store.js'
import type { SetupStore } from '../setup/setup-store.js'

/** What a store counts, for metrics. Totals start at zero when the store is opened. */
export interface CommitStatistics {
  /** Commits that succeeded. Each carried one or more appends, or bookmarks only. */
  readonly commits: number
  /** Commits that failed; every append in them was refused. */
  readonly commitsFailed: number
  /** Appends that were made durable. */
  readonly appends: number
  /** Appends that were refused because a stream was at another version. */
  readonly conflicts: number
  /** Events that were made durable. */
  readonly events: number
  /** Appends accepted and not yet settled, now. */
  readonly waiting: number
  /** From handing a batch over to its acknowledgement: the latest one, and all of them together. */
  readonly lastCommitMs: number
  readonly totalCommitMs: number
}

/** Whether the place of keeping can be reached. A store that lies on this machine always can. */
export interface Reach {
  /** Nothing can be read or written for now; it comes back by itself. */
  isAway(): boolean
  /** Calls `listener` each time that it can be reached again, before anything else is written. */
  onBack(listener: () => void): void
}

export const alwaysInReach: Reach = { isAway: () => false, onBack: () => undefined }

/** A file that does not change for a while, so that it can be copied as it lies there. */
export interface StillFile {
  readonly path: string
  /** It may change again. Answers whether it has not changed until now; otherwise what was copied is worthless. */
  readonly release: () => Promise<boolean>
}

export interface Store {
  readonly log: EventLog
  /** What others write to the log, for a store that several processes share; without it the store is one process's. */
  readonly shared?: SharedLog
  readonly setup: SetupStore
  readonly tokens: TokenStore
  readonly files: FileStore
  /** The sums that the log's appends add to. */
  readonly figures: FiguresStore
  /** What past chats are found by; made from the log. */
  readonly past: PastStore
  readonly reach: Reach
  /**
   * For a store that is a file: everything that was acknowledged is in it now, and it stays as it is until it is released
   * or too much was written meanwhile, which is kept beside it. `undefined` when it is held already. Only another process
   * may open the file, or this one when it keeps it open until the store is closed.
   */
  readonly holdFile?: () => Promise<StillFile | undefined>
  readonly commitStatistics: () => CommitStatistics
  /** Commits what is waiting, then closes all ports. Closing twice does nothing more. */
  readonly close: () => Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}
