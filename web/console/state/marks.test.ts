import { expect, test } from 'vitest'
import { marksWithin, type MarkedRange } from './marks.js'

const marks: MarkedRange[] = [
  [0, 2],
  [4, 9],
  [12, 13],
]

test('a piece of a text has the marks that reach into it, and knows those that began before it', () => {
  expect(marksWithin(marks, 0, 6)).toEqual([
    [0, 2, false],
    [4, 6, false],
  ])
  expect(marksWithin(marks, 6, 12)).toEqual([[0, 3, true]])
  expect(marksWithin(marks, 2, 4)).toEqual([])
  expect(marksWithin(marks, 12, 20)).toEqual([[0, 1, false]])
})
