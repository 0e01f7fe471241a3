/**
 * What counts as a word, for every store alike: the texts of chats and what is searched for are taken apart here, so
 * that a search finds the same whatever keeps the index.
 */

/** How many UTF-16 code units of a word tell it from others. */
export const wordLengthMax = 64

/** A word and where it stands in its text, in UTF-16 code units. */
export interface FoundWord {
  readonly word: string
  readonly start: number
  readonly end: number
}

// Scripts that put no space between words: each of their characters counts as a word, and what is searched for is found
// as a sequence of them.
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`
const wordForm = new RegExp(String.raw`[${unspaced}]|(?:(?![${unspaced}])[\p{L}\p{N}\p{M}])+`, 'gu')

/** Without case, accents and forms that only look different. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, wordLengthMax)

/** The words of a text in their order. */
export function* wordsIn(text: string): Generator<FoundWord> {
  for (const match of text.matchAll(wordForm)) {
    const word = plain(match[0])
    if (word !== '') yield { word, start: match.index, end: match.index + match[0].length }
  }
}

/** The words of a text, without their places. */
export const plainWords = (text: string): string[] => Array.from(wordsIn(text), ({ word }) => word)

/** Words that stand side by side. */
export type Phrase = readonly string[]

/** How long what is searched for may be, in UTF-16 code units, and how many words it may have. */
export const searchLengthMax = 200
export const searchWordsMax = 20

const partForm = /"([^"]*)"|[^\s"]+/gu

/**
 * What is searched for, as phrases that must all be there: what stands between quotation marks is one, and so is what
 * stands between spaces, such as an e-mail address. Empty when it has no word.
 */
export const phrasesOf = (text: string): Phrase[] => {
  const phrases: Phrase[] = []
  for (const [part, quoted] of text.matchAll(partForm)) {
    const words = plainWords(quoted ?? part)
    if (words.length > 0) phrases.push(words)
  }
  return phrases
}
