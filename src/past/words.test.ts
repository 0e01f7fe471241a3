import { expect, test } from 'vitest'
import { phrasesOf, plainWords, wordLengthMax, wordsIn } from './words.js'

test('words are compared without case, accents and signs, and are found where they stand', () => {
  expect(plainWords('Don’t PANIC: Ça va, naïve №5? ½ 👋')).toEqual([
    'don',
    't',
    'panic',
    'ca',
    'va',
    'naive',
    '5',
    '12',
  ])
  const text = 'Oh, Ça!'
  expect(Array.from(wordsIn(text), ({ start, end }) => text.slice(start, end))).toEqual(['Oh', 'Ça'])
})

test('scripts without spaces give a word per character', () => {
  expect(plainWords('注文7番abc')).toEqual(['注', '文', '7', '番', 'abc'])
})

test('a word longer than is told apart is one all the same', () => {
  expect(plainWords('x'.repeat(wordLengthMax + 9))).toEqual(['x'.repeat(wordLengthMax)])
})

test('what is searched for is taken apart at spaces and quotation marks', () => {
  expect(phrasesOf('  refund "my order" a@b.example "open ')).toEqual([
    ['refund'],
    ['my', 'order'],
    ['a', 'b', 'example'],
    ['open'],
  ])
  expect(phrasesOf('  "" *?! ')).toEqual([])
})
