/**
 * The embedded store: everything in one SQLite file, owned by one worker thread of one process. What was acknowledged
 * survives the end of the process and a power cut. Nothing outside this folder knows SQLite.
 */
import { join } from 'node:path'
import { appendsWaitingMax } from '../../event-log/event-log.js'
import { alwaysInReach, type Store } from '../store.js'
import { CommitQueue } from '../commit-queue.js'
import { DatabaseThread } from './database-thread.js'
import { SqliteEventLog } from './event-log.js'
import { SqliteFiguresStore } from './figures-store.js'
import { SqliteFileStore } from './file-store.js'
import { fileName } from './open-database.js'
import { SqlitePastStore } from './past-store.js'
import { SqliteSetupStore } from './setup-store.js'
import { SqliteTokenStore } from './token-store.js'
import { workerOptions } from './worker-options.js'

export interface SqliteStoreOptions {
  /** Where `parley.db` lies. Created, for its owner only, if it is not there. */
  readonly directory: string
  /**
   * Called at most once, when the database or its thread is lost while the store is open. Everything in flight was
   * refused by then and everything later will be; only opening the store anew helps.
   */
  readonly onFailure?: (error: Error) => void
  /** How many appends may wait for their commit; the log's own limit unless said otherwise. */
  readonly appendsWaitingMax?: number
  /** How large the file may grow, in bytes; beyond, appends fail as on a full disk. No limit unless said otherwise. */
  readonly databaseBytesMax?: number
  /** Makes every commit take at least this long, in milliseconds, as a slow disk would. For tests and benches. */
  readonly commitDelayMs?: number
  /** How many streams' versions are kept in memory; the others are looked up when they are written to. */
  readonly streamHeadsMax?: number
  /** How many events are remembered before their places are written in order. */
  readonly eventsUnplacedMax?: number
  /** How many records of changes of setup are kept per organization. */
  readonly auditRecordsMax?: number
  /** How many pages (4 kB each) may be written while the file is held still; see `Store.holdFile`. */
  readonly heldPagesMax?: number
}

/** Opens the store; rejects with `StoreInUseError`, `StoreUnusableError` or `StoreTooNewError`. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const thread = await DatabaseThread.start(workerOptions(options), options.onFailure ?? (() => undefined))
  return storeOn(thread, options)
}

/** The ports on a database's thread. */
export function storeOn(thread: DatabaseThread, options: SqliteStoreOptions): Store {
  const waitingMax = options.appendsWaitingMax ?? appendsWaitingMax
  const queue = new CommitQueue((batch) => thread.call('commit', batch), { waitingMax })
  const log = new SqliteEventLog(thread, queue)
  const close = async () => {
    await log.close()
    await thread.close()
  }
  return {
    log,
    setup: new SqliteSetupStore(thread),
    tokens: new SqliteTokenStore(thread),
    files: new SqliteFileStore(thread),
    figures: new SqliteFiguresStore(thread),
    past: new SqlitePastStore(thread),
    reach: alwaysInReach,
    holdFile: async () => {
      if (!(await thread.call('holdFile', undefined))) return undefined
      return { path: join(options.directory, fileName), release: () => thread.call('releaseFile', undefined) }
    },
    commitStatistics: () => queue.statistics(),
    close,
    [Symbol.asyncDispose]: close,
  }
}
