/** What past chats are searched for, and how it stands in the page's address, so that a link leads to the same chats. */
import type { PastEndReason } from '../../../src/agent-api/past-chats.js'
import { chatHash, pastPath } from '../state/place.js'

export interface PastQuery {
  /** Words that must all be there. */
  readonly q: string
  /** Words of the visitor's name. */
  readonly visitor: string
  readonly agentId: string
  readonly buttonId: string
  readonly reason: PastEndReason | ''
  /** How far back, counted from today; a link with it leads to other chats tomorrow. */
  readonly period: Period | ''
  /** The first and the last day, `2026-01-31`, in this computer's time zone; empty with a period. */
  readonly from: string
  readonly to: string
  readonly order: 'newest' | 'relevance'
}

/** Today, or today and the days before. */
export type Period = 'today' | '7-days' | '30-days'
const daysOf: Readonly<Record<Period, number>> = { today: 1, '7-days': 7, '30-days': 30 }
export const periods = Object.keys(daysOf) as Period[]

export const everything: PastQuery = {
  ...{ q: '', visitor: '', agentId: '', buttonId: '', reason: '', period: '', from: '', to: '', order: 'newest' },
}

export const endReasons: readonly PastEndReason[] = [
  ...(['agent', 'visitor', 'visitor-idle', 'visitor-lost', 'blocked', 'agents-unavailable', 'refused'] as const),
]

const dayForm = /^\d{4}-\d\d-\d\d$/

/** The address of a place's query and, if one is read, of a chat. */
export function addressOf(query: PastQuery, chatId: string | undefined): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== everything[name as keyof PastQuery]) search.set(name, String(value))
  const asked = search.toString()
  const read = chatId === undefined ? '' : chatHash(chatId)
  return `${pastPath}${asked === '' ? '' : `?${asked}`}${read}`
}

/** What an address asks for; what it does not say, or says wrongly, is not asked for. */
export function queryIn(search: string): PastQuery {
  const given = new URLSearchParams(search)
  const text = (name: string): string => given.get(name) ?? ''
  const day = (name: string): string => (dayForm.test(text(name)) ? text(name) : '')
  return {
    ...{ q: text('q'), visitor: text('visitor'), agentId: text('agentId'), buttonId: text('buttonId') },
    reason: endReasons.find((reason) => reason === text('reason')) ?? '',
    period: periods.find((period) => period === text('period')) ?? '',
    ...{ from: day('from'), to: day('to'), order: text('order') === 'relevance' ? 'relevance' : 'newest' },
  }
}

/** The start of a day, or of one some days later or earlier, as the server takes it. */
const startOf = (year: number, month: number, date: number): string | undefined => {
  const at = new Date(year, month, date)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

const startOfDay = (day: string, later: 0 | 1): string | undefined => {
  const [year = NaN, month = NaN, date = NaN] = day.split('-').map(Number)
  return startOf(year, month - 1, date + later)
}

/** The query in the words of the server, at a moment. */
export function askedOf({ period, from, to, order, ...words }: PastQuery, now: Date): URLSearchParams {
  const asked = new URLSearchParams()
  const put = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') asked.set(name, value)
  }
  for (const [name, value] of Object.entries(words)) put(name, value.trim())
  if (period !== '') put('since', startOf(now.getFullYear(), now.getMonth(), now.getDate() + 1 - daysOf[period]))
  else {
    put('since', startOfDay(from, 0))
    put('until', startOfDay(to, 1))
  }
  if (order === 'relevance') put('order', order)
  return asked
}
