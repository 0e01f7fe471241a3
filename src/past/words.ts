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

/** One of the things that are searched for: words side by side. */
export interface Term {
  readonly words: Phrase
  /** Whether the last of them may be the beginning of a longer one. */
  readonly begins: boolean
  /** Whether chats that have it are left out. */
  readonly without: boolean
}

/** How long what is searched for may be, in UTF-16 code units, and how many words it may have. */
export const searchLengthMax = 200
export const searchWordsMax = 20
/** How many characters a word needs to find longer ones. Shorter ones begin so many that hardly a chat would be left out. */
export const beginningMin = 3

// Phones write quotation marks in the way of their language.
const quotes = '"“”„«»'
const partForm = new RegExp(`(-?)(?:[${quotes}]([^${quotes}]*)[${quotes}]|([^\\s${quotes}]+))`, 'gu')

const charactersIn = (word: string | undefined): number => Array.from(word ?? '').length

/**
 * What is searched for, term by term: what stands between quotation marks is one, and so is what stands between spaces,
 * such as an e-mail address. Words find what begins with them, in quotation marks only themselves unless `*` stands at
 * the end, and what has `-` before it leaves chats out. Empty when there is no word.
 */
export const termsOf = (text: string): Term[] => {
  const terms: Term[] = []
  for (const [, sign, quoted, plainPart = ''] of text.matchAll(partForm)) {
    const words = plainWords(quoted ?? plainPart)
    if (words.length === 0) continue
    const goesOn = quoted === undefined || quoted.endsWith('*')
    terms.push({ words, begins: goesOn && charactersIn(words.at(-1)) >= beginningMin, without: sign === '-' })
  }
  return terms
}

/** Whether a text's words from a place on are those of a term. */
export const isTermAt = (words: Phrase, start: number, { words: sought, begins }: Term): boolean =>
  sought.every((word, index) => {
    const own = words[start + index]
    return own === word || (begins && index === sought.length - 1 && own?.startsWith(word) === true)
  })
