import { expect, test } from 'vitest'
import { stopWatch } from './stop-watch.js'

test('a stop watch shows hours only when there are some, and never less than nothing', () => {
  expect([-5, 0, 42_900, 725_000, 3_725_000, 360_000_000].map(stopWatch)).toEqual([
    ...['0:00', '0:00', '0:42', '12:05', '1:02:05', '100:00:00'],
  ])
})
