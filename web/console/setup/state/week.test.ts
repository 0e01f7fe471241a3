import { expect, test } from 'vitest'
import { barsOn, copiedTo, nextSpan, periodsOn, type Period } from './week.js'

const monday: Period = { day: 'monday', from: '09:00', to: '12:30' }
const sundayNight: Period = { day: 'sunday', from: '22:00', to: '02:00' }

test('a day shows its periods, and what began the day before', () => {
  expect(barsOn([monday, sundayNight], 'monday')).toEqual([
    { from: 540, to: 750 },
    { from: 0, to: 120 },
  ])
  expect(barsOn([monday, sundayNight], 'sunday')).toEqual([{ from: 1320, to: 1440 }])
  expect(barsOn([{ day: 'monday', from: '20:00', to: '24:00' }], 'tuesday')).toEqual([])
})

test('a time that is still being written is no bar', () => {
  expect(barsOn([{ day: 'monday', from: '', to: '10:00' }], 'monday')).toEqual([])
})

test('a period knows its place among all', () => {
  expect(periodsOn([sundayNight, monday], 'monday')).toEqual([{ ...monday, place: 1 }])
})

test.each([
  [[], '09:00', '17:00'],
  [[{ from: '09:00', to: '12:00' }], '13:00', '17:00'],
  [[{ from: '09:00', to: '20:30' }], '21:30', '23:59'],
  [[{ from: '09:00', to: '24:00' }], '09:00', '17:00'],
])('after %j comes %s to %s', (spans, from, to) => {
  expect(nextSpan(spans)).toEqual({ from, to })
})

test('a day is copied in the place of what others had', () => {
  const tuesday: Period = { day: 'tuesday', from: '01:00', to: '02:00' }
  expect(copiedTo([sundayNight, tuesday, monday], 'monday', ['monday', 'tuesday'])).toEqual([
    monday,
    { ...monday, day: 'tuesday' },
    sundayNight,
  ])
})
