/**
 * What past chats are found by. Runs in the worker, in transactions that `database-calls.ts` makes. A search is many
 * short calls, each over a stretch of places, so that commits go in between.
 */
import type { PastEntry } from '../../past/past-store.js'
import type { StreamName } from '../../event-log/event-log.js'
import { pastKind } from '../../past/past-kind.js'
import type { Database } from './open-database.js'
import { pastColumns } from './past-query.js'

/** A search over the places from `from` to below `before`, the latest first. */
export interface PastStretch {
  readonly organizationId: string
  readonly match: string
  readonly from: number
  readonly before: number
  readonly limit: number
}

/** A chat that matches; whether it is in sight is not asked here. `agents` and `facts` are JSON. */
export interface PastRow {
  readonly place: number
  readonly chat: string
  readonly agents: string
  readonly facts: string
}

/** What a stretch gave, and for how long it kept the database, in milliseconds. */
export interface PastPart {
  readonly rows: readonly PastRow[]
  readonly tookMs: number
}

/** What columns weigh in a rank: the words, the visitor's name, the marks. */
const weights = '1.0, 2.0, 0.0'

export class StoredPast {
  readonly #statements: ReturnType<typeof prepare>

  constructor(database: Database) {
    this.#statements = prepare(database)
  }

  missing(limit: number): readonly StreamName[] {
    const rows = this.#statements.missing.all(limit) as { organization: string; id: string }[]
    return rows.map(({ organization, id }) => ({ organizationId: organization, kind: pastKind, id }))
  }

  /** Call it in a transaction. */
  put(entries: readonly PastEntry[]): void {
    // The index takes rows in their order at once, and others one by one.
    const inOrder = [...entries].sort((a, b) => (a.document?.endedAt ?? 0) - (b.document?.endedAt ?? 0))
    let last = 0
    for (const { chat, document } of inOrder) {
      const { organizationId, id } = chat
      if (this.#statements.settle.run(organizationId, id).changes === 0 || !document) continue
      const { endedAt, agentIds, facts } = document
      last = this.#freePlace(Math.max(endedAt, last + 1))
      this.#statements.keep.run(last, organizationId, id, JSON.stringify(agentIds), JSON.stringify(facts))
      this.#statements.index.run(last, ...pastColumns(organizationId, document))
    }
  }

  #freePlace(from: number): number {
    let place = from
    while (this.#statements.taken.get(place) !== undefined) place += 1
    return place
  }

  /** The place of the latest chat before a place, and of the first of all; `undefined` when there is none. */
  reach(before: number): { readonly first: number; readonly last: number } | undefined {
    const { first, last } = this.#statements.reach.get(before) as { first: number | null; last: number | null }
    return first === null || last === null ? undefined : { first, last }
  }

  find({ organizationId, match, from, before, limit }: PastStretch): PastPart {
    const begun = performance.now()
    const rows = this.#statements.find.all(match, from, before, organizationId, limit) as unknown as PastRow[]
    return { rows, tookMs: performance.now() - begun }
  }

  /** Whether more than `usualMin` chats have what matches. Looks at no more than that. */
  isUsual({ match, usualMin }: { readonly match: string; readonly usualMin: number }): boolean {
    return this.#statements.beyond.get(match, usualMin) !== undefined
  }

  /** The places of a stretch with their ranks in turn, the smaller the better; of every organization. */
  ranks({ match, from, before }: Pick<PastStretch, 'match' | 'from' | 'before'>): readonly number[] {
    const rows = this.#statements.ranks.all(match, from, before) as { place: number; rank: number }[]
    return rows.flatMap(({ place, rank }) => [place, rank])
  }
}

function prepare(database: Database) {
  // The index leads: each of its rows is looked up in the table, never the other way round.
  const matching = `past_words CROSS JOIN past_chats ON past_chats.place = past_words.rowid
    WHERE past_words MATCH ? AND past_words.rowid >= ? AND past_words.rowid < ? AND organization = ?
    ORDER BY past_words.rowid DESC LIMIT ?`
  return {
    missing: database.prepare(
      // Word by word the condition of the index over those that are missing.
      `SELECT organization, id FROM streams WHERE kind = 'chat' AND open = 0 AND indexed < 2
       ORDER BY stream DESC LIMIT ?`,
    ),
    settle: database.prepare(
      `UPDATE streams SET indexed = 2 WHERE organization = ? AND kind = 'chat' AND id = ? AND open = 0 AND indexed < 2`,
    ),
    taken: database.prepare('SELECT 1 FROM past_chats WHERE place = ?'),
    keep: database.prepare('INSERT INTO past_chats (place, organization, chat, agents, facts) VALUES (?, ?, ?, ?, ?)'),
    index: database.prepare('INSERT INTO past_words (rowid, words, name, marks) VALUES (?, ?, ?, ?)'),
    reach: database.prepare(
      `SELECT (SELECT min(place) FROM past_chats) AS first,
              (SELECT max(place) FROM past_chats WHERE place < ?) AS last`,
    ),
    find: database.prepare(`SELECT place, chat, agents, facts FROM ${matching}`),
    beyond: database.prepare('SELECT 1 FROM past_words WHERE past_words MATCH ? LIMIT 1 OFFSET ?'),
    ranks: database.prepare(
      `SELECT rowid AS place, bm25(past_words, ${weights}) AS rank FROM past_words
       WHERE past_words MATCH ? AND rowid >= ? AND rowid < ?`,
    ),
  }
}
