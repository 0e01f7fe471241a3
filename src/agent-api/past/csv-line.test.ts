import { expect, test } from 'vitest'
import { csvLine } from './csv-line.js'

test('every cell is quoted, and holds what it was given', () => {
  expect(csvLine(['a', 'b "c", d', 'two\nlines', ''])).toBe('"a","b ""c"", d","two\nlines",""\r\n')
})

test('nothing is taken for a formula', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', ' =', '\u00a0=', '＝', '＋', '－', '＠'])
    expect(csvLine([`${start}1+1`])).toBe(`"'${start}1+1"\r\n`)
  expect(csvLine(['1+1', 'a=b', "'x"])).toBe(`"1+1","a=b","'x"\r\n`)
})
