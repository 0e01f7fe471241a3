import { expect, test } from 'vitest'
import { eventDataText } from './event-data.js'

test.each([
  ['{"cart":["a",1]}', '{\n  "cart": [\n    "a",\n    1\n  ]\n}'],
  ['{not json', '{not json'],
  ['7.10', '7.10'],
  ['', ''],
])('%j reads as %j', (data, text) => {
  expect(eventDataText(data)).toBe(text)
})
