/** Pages of lists that lie in memory, in the order of a member; a place in one stays good when objects come and go. */
import { ProblemError } from '../agent-api/problems.js'

interface Named {
  readonly id: string
  readonly name: string
  /** What agents log in with. */
  readonly username?: string
}

/** What a list is put in order by: the member, then the name, then the id. */
type Place = readonly [number | string | boolean | null, string, string]

/** A member that has a value, as text, or lists it among others. */
export interface Condition {
  readonly member: string
  readonly value: string
}

/** Which objects of a list are asked for. */
export interface ListQuery {
  /** Only objects whose name holds this, or agents whose username does. */
  readonly name?: string | undefined
  /** Only objects with one of these ids. */
  readonly ids?: ReadonlySet<string> | undefined
  /** Only objects that meet all of these. */
  readonly only?: readonly Condition[]
  /** Only objects that meet none of these. */
  readonly without?: readonly Condition[]
  /** A member that has one simple value. */
  readonly sort: string
  readonly descending: boolean
  /** The `next` of an earlier page of the same list. */
  readonly after?: string | undefined
  readonly limit: number
}

const member = (object: object, name: string): unknown => (object as Readonly<Record<string, unknown>>)[name]

const meets = (object: object, { member: name, value }: Condition): boolean => {
  const held = member(object, name)
  return Array.isArray(held) ? held.includes(value) : String(held) === value
}

const keyOf = (value: unknown): Place[0] => {
  if (typeof value === 'string') return value.toLowerCase()
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}

const compare = <T extends Place[number]>(a: T, b: T): number => {
  if (a === b) return 0
  // Nothing comes before something.
  if (a === null || b === null) return a === null ? -1 : 1
  return a < b ? -1 : 1
}

const order = (a: Place, b: Place): number => compare(a[0], b[0]) || compare(a[1], b[1]) || compare(a[2], b[2])

const encoded = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url')

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // No page ended there.
    return undefined
  }
}

const decoded = (after: string): Place => {
  const place = parsed(Buffer.from(after, 'base64url').toString('utf8'))
  const isPlace =
    Array.isArray(place) &&
    place.length === 3 &&
    keyOf(place[0]) === place[0] &&
    typeof place[1] === 'string' &&
    typeof place[2] === 'string'
  if (!isPlace) throw new ProblemError(400, 'invalid', 'after must be the next of an earlier page.')
  return place as unknown as Place
}

/**
 * The objects of a list that are asked for, from a place on that an earlier page ended at, and how many there are on all
 * pages. Throws a 400 for no such place.
 */
export const pageOf = <T extends Named>(
  objects: readonly T[],
  { name = '', ids, only = [], without = [], sort, descending, after, limit }: ListQuery,
): { objects: T[]; total: number; next?: string } => {
  const from = after === undefined ? undefined : decoded(after)
  const towards = descending ? -1 : 1
  const wanted = name.toLowerCase()
  const found = objects
    .filter(({ name, username = '' }) => `${name}\n${username}`.toLowerCase().includes(wanted))
    .filter(({ id }) => ids?.has(id) !== false)
    .filter((object) => only.every((one) => meets(object, one)) && !without.some((one) => meets(object, one)))
    .map((object) => {
      const place: Place = [keyOf(member(object, sort)), object.name.toLowerCase(), object.id]
      return { object, place }
    })
  const rest = found
    .filter(({ place }) => from === undefined || order(place, from) * towards > 0)
    .sort((a, b) => order(a.place, b.place) * towards)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return {
    objects: page.map(({ object }) => object),
    total: found.length,
    ...(last && rest.length > page.length && { next: encoded(last.place) }),
  }
}
