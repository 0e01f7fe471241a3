import type { StreamName } from '../../event-log/event-log.js'
import { isInSight } from '../../past/past-sight.js'
import { SearchTooSlowError } from '../../past/past-errors.js'
import { rankedMax, type PastEntry, type PastFound, type PastQuery, type PastStore } from '../../past/past-store.js'
import type { DatabaseThread } from './database-thread.js'
import { matchOf, rankedTerms, type RankedTerm } from './past-query.js'
import type { PastRow, PastStretch } from './stored-past.js'

/** How much time the first stretch of a search covers; none covers less, because each costs something whatever it covers. */
const firstStretchMs = 86_400_000
/**
 * A stretch that kept the database for less is followed by one four times as long, one that kept it for longer by one half
 * as long. On a busy machine short calls take their time as well, so the first is generous.
 */
const shortMs = 25
const longMs = 100
/**
 * A word that more chats have, of all there are, counts for no rank. How rare a word is the database finds out by a look
 * at every chat that has it, in one go: some milliseconds for so many, and more with every year for a word that is said
 * all the time, which tells chats apart the least.
 */
export const usualWordMin = 20_000
/** How many chats a stretch gives at most when not all of them may be in sight. */
const rowsPerStretch = 200

/**
 * What past chats are found by, in a SQLite file. The thread that searches also commits, so a search is a series of
 * calls that take some milliseconds each.
 */
export class SqlitePastStore implements PastStore {
  readonly #thread: DatabaseThread
  readonly #usualMin: number

  /** `usualMin`: a word that more chats have is usual; {@link usualWordMin} unless said otherwise. */
  constructor(thread: DatabaseThread, usualMin = usualWordMin) {
    this.#thread = thread
    this.#usualMin = usualMin
  }

  missing(limit: number): Promise<readonly StreamName[]> {
    return this.#thread.call('missingPast', limit)
  }

  put(entries: readonly PastEntry[]): Promise<void> {
    return this.#thread.call('putPast', entries)
  }

  async newest(query: PastQuery, limit: number, timeoutMs: number): Promise<readonly PastFound[]> {
    const match = matchOf(query)
    return match === undefined ? [] : (await this.#latest(query, match, limit, timeoutMs)).map(found)
  }

  async best(query: PastQuery, offset: number, limit: number, timeoutMs: number): Promise<readonly PastFound[]> {
    const until = performance.now() + timeoutMs
    const match = matchOf(query)
    const rows = match === undefined ? [] : await this.#latest(query, match, rankedMax, timeoutMs)
    const ranks = await this.#ranksOf(rows, rankedTerms(query), until)
    return rows
      .map((row) => ({ row, rank: ranks.get(row.place) ?? 0 }))
      .sort((a, b) => a.rank - b.rank || b.row.place - a.row.place)
      .slice(offset, offset + limit)
      .map(({ row }) => found(row))
  }

  /** Ranks by place, the smaller the better: what each term is worth in a chat, one term after the other. */
  async #ranksOf(
    rows: readonly PastRow[],
    terms: readonly RankedTerm[],
    until: number,
  ): Promise<ReadonlyMap<number, number>> {
    const ranks = new Map<number, number>()
    const [first, last] = [rows[0], rows.at(-1)]
    if (first === undefined || last === undefined) return ranks
    for (const { match, words } of terms) {
      if (await this.#areUsual(words)) continue
      if (performance.now() > until) throw new SearchTooSlowError('The search took too long.')
      const found = await this.#thread.call('ranksOfPast', { match, from: last.place, before: first.place + 1 })
      for (let index = 0; index < found.length; index += 2) {
        const place = found[index] ?? 0
        ranks.set(place, (ranks.get(place) ?? 0) + (found[index + 1] ?? 0))
      }
    }
    return ranks
  }

  async #areUsual(words: readonly string[]): Promise<boolean> {
    for (const match of words)
      if (!(await this.#thread.call('isUsualInPast', { match, usualMin: this.#usualMin }))) return false
    return true
  }

  /** The latest chats that match and are in sight. */
  async #latest(query: PastQuery, match: string, limit: number, timeoutMs: number): Promise<PastRow[]> {
    const until = performance.now() + timeoutMs
    const { organizationId, sight } = query
    const reach = await this.#thread.call('reachOfPast', query.before)
    if (reach === undefined) return []
    const end = Math.max(query.from, reach.first)
    const rows: PastRow[] = []
    let before = Math.min(query.before, reach.last + 1)
    let widthMs = firstStretchMs
    while (rows.length < limit && before > end) {
      if (performance.now() > until) throw new SearchTooSlowError('The search took too long.')
      const from = Math.max(end, before - widthMs)
      const wanted = sight.of === 'all-but' ? rowsPerStretch : limit - rows.length
      const stretch: PastStretch = { organizationId, match, from, before, limit: wanted }
      const { rows: all, tookMs } = await this.#thread.call('findPast', stretch)
      for (const row of all) if (isInSight(sight, JSON.parse(row.agents) as string[])) rows.push(row)
      before = all.length < wanted ? from : (all.at(-1)?.place ?? from)
      if (tookMs < shortMs) widthMs *= 4
      else if (tookMs > longMs) widthMs = Math.max(firstStretchMs, widthMs / 2)
    }
    return rows.slice(0, limit)
  }
}

const found = ({ chat, place, facts }: PastRow): PastFound => ({
  chatId: chat,
  place,
  facts: JSON.parse(facts) as unknown,
})
