import { expect, test } from 'vitest'
import { UploadPlaces, uploadsAtOnceMax, uploadsPerRequestMax, UploadsBusyError } from './upload-places.js'

test('no more uploads have places than there are, and one that is left can be taken again', () => {
  const places = new UploadPlaces()
  const leave = Array.from({ length: uploadsAtOnceMax }, (_, n) => places.take(`request-${n}`))
  expect(() => places.take('one more')).toThrow(UploadsBusyError)
  leave[0]!()
  expect(() => places.take('one more')).not.toThrow()
})

test('one request does not take the places of the others', () => {
  const places = new UploadPlaces()
  for (let count = 0; count < uploadsPerRequestMax; count += 1) places.take('hanging')
  expect(() => places.take('hanging')).toThrow(UploadsBusyError)
  expect(places.countFor('hanging')).toBe(uploadsPerRequestMax)
  expect(() => places.take('another')).not.toThrow()
})
