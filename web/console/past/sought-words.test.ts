import { expect, test } from 'vitest'
import { createSoughtWords } from './sought-words.js'

test('what is typed while the words before are on their way to the address stays in the field', () => {
  const words = createSoughtWords('')
  expect(words.seek('del')).toBe('del')
  // By now the field says “deliv”.
  expect(words.follow('del')).toBeUndefined()
  expect(words.seek('deliv ')).toBe('deliv')
  expect(words.seek('deliv')).toBeUndefined()
})

test('whoever goes back finds the words of that time in the field, and can search for the others anew', () => {
  const words = createSoughtWords('')
  words.seek('parcel')
  expect(words.follow('')).toBe('')
  expect(words.seek('parcel')).toBe('parcel')
})
