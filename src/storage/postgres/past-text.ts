/** Puts past chats, and what they are searched for, into the forms of PostgreSQL's text search. */
import { agentMark, nobodysMark } from '../../past/marks.js'
import type { PastDocument, PastQuery } from '../../past/past-store.js'
import type { Phrase, Term } from '../../past/words.js'
import { storable } from './storable-text.js'

/** How often a word of a chat counts; a text search of PostgreSQL knows no more of its places. */
const placesPerWordMax = 255

/** Begins with a sign that no word has. */
const markLexeme = (mark: string): string => `'=${storable(mark).replace(/['\\]/g, '$&$&')}'`

/** A chat's words as a `tsvector`: with their places, of which one is left free between two texts. */
export const vectorOf = ({ texts, name, marks }: PastDocument): string => {
  const places = new Map<string, string[]>()
  let place = 0
  const add = (words: Phrase, weight: string): void => {
    for (const word of words) {
      place += 1
      const own = places.get(word)
      if (own === undefined) places.set(word, [`${place}${weight}`])
      else if (own.length < placesPerWordMax) own.push(`${place}${weight}`)
    }
    place += 1
  }
  add(name, 'A')
  for (const text of texts) add(text, '')
  // Words are letters and digits, so there is nothing in them to escape.
  const words = Array.from(places, ([word, own]) => `'${word}':${own.join(',')}`)
  return [...words, ...marks.map(markLexeme)].join(' ')
}

const termQuery = ({ words, begins }: Term, weight: string): string => {
  const lexemes = words.map((word, index) => {
    const flags = `${begins && index === words.length - 1 ? '*' : ''}${weight}`
    return `'${word}'${flags === '' ? '' : `:${flags}`}`
  })
  return `(${lexemes.join(' <-> ')})`
}

const allOf = ({ terms, name }: Pick<PastQuery, 'terms' | 'name'>, isAsked: (term: Term) => boolean): string[] => [
  ...terms.filter(isAsked).map((term) => termQuery(term, '')),
  ...name.filter(isAsked).map((term) => termQuery(term, 'A')),
]

/** The words that are searched for as a `tsquery`; empty when there are none. */
export const wordsQuery = (query: Pick<PastQuery, 'terms' | 'name'>): string =>
  allOf(query, ({ without }) => !without).join(' & ')

/** The words that chats are left out for, the same way. */
export const leftOutQuery = (query: Pick<PastQuery, 'terms' | 'name'>): string =>
  allOf(query, ({ without }) => without)
    .map((term) => `!${term}`)
    .join(' & ')

/** What is searched for besides words, the same way. `undefined` when no chat can have it. */
export const marksQuery = ({ marks, sight }: PastQuery): string | undefined => {
  const seen = sight.of === 'some' ? [[...sight.agentIds.map(agentMark), ...(sight.nobodys ? [nobodysMark] : [])]] : []
  const all = [...marks, ...seen]
  if (all.some((some) => some.length === 0)) return undefined
  return all.map((some) => `(${some.map(markLexeme).join(' | ')})`).join(' & ')
}
