import pg from 'pg'
import type { PoolClient } from 'pg'
import type { StreamName } from '../../event-log/event-log.js'
import { pastKind } from '../../past/past-kind.js'
import { SearchTooSlowError } from '../../past/past-errors.js'
import { rankedMax, type PastEntry, type PastFound, type PastQuery, type PastStore } from '../../past/past-store.js'
import { latestPlaces, type Ask } from './past-places.js'
import { vectorOf, wordsQuery } from './past-text.js'
import type { Queries } from './queries.js'
import { restored, storable } from './storable-text.js'

/** The key of the advisory lock of whoever takes chats in, of which one at a time is enough: the letters "Parley-p". */
const pastLock = 0x5061726c65792d70n
/** SQLSTATE of a query that was cancelled, here by its time-out. */
const cancelled = '57014'

interface FoundRow {
  readonly chat: string
  readonly place: number
  readonly facts: string
}

// A place that is taken is looked up by its index, one after the other; there are as few as chats that ended at once.
const keep = `
  INSERT INTO parley.past_chats (place, organization, chat, agents, facts, words)
    SELECT n, $2, $3, $4, $5, $6::text::tsvector
    FROM (SELECT generate_series($1::bigint, 9007199254740991) AS n) AS places
    WHERE (SELECT count(*) FROM parley.past_chats p WHERE p.place = n) = 0
    LIMIT 1`

const chatsAt = 'SELECT chat, place, facts FROM parley.past_chats WHERE place = ANY ($1::bigint[])'

/** What past chats are found by, in PostgreSQL. */
export class PostgresPastStore implements PastStore {
  readonly #queries: Queries

  readonly #walkedMax: number

  /** `walkedMax`: see {@link latestPlaces}. */
  constructor(queries: Queries, walkedMax: number) {
    this.#queries = queries
    this.#walkedMax = walkedMax
  }

  async missing(limit: number): Promise<readonly StreamName[]> {
    const rows = await this.#queries.rows<{ organization: string; id: string }>(
      {
        text: `SELECT organization, id FROM parley.streams WHERE kind = 'chat' AND NOT open AND NOT indexed
               ORDER BY stream DESC LIMIT $1`,
      },
      [limit],
    )
    return rows.map(({ organization, id }) => ({
      ...{ organizationId: restored(organization), kind: pastKind, id: restored(id) },
    }))
  }

  async put(entries: readonly PastEntry[]): Promise<void> {
    await this.#queries.transaction(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [String(pastLock)])
      for (const { chat, document } of entries) {
        const names = [storable(chat.organizationId), storable(chat.id)]
        const settled = await client.query(
          `UPDATE parley.streams SET indexed = true
           WHERE organization = $1 AND kind = 'chat' AND id = $2 AND NOT open AND NOT indexed`,
          names,
        )
        if (settled.rowCount === 0 || !document) continue
        const { endedAt, agentIds, facts } = document
        const values = [endedAt, ...names, agentIds.map(storable), JSON.stringify(facts), vectorOf(document)]
        await client.query(keep, values)
      }
    })
  }

  newest(query: PastQuery, limit: number, timeoutMs: number): Promise<readonly PastFound[]> {
    return this.#find(timeoutMs, async (ask) =>
      ask<FoundRow>(`${chatsAt} ORDER BY place DESC`, [await latestPlaces(ask, query, limit, this.#walkedMax)]),
    )
  }

  best(query: PastQuery, offset: number, limit: number, timeoutMs: number): Promise<readonly PastFound[]> {
    // 1: divided by the logarithm of how much is said.
    const order = 'ORDER BY ts_rank(words, $2::text::tsquery, 1) DESC, place DESC OFFSET $3 LIMIT $4'
    return this.#find(timeoutMs, async (ask) => {
      const places = await latestPlaces(ask, query, rankedMax, this.#walkedMax)
      return ask<FoundRow>(`${chatsAt} ${order}`, [places, wordsQuery(query), offset, limit])
    })
  }

  async #find(timeoutMs: number, find: (ask: Ask) => Promise<readonly FoundRow[]>): Promise<readonly PastFound[]> {
    const rows = await this.#queries.transaction((client) => find(askWithin(client, timeoutMs)))
    return rows.map(({ chat, place, facts }) => ({
      chatId: restored(chat),
      place,
      facts: JSON.parse(facts) as unknown,
    }))
  }
}

const askWithin = (client: PoolClient, timeoutMs: number): Ask => {
  const until = performance.now() + timeoutMs
  return async <Row extends object>(text: string, values: readonly unknown[]) => {
    await client.query(`SET LOCAL statement_timeout = ${Math.max(1, Math.round(until - performance.now()))}`)
    try {
      const { rows } = await client.query<Row>(text, [...values])
      return rows
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== cancelled) throw error
      throw new SearchTooSlowError('The search took too long.', { cause: error })
    }
  }
}
