import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attachment } from './content-disposition.js'

test.each([
  ['cat.png', `attachment; filename="cat.png"; filename*=UTF-8''cat.png`],
  [
    '17:40 "a\\b" 50%.txt',
    `attachment; filename="17:40 _a_b_ 50_.txt"; filename*=UTF-8''17%3A40%20%22a%5Cb%22%2050%25.txt`,
  ],
  ['it’s (1)*.pdf', `attachment; filename="it_s (1)*.pdf"; filename*=UTF-8''it%E2%80%99s%20%281%29%2A.pdf`],
  ['👍.gif', `attachment; filename="_.gif"; filename*=UTF-8''%F0%9F%91%8D.gif`],
])('a file named %j', (name, header) => {
  expect(attachment(name)).toBe(header)
})

test('whatever the name, the header has one form and gives the name back', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 255 })
  fc.assert(
    fc.property(name, (given) => {
      const [, exact] =
        /^attachment; filename="[ !#-~]*"; filename\*=UTF-8''([\w.!~%-]+)$/.exec(attachment(given)) ?? []
      expect(decodeURIComponent(exact ?? '')).toBe(given)
    }),
  )
})
