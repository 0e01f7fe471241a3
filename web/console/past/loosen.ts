/** What to ask for less of when nothing is found. Pure. */
import { termsOf } from '../../../src/past/words.js'
import type { PastQuery } from './query.js'

export type Loosening = 'time' | 'reason' | 'visitor' | 'agentId' | 'buttonId' | 'quotes' | 'without'

/** What of a query can be left away, and what is searched for then; first what leaves out most. */
export function loosenings(query: PastQuery): { readonly what: Loosening; readonly change: Partial<PastQuery> }[] {
  const found: { what: Loosening; change: Partial<PastQuery> }[] = []
  const { q, period, from, to } = query
  if (period !== '' || from !== '' || to !== '') found.push({ what: 'time', change: { period: '', from: '', to: '' } })
  const terms = termsOf(q)
  if (q.replaceAll(quoted, wordsOf) !== q && terms.some(({ words, without }) => words.length > 1 && !without))
    found.push({ what: 'quotes', change: { q: tidy(q.replaceAll(quoted, wordsOf)) } })
  if (terms.some(({ without }) => without) && terms.some(({ without }) => !without))
    found.push({ what: 'without', change: { q: tidy(q.replaceAll(leftOut, '')) } })
  for (const what of ['visitor', 'agentId', 'buttonId', 'reason'] as const)
    if (query[what] !== '') found.push({ what, change: { [what]: '' } })
  return found
}

const quoted = /-?["“”„«»]([^"“”„«»]*)["“”„«»]/gu
const leftOut = /(?<!\S)-(?:["“”„«»][^"“”„«»]*["“”„«»]|\S+)/gu

/** The words of a phrase; what is to be left out stays as it is. */
const wordsOf = (phrase: string, words: string): string => (phrase.startsWith('-') ? phrase : words)
const tidy = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim()
