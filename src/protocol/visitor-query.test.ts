import { describe, expect, test } from 'vitest'
import { idLengthMax, idsMax, parameterLengthMax, parseVisitorId, VisitorQuery } from './visitor-query.js'
import { WireError } from './wire-error.js'

const query = (values: Record<string, unknown>) => new VisitorQuery(values)

/** The sentence of a refusal. */
const refusal = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    if (error instanceof WireError && error.status === 400) return error.message
    throw error
  }
  throw new Error('Nothing was refused.')
}

describe('[V-10] a list', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['one', { ids: 'a' }, ['a']],
    ['with commas', { ids: 'a,b' }, ['a', 'b']],
    ['in brackets', { ids: '[a,b]' }, ['a', 'b']],
    ['of one in brackets', { ids: '[a]' }, ['a']],
    ['with spaces', { ids: ' [ a , b ] ' }, ['[ a', 'b ]']],
    ['with spaces in brackets', { ids: '[ a , b ]' }, ['a', 'b']],
    ['repeated', { ids: ['a', 'b'] }, ['a', 'b']],
    ['repeated lists', { ids: ['a,b', '[c]'] }, ['a', 'b', 'c']],
    ['under a name with brackets', { 'ids[]': ['a', 'b'] }, ['a', 'b']],
    ['empty', { ids: '' }, []],
    ['of nothing in brackets', { ids: '[]' }, []],
    ['with gaps', { ids: 'a,,b,' }, ['a', 'b']],
    ['with the same twice', { ids: 'a,a' }, ['a', 'a']],
    ['of as many as there may be', { ids: Array(idsMax).fill('a').join() }, Array<string>(idsMax).fill('a')],
    ['with as long a one as may be', { ids: 'x'.repeat(idLengthMax) }, ['x'.repeat(idLengthMax)]],
  ])('%s', (_name, values, expected) => {
    expect(query(values).list('ids')).toEqual(expected)
  })

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['missing', {}, /^ids is missing/],
    ['of one too many', { ids: Array(idsMax + 1).fill('a') }, /^ids holds more than 100/],
    ['with one too long', { ids: `a,${'x'.repeat(idLengthMax + 1)}` }, /^ids holds something of more than 64/],
  ])('%s is refused', (_name, values, sentence) => {
    expect(refusal(() => query(values).list('ids'))).toMatch(sentence)
  })
})

describe('[V-10] one value', () => {
  test('may be missing or empty, unless it must be there', () => {
    for (const values of [{}, { a: '' }]) {
      expect(query(values).one('a')).toBeUndefined()
      expect(refusal(() => query(values).required('a'))).toBe('a is missing.')
      expect(refusal(() => query(values).id('a', '00D'))).toBe('a is missing.')
    }
    expect(query({ a: 'x'.repeat(parameterLengthMax) }).required('a')).toHaveLength(parameterLengthMax)
  })

  test.each<[string, unknown, RegExp]>([
    ['twice', ['b', 'c'], /more than once/],
    ['too long', 'x'.repeat(parameterLengthMax + 1), /more than 2048/],
    ['with a NUL', 'a\u0000', /no well-formed text/],
    ['with half a character', 'a\uD800', /no well-formed text/],
  ])('%s is refused', (_name, value, sentence) => {
    expect(refusal(() => query({ a: value }).one('a'))).toMatch(sentence)
  })

  test('that is an id is read in its short form', () => {
    expect(query({ a: '00D8c000004kTqWEAU' }).id('a', '00D')).toBe('00D8c000004kTqW')
    expect(refusal(() => query({ a: '5738c000000HyRe' }).id('a', '00D'))).toMatch(/starts with 00D/)
  })

  test.each([
    ['1', true],
    ['true', true],
    ['0', false],
    ['false', false],
    ['', false],
    [undefined, false],
    ['yes', false],
  ])('%j as a switch is %j', (value, expected) => {
    expect(query({ a: value }).flag('a')).toBe(expected)
  })
})

test.each([
  ['b7e0a3d2-41c6-4f1b-9d58-0c6e2f8a7714', true],
  ['x'.repeat(64), true],
  ['x'.repeat(65), false],
  ['undefined', false],
  ['null', false],
  ['', false],
  [undefined, false],
  ['a b', false],
  ['<script>', false],
])('[V-12] %j is a visitor id: %j', (text, expected) => {
  expect(parseVisitorId(text)).toBe(expected ? text : undefined)
})
