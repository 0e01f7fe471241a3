import { expect, test } from 'vitest'
import { Places } from './places.js'

test('no more places are taken than there are, and one that is left can be taken again', () => {
  const places = new Places(3, 2)
  const leave = ['a', 'b', 'c'].map((key) => places.take(key))
  expect(places.take('d')).toBeUndefined()
  leave[0]?.()
  leave[0]?.()
  expect(places.taken).toBe(2)
  expect(places.take('d')).toBeDefined()
})

test('what is under one key does not take the places of others', () => {
  const places = new Places(10, 2)
  const [leave] = [places.take('a'), places.take('a')]
  expect(places.take('a')).toBeUndefined()
  expect(places.take('b')).toBeDefined()
  leave?.()
  expect(places.take('a')).toBeDefined()
  expect(places.take('a')).toBeUndefined()
})
