import { expect, test } from 'vitest'
import { beginningOf, excerptLengthMax, excerptOf, marksIn } from './excerpts.js'
import { termsOf, type Term } from './words.js'

const exactly = (words: string[]): Term => ({ words, begins: false, without: false })
const shown = (text: string, ...phrases: string[][]) => {
  const excerpt = excerptOf(text, phrases.map(exactly))
  return excerpt && { ...excerpt, marked: excerpt.marks.map((mark) => excerpt.text.slice(...mark)) }
}

test('marks are where the words stand, whole phrases as one', () => {
  const text = 'Refund my order, refund it: Rückgabe'
  const marked = (...phrases: string[][]) => marksIn(text, phrases.map(exactly)).map((mark) => text.slice(...mark))
  expect(marked(['refund'])).toEqual(['Refund', 'refund'])
  expect(marked(['my', 'order'], ['refund'], ['refund', 'my'])).toEqual(['Refund my', 'refund'])
  expect(marked(['my'], ['ruckgabe'])).toEqual(['my', 'Rückgabe'])
  expect(marked(['nothing'])).toEqual([])
})

test('a word that is found by its beginning is marked as a whole, and what chats are left out for is not marked', () => {
  const text = 'Refunds? We refunded the order'
  const marked = (sought: string) => marksIn(text, termsOf(sought)).map((mark) => text.slice(...mark))
  expect(marked('refund')).toEqual(['Refunds', 'refunded'])
  expect(marked('"refund"')).toEqual([])
  expect(marked('"the ord*" -refund')).toEqual(['the order'])
  expect(marked('-refund')).toEqual([])
})

test('a short text is shown whole, one without the words not at all', () => {
  expect(shown('A refund', ['refund'])).toEqual({ text: 'A refund', marks: [[2, 8]], marked: ['refund'] })
  expect(shown('A refund', ['order'])).toBeUndefined()
})

test('of a long text the piece around the first mark is shown, cut between words and marked where it is cut', () => {
  const excerpt = shown(`${'before '.repeat(50)}the refund ${'after '.repeat(80)}refund`, ['refund'])
  expect(excerpt?.marked).toEqual(['refund'])
  expect(excerpt?.text).toMatch(/^…before (before )*the refund after .*…$/)
  expect(excerpt?.text.length).toBeLessThanOrEqual(excerptLengthMax + 2)
})

test('no character is cut in two', () => {
  const halves = /(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/
  for (const pad of ['', 'x']) {
    const text = `${pad}${'👋'.repeat(200)}refund${'👋'.repeat(200)}`
    expect(shown(text, ['refund'])?.text).not.toMatch(halves)
    expect(beginningOf(text).text).not.toMatch(halves)
  }
  expect(beginningOf('short')).toEqual({ text: 'short', marks: [] })
})
