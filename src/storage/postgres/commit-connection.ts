/**
 * The one connection that commits. When it is lost during a commit nobody guesses: a new connection waits for the end
 * of the old one and commits again what the old one did not, which the ids of the events tell.
 */
import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { LogAwayError, LogUnavailableError } from '../../event-log/event-log.js'
import type { Batch, Conflicts } from '../batch.js'
import { batchColumns, commitBatchCall } from './batch-columns.js'
import { isLost, isUndone, refusalOf } from './failures.js'
import type { Session } from './sessions.js'

/** How long the first try to connect again is waited for, and the longest; each is twice the one before. */
const firstPauseMs = 50
const longestPauseMs = 2_000
/** How long a connection waits for the end of the one before. */
const fenceMs = 5_000
/** How long the server has to take leave. */
const closeMs = 2_000
/** How often a batch is tried again that got into another's way. */
const undoneMax = 10

/**
 * The plans of the commit are made once and never depend on what is in a batch; while tables are young, nothing is
 * known of them that would tell the planner not to read them whole.
 */
const planSettings = `
  SET plan_cache_mode = force_generic_plan;
  SET enable_seqscan = off;
  SET enable_hashjoin = off;
  SET enable_mergejoin = off;
  SET jit = off;
`

export interface CommitConnectionOptions {
  /** Opens a connection to a server that was found fit. */
  readonly connect: () => Promise<Session>
  /**
   * The connection is gone; every commit but the one on its way is refused until `onBack`. Called again with what every
   * vain try to connect ended with.
   */
  readonly onAway: (cause: unknown) => void
  readonly onBack: () => void
  /** How long a batch whose answer was lost waits for the database to come back. */
  readonly patienceMs: number
  /** A connection that does not answer for this long is given up. */
  readonly answerMs: number
  /** Makes every commit take at least this long. */
  readonly commitDelayMs: number
}

export class CommitConnection {
  readonly #options: CommitConnectionOptions
  /** Held by the connection that commits for this store, in two halves. */
  readonly #lock = [randomInt(2 ** 31), randomInt(2 ** 31)] as const
  readonly #closing = new AbortController()
  #session: Session | undefined
  #waiting: (() => void)[] = []
  #patient = true

  private constructor(options: CommitConnectionOptions) {
    this.#options = options
  }

  /** Connects; rejects with what `connect` rejects with. */
  static async open(options: CommitConnectionOptions): Promise<CommitConnection> {
    const connection = new CommitConnection(options)
    await connection.#connect()
    return connection
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted
  }

  get isAway(): boolean {
    return this.#session === undefined
  }

  /** Commits one batch after the other. Rejects as `CommitQueue` wants it. */
  async commit(batch: Batch): Promise<Conflicts> {
    if (this.isAway) throw new LogAwayError('The database cannot be reached.')
    const columns = batchColumns(batch)
    const until = performance.now() + this.#options.patienceMs
    let again = false
    for (let tries = 1; ; tries += 1) {
      const session = await this.#returned(until)
      if (session === undefined) throw new LogUnavailableError('The database was lost during a commit.')
      try {
        const conflicts = await this.#call(session, [again, ...columns])
        if (this.#options.commitDelayMs > 0) await delay(this.#options.commitDelayMs)
        return conflicts
      } catch (error) {
        if (isLost(error)) {
          again = true
          this.#lost(session, error)
          // There may be a connection again, and this batch be what ends each of them.
          if (performance.now() >= until) throw new LogUnavailableError('The database was lost.', { cause: error })
        } else if (!isUndone(error) || tries >= undoneMax) {
          const refusal = refusalOf(error)
          // Refused now, but perhaps written before.
          throw again ? new LogUnavailableError(refusal.message, { cause: error }) : refusal
        }
      }
    }
  }

  async #call({ client, cut }: Session, values: unknown[]): Promise<Conflicts> {
    const timer = setTimeout(cut, this.#options.answerMs)
    try {
      const { rows } = await client.query<{ conflicts: number[] }>({ ...commitBatchCall, values })
      return rows[0]?.conflicts ?? []
    } finally {
      clearTimeout(timer)
    }
  }

  /** The connection, or the next one if that comes in time. */
  async #returned(until: number): Promise<Session | undefined> {
    while (this.isAway && this.#patient && !this.#isClosing()) {
      const leftMs = until - performance.now()
      if (leftMs <= 0) return undefined
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs)
        this.#waiting.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
    return this.#session
  }

  async #connect(): Promise<void> {
    const session = await this.#options.connect()
    try {
      await this.#fence(session)
      await session.client.query(planSettings)
    } catch (error) {
      session.cut()
      throw error
    }
    if (this.#isClosing()) return session.cut()
    session.client.on('error', (error) => this.#lost(session, error))
    session.client.on('end', () => this.#lost(session, new Error('The connection ended.')))
    this.#session = session
  }

  /** Ends the connection before this one, if it still lives, and waits until nothing of it can happen any more. */
  async #fence({ client }: Session): Promise<void> {
    const [high, low] = this.#lock
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks
       WHERE locktype = 'advisory' AND objsubid = 2 AND pid <> pg_backend_pid()
         AND classid = $1::oid AND objid = $2::oid
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      [high, low],
    )
    await client.query(`SET lock_timeout = ${fenceMs}`)
    await client.query('SELECT pg_advisory_lock($1::int, $2::int)', [high, low])
    await client.query('SET lock_timeout = 0')
  }

  #lost(session: Session, cause: unknown): void {
    if (this.#session !== session) return
    this.#session = undefined
    session.cut()
    if (this.#isClosing()) return
    this.#options.onAway(cause)
    void this.#reconnect()
  }

  async #reconnect(): Promise<void> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      // So that servers that lost the same database do not come back all at once.
      await delay(pauseMs * (0.5 + Math.random() / 2), undefined, { signal: this.#closing.signal }).catch(
        () => undefined,
      )
      if (this.#isClosing()) return
      try {
        await this.#connect()
        break
      } catch (error) {
        if (!this.#isClosing()) this.#options.onAway(error)
      }
    }
    if (this.#isClosing()) return
    this.#options.onBack()
    this.#wake()
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }

  /** The database was found to answer nothing: the connection, if there is one, counts as lost. */
  giveUp(cause: Error): void {
    if (this.#session) this.#lost(this.#session, cause)
  }

  /** From now on a batch whose answer is lost does not wait for the database to come back. */
  endPatience(): void {
    this.#patient = false
    this.#wake()
  }

  /** Ends the connection; a batch that waits for the database to come back waits no longer. */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#wake()
    const session = this.#session
    this.#session = undefined
    if (session === undefined) return
    const timer = setTimeout(session.cut, closeMs)
    await session.client.end().catch(() => undefined)
    clearTimeout(timer)
  }
}
