/** What is asked of a record, page by page: the part that all records have in common. */
import { Type } from 'typebox'
import { askedTime } from '../agent-api/asked-time.js'
import { beforeNumber } from '../agent-api/before-number.js'
import { numberBefore, type Dated } from './audit-time.js'
import { setupPageMax } from './messages.js'

/** An id, or what something is called, by which records are chosen. */
export const recordFilter = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 64, description }))
const time = (description: string) => Type.Optional(Type.String({ maxLength: 40, description }))

export const recordPage = {
  since: time('Only records from then on: a day in UTC, or a time with its zone, such as 2026-01-31T08:00:00Z'),
  until: time('Only records from before this time'),
  before: beforeNumber('Only records with a smaller number'),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: setupPageMax, default: 50 })),
}

/** A page as it is asked for; times are as {@link askedTime} takes them. */
export interface AskedPage {
  readonly since?: string
  readonly until?: string
  readonly before?: number
  readonly limit?: number
}

/** The part of a page that a record is asked for by its numbers. */
export interface NumberedPage {
  readonly before?: number
  readonly limit: number
}

/** How a record is read: `find` gives what is asked for and `findAny` whatever there is, the newest first. */
export interface RecordReader<Found> {
  readonly find: (page: NumberedPage) => Promise<readonly Found[]>
  readonly findAny: (page: NumberedPage) => Promise<readonly Found[]>
  readonly datedOf: (record: Found) => Dated
}

/** A page's records, the newest first. */
export const recordsOf = async <Found>(
  { since, until, before: given, limit = 50 }: AskedPage,
  { find, findAny, datedOf }: RecordReader<Found>,
): Promise<Found[]> => {
  const newestUpTo = async (number: number): Promise<Dated | undefined> => {
    const [record] = await findAny({ before: number + 1, limit: 1 })
    return record && datedOf(record)
  }
  const [from = -Infinity, to] = [askedTime('since', since), askedTime('until', until)]
  const timely = to === undefined ? Infinity : await numberBefore(to, newestUpTo)
  const before = Math.min(given ?? Infinity, timely)
  const records = await find({ limit, ...(before < Infinity && { before }) })
  return records.filter((record) => datedOf(record).at >= from)
}
