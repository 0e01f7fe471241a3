import type { StreamName } from '../../event-log/event-log.js'
import { isInSight } from '../../past/past-sight.js'
import { SearchTooSlowError } from '../../past/past-errors.js'
import { rankedMax, type PastEntry, type PastFound, type PastQuery, type PastStore } from '../../past/past-store.js'
import type { DatabaseThread } from './database-thread.js'
import { matchOf } from './past-query.js'
import type { PastRow, PastStretch } from './stored-past.js'

/** How much time the first stretch of a search covers; none covers less, because each costs something whatever it covers. */
const firstStretchMs = 86_400_000
/**
 * A stretch that kept the database for less is followed by one four times as long, one that kept it for longer by one half
 * as long. On a busy machine short calls take their time as well, so the first is generous.
 */
const shortMs = 25
const longMs = 100
/** How many chats a stretch gives at most when not all of them may be in sight. */
const rowsPerStretch = 200

/**
 * What past chats are found by, in a SQLite file. The thread that searches also commits, so a search is a series of
 * calls that take some milliseconds each.
 */
export class SqlitePastStore implements PastStore {
  readonly #thread: DatabaseThread

  constructor(thread: DatabaseThread) {
    this.#thread = thread
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
    const match = matchOf(query)
    const rows = match === undefined ? [] : await this.#latest(query, match, rankedMax, timeoutMs)
    const [first, last] = [rows[0], rows.at(-1)]
    if (match === undefined || first === undefined || last === undefined) return []
    const { organizationId } = query
    const stretch = { organizationId, match, from: last.place, before: first.place + 1 }
    const ranks = await this.#thread.call('ranksOfPast', { ...stretch, limit: Number.MAX_SAFE_INTEGER })
    const rankOf = new Map<number, number>()
    for (let index = 0; index < ranks.length; index += 2) rankOf.set(ranks[index] ?? 0, ranks[index + 1] ?? 0)
    return rows
      .map((row) => ({ row, rank: rankOf.get(row.place) ?? 0 }))
      .sort((a, b) => a.rank - b.rank || b.row.place - a.row.place)
      .slice(offset, offset + limit)
      .map(({ row }) => found(row))
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
