import { expect, test } from 'vitest'
import { FoldCache, restingFoldsMax, type Fold } from './fold-cache.js'

const fold = (version: number): Fold => ({ state: { version }, version, sinceSnapshot: 0, newestType: 1 })

test('a living stream stays however many others come; of the rest the newest stay', () => {
  const cache = new FoldCache()
  cache.set('living', fold(1), true)
  for (let n = 0; n <= restingFoldsMax; n += 1) cache.set(`ended-${n}`, fold(n), false)
  expect(cache.get('living')).toEqual(fold(1))
  expect(cache.openCount).toBe(1)
  expect(cache.get('ended-0')).toBeUndefined()
  expect(cache.get('ended-1')).toEqual(fold(1))
  expect(cache.get(`ended-${restingFoldsMax}`)).toEqual(fold(restingFoldsMax))
})

test('a stream is held once, as it was set last', () => {
  const cache = new FoldCache()
  cache.set('a', fold(1), true)
  cache.set('a', fold(2), false)
  expect([cache.get('a'), cache.openCount]).toEqual([fold(2), 0])
  cache.set('a', fold(3), true)
  expect([cache.get('a'), cache.openCount]).toEqual([fold(3), 1])
  for (let n = 0; n <= restingFoldsMax; n += 1) cache.set(`ended-${n}`, fold(n), false)
  expect(cache.get('a')).toEqual(fold(3))
})

test('a resting stream that is set again counts as new', () => {
  const cache = new FoldCache()
  cache.set('old', fold(1), false)
  for (let n = 1; n < restingFoldsMax; n += 1) cache.set(`ended-${n}`, fold(n), false)
  cache.set('old', fold(2), false)
  cache.set('one-more', fold(1), false)
  expect(cache.get('old')).toEqual(fold(2))
  expect(cache.get('ended-1')).toBeUndefined()
})
