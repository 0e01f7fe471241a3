/** Shows where in a text is what was searched for. Pure: marks are ranges, never markup. */
import { isTermAt, wordsIn, type Term } from './words.js'

/** From the first code unit of what was found to behind its last, in UTF-16 code units of the text beside it. */
export type Mark = readonly [start: number, end: number]

/** A piece of a text with what was found in it. */
export interface Excerpt {
  readonly text: string
  readonly marks: readonly Mark[]
}

/** How many UTF-16 code units of a text an excerpt shows at most, without the signs that it was cut, and how many before the first mark. */
export const excerptLengthMax = 200
const leadLength = 60
/** How much of one text is looked through; what is found beyond is not shown. */
const lookedThroughMax = 100_000

/** Where what is searched for stands in a text: in order, none within another. What is to be left out is nowhere. */
export const marksIn = (text: string, terms: readonly Term[]): Mark[] => {
  const sought = terms.filter(({ without }) => !without)
  if (sought.length === 0) return []
  const found = Array.from(wordsIn(text.slice(0, lookedThroughMax)))
  const words = found.map(({ word }) => word)
  const marks: Mark[] = []
  for (let at = 0; at < found.length;) {
    const fitting = sought.filter((term) => isTermAt(words, at, term)).map((term) => term.words.length)
    const length = Math.max(0, ...fitting)
    const [first, last] = [found[at], found[at + length - 1]]
    if (length > 0 && first && last) marks.push([first.start, last.end])
    at += Math.max(1, length)
  }
  return marks
}

/** The piece of a text around the first place of what is searched for; `undefined` when there is none. */
export const excerptOf = (text: string, terms: readonly Term[]): Excerpt | undefined => {
  const marks = marksIn(text, terms)
  const [first] = marks
  return first && cut(text, wordStart(text, first[0] - leadLength), marks)
}

/** The beginning of a text. */
export const beginningOf = (text: string): Excerpt => cut(text, 0, [])

/** The start of the first whole word from a place on, so that none is cut in two. */
const wordStart = (text: string, from: number): number => {
  if (from <= 0) return 0
  const space = /\s/.exec(text.slice(from, from + leadLength))
  return space ? from + space.index + 1 : wholeFrom(text, from)
}

/** Not between the halves of one character. */
const wholeFrom = (text: string, at: number): number => (/^[\uDC00-\uDFFF]/.test(text.slice(at, at + 1)) ? at - 1 : at)

const cut = (text: string, from: number, marks: readonly Mark[]): Excerpt => {
  const to = text.length - from > excerptLengthMax ? wholeFrom(text, from + excerptLengthMax) : text.length
  const before = from > 0 ? '…' : ''
  const shift = before.length - from
  return {
    text: `${before}${text.slice(from, to)}${to < text.length ? '…' : ''}`,
    marks: marks.flatMap(([start, end]) => (end <= to && start >= from ? [[start + shift, end + shift] as const] : [])),
  }
}
