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
  /** The first and the last day, `2026-01-31`, in this computer's time zone. */
  readonly from: string
  readonly to: string
  readonly order: 'newest' | 'relevance'
}

export const everything: PastQuery = {
  ...{ q: '', visitor: '', agentId: '', buttonId: '', reason: '', from: '', to: '', order: 'newest' },
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
    ...{ from: day('from'), to: day('to'), order: text('order') === 'relevance' ? 'relevance' : 'newest' },
  }
}

/** The start of a day, or of the one after it, as the server takes it; nothing for a day that is none. */
const startOf = (day: string, later: 0 | 1): string | undefined => {
  const [year = NaN, month = NaN, date = NaN] = day.split('-').map(Number)
  const at = new Date(year, month - 1, date + later)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** The query in the words of the server. */
export function askedOf({ from, to, order, ...words }: PastQuery): URLSearchParams {
  const asked = new URLSearchParams()
  const put = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') asked.set(name, value)
  }
  for (const [name, value] of Object.entries(words)) put(name, value.trim())
  put('since', startOf(from, 0))
  put('until', startOf(to, 1))
  if (order === 'relevance') put('order', order)
  return asked
}
