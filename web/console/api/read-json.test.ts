import { expect, test } from 'vitest'
import { readJson } from './read-json.js'

test('a file’s name shows how it ends, and a visitor’s name turns nothing around', () => {
  const said = { visitorName: '\u202eanA\u2066', files: [{ name: 'receipt-\u202efdp.exe' }] }
  expect(readJson(JSON.stringify(said))).toEqual({ visitorName: 'anA', files: [{ name: 'receipt-fdp.exe' }] })
})

test('it is the same for characters that JSON spells out', () => {
  expect(readJson('{"name":"a\\u202Eb\\u2067c"}')).toEqual({ name: 'abc' })
})

test('what somebody wrote stays as it is, and so do names in any script', () => {
  const said = { text: 'a\u202eb', value: '\u2067x\u2069', name: '\u200eأحمد\u200f', number: 3, none: null }
  expect(readJson(JSON.stringify(said))).toEqual(said)
})

test('what is no JSON is refused', () => {
  expect(() => readJson('<html>')).toThrow(SyntaxError)
})
