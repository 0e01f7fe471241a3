/** Finds where the latest past chats are that match. */
import type { PastQuery } from '../../past/past-store.js'
import { leftOutQuery, marksQuery, wordsQuery } from './past-text.js'
import { storable } from './storable-text.js'

/** Asks the database, in a transaction and within what time is left. */
export type Ask = <Row extends object>(text: string, values: readonly unknown[]) => Promise<readonly Row[]>

/**
 * How many of the latest chats are looked at one after the other. Of what a hundredth of them has, there are enough for a
 * page among these; what is rarer, the index of words finds at once.
 */
export const pastWalkedMax = 10_000
/** How many times as many are looked at that way after these, where the first of them promise enough. */
const furtherStretches = 6

const following = `
  SELECT place FROM parley.past_chats WHERE organization = $1 AND place >= $2 AND place < $3
  ORDER BY place DESC OFFSET $4 LIMIT 1`

const latest = (words: string): string => `
  SELECT place FROM parley.past_chats
  WHERE organization = $1 AND place >= $2 AND place < $3 AND ${words}
    AND (cardinality($5::text[]) = 0 OR cardinality(agents) = 0 OR NOT agents <@ $5)
  ORDER BY place DESC LIMIT $6`
const latestOfAll = latest('$4::text IS NOT NULL')
const latestWithWords = latest('words @@ $4::text::tsquery')

/**
 * The places of the latest `limit` chats that match `query`, in no order.
 *
 * PostgreSQL cannot tell how rare a word is that few chats have, takes it for more frequent, and would go through all chats
 * from the latest on, in search of enough of them. So it does that for the latest `walkedMax` only, and
 * for some more where these tell that it is worth it: to take all from the index that have a usual word takes longer.
 */
export const latestPlaces = async (
  ask: Ask,
  query: PastQuery,
  limit: number,
  walkedMax: number,
): Promise<readonly number[]> => {
  const marks = marksQuery(query)
  if (marks === undefined) return []
  const { organizationId, from, before, sight } = query
  const organization = storable(organizationId)
  const wanted = [wordsQuery(query), marks].filter((part) => part !== '')
  const match = [...wanted, leftOutQuery(query)].filter((part) => part !== '').join(' & ')
  const hidden = sight.of === 'all-but' ? sight.agentIds.map(storable) : []
  const placesIn = async (start: number, end: number, most: number): Promise<number[]> => {
    const text = match === '' ? latestOfAll : latestWithWords
    const rows = await ask<{ place: number }>(text, [organization, start, end, match, hidden, most])
    return rows.map(({ place }) => place)
  }

  // The index of words cannot tell what chats do not have.
  if (wanted.length === 0) return placesIn(from, before, limit)
  const places: number[] = []
  let until = before
  for (const stretch of [walkedMax, walkedMax * furtherStretches]) {
    // Where the first stretch tells that there are not enough in the second, the index is faster.
    if (until < before && places.length * (1 + furtherStretches) < limit) break
    const [end] = await ask<{ place: number }>(following, [organization, from, until, stretch])
    const start = end === undefined ? from : end.place + 1
    places.push(...(await placesIn(start, until, limit - places.length)))
    if (end === undefined || places.length >= limit) return places
    until = start
  }
  await ask('SET LOCAL enable_indexscan = off', [])
  await ask('SET LOCAL enable_seqscan = off', [])
  return [...places, ...(await placesIn(from, until, limit - places.length))]
}
