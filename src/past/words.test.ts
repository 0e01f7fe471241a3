import { expect, test } from 'vitest'
import { beginningMin, plainWords, termsOf, wordLengthMax, wordsIn } from './words.js'

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
  // Signs above and below a letter of Thai count as little as accents do.
  expect(plainWords('สั่งซื้อ')).toEqual(['ส', 'ง', 'ซ', 'อ'])
})

test('a word longer than is told apart is one all the same', () => {
  expect(plainWords('x'.repeat(wordLengthMax + 9))).toEqual(['x'.repeat(wordLengthMax)])
})

/** Terms as they are written: with `*` where they go on, and `-` where they leave out. */
const written = (text: string) =>
  termsOf(text).map(({ words, begins, without }) => `${without ? '-' : ''}${words.join(' ')}${begins ? '*' : ''}`)

test('what is searched for is taken apart at spaces and quotation marks', () => {
  expect(written('  refund "my order" a@b.example "open ')).toEqual(['refund*', 'my order', 'a b example*', 'open*'])
  expect(written('“my order” „mein Paket“ «ma commande»')).toEqual(['my order', 'mein paket', 'ma commande'])
  expect(written('  "" *?! - -- ')).toEqual([])
})

test('words find what begins with them, unless they are short, or stand in quotation marks without a star', () => {
  expect(beginningMin).toBe(3)
  expect(written('re ref "ref" re* "my ref*" "my re*" "re * x" 文* 한국')).toEqual([
    ...['re', 'ref*', 'ref', 're', 'my ref*', 'my re', 're x', '文'],
    `${'한국'.normalize('NFKD')}*`,
  ])
})

test('what has a minus before it is to be left out', () => {
  expect(written('-refund order-7 -"my order" - x--y')).toEqual(['-refund*', 'order 7', '-my order', 'x y'])
})
