import { expect, test } from 'vitest'
import { stopAfter, stopAt } from './option-cursor.js'

const options = [{ key: 'a', disabled: true }, { key: 'b' }, { key: 'c', disabled: true }, { key: 'd' }]

test.each([
  [undefined, 'b'],
  ['d', 'd'],
  ['a', 'b'],
  ['gone', 'b'],
])('with %s the keys are at %s', (key, at) => {
  expect(stopAt(options, key)?.key).toBe(at)
})

test.each([
  ['b', 'ArrowDown', 'd'],
  ['d', 'ArrowDown', 'b'],
  ['d', 'ArrowUp', 'b'],
  ['b', 'ArrowUp', 'd'],
  [undefined, 'ArrowUp', 'd'],
  ['b', 'PageDown', 'd'],
  ['d', 'PageUp', 'b'],
  ['b', 'x', undefined],
])('from %s %s leads to %s', (key, pressed, to) => {
  expect(stopAfter(options, key, pressed)?.key).toBe(to)
})

test('nothing can be chosen where there is nothing', () => {
  expect(stopAt([{ key: 'a', disabled: true }], 'a')).toBeUndefined()
  expect(stopAfter([], undefined, 'ArrowDown')).toBeUndefined()
})
