import { expect, test } from 'vitest'
import type { KeyPress } from '../../state/shortcuts.js'
import { floorCommandOf, keyAfter } from './floor-keys.js'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  ...{ code: '', key, altKey: false, ctrlKey: false, metaKey: false, altGraph: false, inTextField: false },
  ...more,
})

test('single keys are commands while nobody writes', () => {
  expect(
    ['j', 'k', 'Enter', 'w', '/', 'f', 'Escape', 'x', 'constructor'].map((key) => floorCommandOf(press(key), false)),
  ).toEqual([...['next', 'previous', 'open', 'whisper', 'search', 'wall', 'back', undefined, undefined]])
  expect(['J', 'K', 'W', 'F'].map((key) => floorCommandOf(press(key), false))).toEqual([
    ...['next', 'previous', 'whisper', 'wall'],
  ])
  expect(floorCommandOf(press('j', { ctrlKey: true }), false)).toBeUndefined()
  expect(floorCommandOf(press('j', { inTextField: true }), true)).toBeUndefined()
  expect(floorCommandOf(press('Escape', { inTextField: true }), true)).toBe('back')
})

test('Enter stays with what has the focus', () => {
  expect(floorCommandOf(press('Enter'), true)).toBeUndefined()
  expect(floorCommandOf(press('j'), true)).toBe('next')
})

test('the keys stop at the ends, and begin at the first', () => {
  expect(keyAfter(['a', 'b'], undefined, 1)).toBe('a')
  expect(keyAfter(['a', 'b'], 'gone', -1)).toBe('a')
  expect(keyAfter(['a', 'b'], 'a', 1)).toBe('b')
  expect(keyAfter(['a', 'b'], 'b', 1)).toBe('b')
  expect(keyAfter(['a', 'b'], 'a', -1)).toBe('a')
  expect(keyAfter([], 'a', 1)).toBeUndefined()
})
