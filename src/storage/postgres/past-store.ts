import pg from 'pg'
import type { PoolClient } from 'pg'
import type { StreamName } from '../../event-log/event-log.js'
import { pastKind } from '../../past/past-kind.js'
import { SearchTooSlowError } from '../../past/past-errors.js'
import { rankedMax, type PastEntry, type PastFound, type PastQuery, type PastStore } from '../../past/past-store.js'
import { leftOutQuery, marksQuery, vectorOf, wordsQuery } from './past-text.js'
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

/** What past chats are found by, in PostgreSQL. */
export class PostgresPastStore implements PastStore {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
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
    return this.#find(query, timeoutMs, (matching) => ({
      text: `SELECT place, chat, facts FROM ${matching} ORDER BY place DESC LIMIT $6`,
      values: [limit],
    }))
  }

  best(query: PastQuery, offset: number, limit: number, timeoutMs: number): Promise<readonly PastFound[]> {
    return this.#find(query, timeoutMs, (matching) => ({
      // 1: divided by the logarithm of how much is said.
      text: `SELECT place, chat, facts
             FROM (SELECT place, chat, facts, words FROM ${matching} ORDER BY place DESC LIMIT ${rankedMax}) AS latest
             ORDER BY ts_rank(words, $8::text::tsquery, 1) DESC, place DESC OFFSET $6 LIMIT $7`,
      values: [offset, limit, wordsQuery(query)],
    }))
  }

  /** Asks for chats that match; `ask` is given where they are, and its values are numbered from 6 on. */
  async #find(
    query: PastQuery,
    timeoutMs: number,
    ask: (matching: string) => { text: string; values: unknown[] },
  ): Promise<readonly PastFound[]> {
    const marks = marksQuery(query)
    if (marks === undefined) return []
    const { organizationId, from, before, sight } = query
    const match = [wordsQuery(query), marks, leftOutQuery(query)].filter((part) => part !== '').join(' & ')
    const hidden = sight.of === 'all-but' ? sight.agentIds.map(storable) : []
    const { text, values } = ask(`parley.past_chats
      WHERE organization = $1 AND place >= $2 AND place < $3 AND ${match === '' ? '$4::text IS NOT NULL' : 'words @@ $4::text::tsquery'}
        AND (cardinality($5::text[]) = 0 OR cardinality(agents) = 0 OR NOT agents <@ $5)`)
    const all = [storable(organizationId), from, before, match, hidden, ...values]
    return this.#queries.transaction((client) => rowsWithin(client, timeoutMs, text, all))
  }
}

const rowsWithin = async (
  client: PoolClient,
  timeoutMs: number,
  text: string,
  values: unknown[],
): Promise<readonly PastFound[]> => {
  await client.query(`SET LOCAL statement_timeout = ${Math.max(1, Math.round(timeoutMs))}`)
  try {
    const { rows } = await client.query<FoundRow>(text, values)
    return rows.map(({ chat, place, facts }) => ({
      chatId: restored(chat),
      place,
      facts: JSON.parse(facts) as unknown,
    }))
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== cancelled) throw error
    throw new SearchTooSlowError('The search took too long.', { cause: error })
  }
}
