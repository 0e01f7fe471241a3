/** Puts what past chats are searched for into the words of FTS5. */
import { agentMark, nobodysMark } from '../../past/marks.js'
import type { PastDocument, PastQuery } from '../../past/past-store.js'
import type { Term } from '../../past/words.js'

/** Stands between two texts of a chat, so that no phrase reaches from one into the next. No word is like it. */
const between = '␞'

/** A mark as a word of letters and digits, so that case and signs in it count. */
const markWord = (mark: string): string => `m${Buffer.from(mark).toString('hex')}`
const organizationWord = (organizationId: string): string => `o${Buffer.from(organizationId).toString('hex')}`

/** The three columns of a chat's row. */
export const pastColumns = (organizationId: string, { texts, name, marks }: PastDocument): [string, string, string] => [
  texts.map((text) => text.join(' ')).join(` ${between} `),
  name.join(' '),
  [organizationWord(organizationId), ...marks.map(markWord)].join(' '),
]

// Words are letters and digits, so there is nothing in them to escape.
const termOf = ({ words, begins }: Term): string => `"${words.join(' ')}"${begins ? ' *' : ''}`

/** Whose chats are looked for, when those are few agents': the index then finds no others. */
const sightMarks = ({ sight }: PastQuery): string[][] =>
  sight.of === 'some' ? [[...sight.agentIds.map(agentMark), ...(sight.nobodys ? [nobodysMark] : [])]] : []

/**
 * The expression that finds a query's chats, but for those of other organizations when there is something rarer to find
 * them by. `undefined` when there can be none.
 */
export const matchOf = (query: PastQuery): string | undefined => {
  const marks = [...query.marks, ...sightMarks(query)]
  if (marks.some((some) => some.length === 0)) return undefined
  const inColumns = (isWanted: (term: Term) => boolean): string[] => [
    ...query.terms.filter(isWanted).map((term) => `words : ${termOf(term)}`),
    ...query.name.filter(isWanted).map((term) => `name : ${termOf(term)}`),
  ]
  const parts = [
    ...inColumns(({ without }) => !without),
    ...marks.map((some) => `marks : (${some.map(markWord).join(' OR ')})`),
  ]
  const found = parts.length === 0 ? `marks : ${organizationWord(query.organizationId)}` : parts.join(' AND ')
  const leftOut = inColumns(({ without }) => without)
  return leftOut.length === 0 ? found : `(${found}) NOT (${leftOut.join(' OR ')})`
}

/** One thing that a chat is ranked by: all of a term, and its words one by one, each as an expression. */
export interface RankedTerm {
  readonly match: string
  readonly words: readonly string[]
}

/** What the chats that a query finds are ranked by. */
export const rankedTerms = ({ terms, name }: PastQuery): readonly RankedTerm[] => {
  const inColumn = (column: string, all: readonly Term[]): RankedTerm[] =>
    all
      .filter(({ without }) => !without)
      .map((term) => ({
        match: `${column} : ${termOf(term)}`,
        words: term.words.map((word, index) => {
          const begins = term.begins && index === term.words.length - 1
          return `${column} : ${termOf({ words: [word], begins, without: false })}`
        }),
      }))
  return [...inColumn('words', terms), ...inColumn('name', name)]
}
