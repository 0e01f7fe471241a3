import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lengthParts, parseLength } from './lengths.js'

test.each([
  ['90', 90],
  [' 45 s ', 45],
  ['1:30', 90],
  ['1:02:03', 3723],
  ['2 min', 120],
  ['2m 30s', 150],
  ['1 hour and 30 minutes', 5400],
  ['1,5 h', 5400],
  ['0.5 min', 30],
  ['2 Std. 5 Min.', 7500],
  ['1 Tag', 86_400],
  ['3 days', 259_200],
  ['0', 0],
])('“%s” is %d seconds', (text, seconds) => {
  expect(parseLength(text)).toBe(seconds)
})

test.each(['', 'soon', '-5', '5 parsecs', '1:75', 'x 5 s', '5 s x', 'h'])('“%s” is no length', (text) => {
  expect(parseLength(text)).toBeUndefined()
})

test('what is written out is read back', () => {
  fc.assert(
    fc.property(fc.nat(400_000), (seconds) => {
      const written = lengthParts(seconds).map(({ count, unit }) => `${count} ${unit}`)
      expect(parseLength(written.join(' '))).toBe(seconds)
    }),
  )
})
