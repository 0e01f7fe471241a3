/** Everything but commits: reads, and the transactions of what changes seldom. */
import { setTimeout as delay } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { LogAwayError, LogOverloadedError, LogUnavailableError } from '../../event-log/event-log.js'
import { SearchTooSlowError } from '../../past/past-errors.js'
import { isLost, refusalOf, writeFailureOf } from './failures.js'
import type { QueryPool } from './query-pool.js'

/** How many queries may wait for a connection; further ones are refused. */
export const queriesWaitingMax = 2_000

/** How long the server has to take leave. */
const closeMs = 2_000

type Value = string | number | boolean | Uint8Array | null

export interface Query {
  /** With a name it is prepared once per connection. */
  readonly name?: string
  readonly text: string
}

export class Queries {
  readonly #pool: QueryPool
  readonly #isAway: () => boolean
  readonly #waitingMax: number
  #closed = false

  /** While `isAway` nothing is tried. */
  constructor(pool: QueryPool, isAway: () => boolean, waitingMax = queriesWaitingMax) {
    this.#pool = pool
    this.#isAway = isAway
    this.#waitingMax = waitingMax
  }

  /**
   * Reads. Rejects with {@link LogAwayError} when the database cannot be reached, with {@link LogOverloadedError} when
   * too much waits, and with {@link LogUnavailableError} when it was closed or refuses.
   */
  async rows<Row extends object>(query: Query, values: readonly Value[] = []): Promise<Row[]> {
    this.#admit()
    try {
      return await this.#read<Row>(query, values)
    } catch (error) {
      if (!isLost(error) || this.#isAway()) throw refusalOf(error)
    }
    // One that lay idle may have died without a word; a new one tells whether there is a database.
    return this.#read<Row>(query, values).catch((error: unknown) => {
      throw refusalOf(error)
    })
  }

  async #read<Row extends object>(query: Query, values: readonly Value[]): Promise<Row[]> {
    const client = await this.#pool.connect()
    let isWhole = false
    try {
      const rows = await this.#rowsOf<Row>(client, query, values)
      isWhole = true
      return rows
    } finally {
      client.release(!isWhole)
    }
  }

  /** Writes with one statement, and answers with its rows. Rejects as {@link Queries.transaction} does. */
  write<Row extends object>(query: Query, values: readonly Value[] = []): Promise<Row[]> {
    return this.transaction((client) => this.#rowsOf<Row>(client, query, values), 'one-statement')
  }

  async #rowsOf<Row extends object>(client: PoolClient, query: Query, values: readonly Value[]): Promise<Row[]> {
    const { rows } = await client.query<Row>({ ...query, values: [...values] })
    return rows
  }

  /**
   * Does several things or none. Rejects as {@link Queries.rows} does when nothing was written, and with
   * {@link LogUnavailableError} when that is unknown.
   */
  async transaction<Result>(
    work: (client: PoolClient) => Promise<Result>,
    kind: 'several-statements' | 'one-statement' = 'several-statements',
  ): Promise<Result> {
    this.#admit()
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw refusalOf(error)
    })
    let failure: unknown
    try {
      if (kind === 'several-statements') await client.query('BEGIN')
      const result = await work(client)
      if (kind === 'several-statements') await client.query('COMMIT')
      return result
    } catch (error) {
      failure = error
      throw error instanceof TypeError || error instanceof SearchTooSlowError ? error : writeFailureOf(error)
    } finally {
      // A connection on which something failed is not used again; that ends its transaction, too.
      client.release(failure !== undefined)
    }
  }

  #admit(): void {
    if (this.#closed) throw new LogUnavailableError('The store is closed.')
    if (this.#isAway()) throw new LogAwayError('The database cannot be reached.')
    if (this.#pool.waitingCount >= this.#waitingMax) throw new LogOverloadedError('Too many queries are waiting.')
  }

  /** The database was found to answer nothing: nobody goes on waiting for it. Call it while it is away. */
  giveUp(): void {
    this.#pool.cut()
  }

  /** The database is back, and may be another server: see {@link QueryPool.renew}. */
  renew(): void {
    if (!this.#closed) this.#pool.renew()
  }

  /** Ends the connections; one that does not take leave is cut. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    const waited = new AbortController()
    const longEnough = delay(closeMs, undefined, { signal: waited.signal }).catch(() => undefined)
    await Promise.race([this.#pool.end(), longEnough])
    waited.abort()
    this.#pool.cut()
  }
}
