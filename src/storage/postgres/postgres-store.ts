/**
 * The store in PostgreSQL, for servers that share one database or whose database is somebody else's care. What was
 * acknowledged survives the end of any process and a power cut. Nothing outside this folder knows PostgreSQL.
 */
import { appendsWaitingMax, LogAwayError } from '../../event-log/event-log.js'
import { auditRecordsMax } from '../../setup/setup-store.js'
import { CommitQueue } from '../commit-queue.js'
import { copyBookmark } from '../copy-ends.js'
import type { Store } from '../store.js'
import { CommitConnection } from './commit-connection.js'
import { PostgresEventLog } from './event-log.js'
import { PostgresFiguresStore } from './figures-store.js'
import { PostgresFileStore } from './file-store.js'
import { migrate, type Migrated } from './migrate.js'
import { openToUse } from './open-fit.js'
import { pastWalkedMax } from './past-places.js'
import { PostgresPastStore } from './past-store.js'
import { Pulse } from './pulse.js'
import { Queries } from './queries.js'
import { QueryPool } from './query-pool.js'
import { clientConfig, openSession } from './sessions.js'
import { PostgresSetupStore } from './setup-store.js'
import { PostgresSharedLog } from './shared-log.js'
import { PostgresTokenStore } from './token-store.js'

/** How many connections a server has for everything but commits and finding out whether the database is there. */
const queryConnectionsMax = 8
/** How many appends one commit carries at most, and how much text, in UTF-16 code units, before it takes no more. */
const appendsPerCommitMax = 1_000
const textPerCommitMax = 4_000_000
/** How long a batch whose answer was lost waits for the database to come back before its appends are given up. */
const patienceMs = 20_000
/** A connection that does not answer for this long is given up. */
const answerMs = 15_000
/** A database that says nothing at all for this long is away. */
const silenceMs = 3_000

export interface PostgresStoreOptions {
  /** Such as `postgres://user:password@host:5432/database?sslmode=verify-full`. */
  readonly url: string
  /** Goes on although the server is not durable; what keeps it from that is told to `onUndurable`. */
  readonly undurable?: boolean
  readonly onUndurable?: (problems: readonly string[]) => void
  /** The database cannot be reached any more, and again with why each try to reach it failed; and it is back. */
  readonly onAway?: (cause: unknown) => void
  readonly onBack?: () => void
  /** How many appends may wait for their commit; the log's own limit unless said otherwise. */
  readonly appendsWaitingMax?: number
  /** How long a batch whose answer was lost waits for the database to come back, in milliseconds; 20 s unless said otherwise. */
  readonly patienceMs?: number
  /** How long a connection may take to answer before it is given up, in milliseconds; 15 s unless said otherwise. */
  readonly answerMs?: number
  /** How long the database may say nothing before it is away, in milliseconds; 3 s unless said otherwise. */
  readonly silenceMs?: number
  /** Makes every commit take at least this long, in milliseconds, as a slow disk would. For tests and benches. */
  readonly commitDelayMs?: number
  /** How many records of changes of setup are kept per organization. */
  readonly auditRecordsMax?: number
  /** How many of the latest past chats are looked at one after the other before the index of words is asked. For tests. */
  readonly pastWalkedMax?: number
}

/** Brings the tables up to date. Rejects with `StoreUnusableError` or `StoreTooNewError`. */
export async function migratePostgres(options: PostgresStoreOptions): Promise<Migrated> {
  const { client } = await openToUse(options)
  try {
    const migrated = await migrate(client)
    await client.query('DELETE FROM parley.bookmarks WHERE name = $1', [copyBookmark])
    return migrated
  } finally {
    await client.end()
  }
}

/** Opens the store and brings its tables up to date. Rejects with `StoreUnusableError` or `StoreTooNewError`. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  await migratePostgres({ ...options, onUndurable: () => undefined })
  const listeners: (() => void)[] = []
  const queue: CommitQueue = new CommitQueue((batch) => commits.commit(batch), {
    waitingMax: options.appendsWaitingMax ?? appendsWaitingMax,
    ...{ appendsPerCommitMax, textPerCommitMax },
  })
  const commits = await CommitConnection.open({
    // A connection that falls silent while it is opened must not keep the next one from being tried.
    connect: () => openToUse({ ...options, questionMs: answerMs }),
    onAway: (cause) => {
      queue.refuse(new LogAwayError('The database cannot be reached.', { cause }))
      options.onAway?.(cause)
    },
    onBack: () => {
      queries.renew()
      for (const listener of listeners) listener()
      queue.admit()
      options.onBack?.()
    },
    patienceMs: options.patienceMs ?? patienceMs,
    answerMs: options.answerMs ?? answerMs,
    commitDelayMs: options.commitDelayMs ?? 0,
  })
  const pool = new QueryPool(clientConfig(options.url), queryConnectionsMax, options.answerMs ?? answerMs)
  const queries = new Queries(pool, () => commits.isAway)
  const log = new PostgresEventLog(queries, queue)
  const pulse = new Pulse({
    connect: (stepMs) =>
      openSession({ ...clientConfig(options.url), connectionTimeoutMillis: stepMs, query_timeout: stepMs }),
    silenceMs: options.silenceMs ?? silenceMs,
    onSilent: () => {
      commits.giveUp(new Error('The database does not answer.'))
      queries.giveUp()
    },
  })
  const close = async () => {
    pulse.close()
    // Whoever stops does not wait for a database that is away, nor for one that goes away now.
    commits.endPatience()
    await log.close()
    await Promise.all([commits.close(), queries.close()])
  }
  return {
    log,
    shared: new PostgresSharedLog(queries),
    setup: new PostgresSetupStore(queries, options.auditRecordsMax ?? auditRecordsMax),
    tokens: new PostgresTokenStore(queries),
    files: new PostgresFileStore(queries),
    figures: new PostgresFiguresStore(queries),
    past: new PostgresPastStore(queries, options.pastWalkedMax ?? pastWalkedMax),
    reach: { isAway: () => commits.isAway, onBack: (listener) => void listeners.push(listener) },
    commitStatistics: () => queue.statistics(),
    close,
    [Symbol.asyncDispose]: close,
  }
}
