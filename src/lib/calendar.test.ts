import { expect, test } from 'vitest'
import { Calendar } from './calendar.js'

test('nothing is due of what is empty', () => {
  expect(new Calendar<string>(10).take(1000)).toEqual([])
})

test('what is due comes out once, and what is not stays', () => {
  const calendar = new Calendar<string>(10)
  calendar.add('now', 100)
  calendar.add('later', 120)
  expect(calendar.take(99)).toEqual([])
  expect(calendar.take(100)).toEqual(['now'])
  expect(calendar.take(119)).toEqual([])
  expect(calendar.take(120)).toEqual(['later'])
  expect(calendar.take(1000)).toEqual([])
})

test('what is entered for a time that has passed is due at once', () => {
  const calendar = new Calendar<string>(10)
  expect(calendar.take(1000)).toEqual([])
  calendar.add('late', 7)
  expect(calendar.take(1000)).toEqual(['late'])
})

test('what is entered twice comes out twice', () => {
  const calendar = new Calendar<string>(10)
  calendar.add('twice', 100)
  calendar.add('twice', 200)
  expect(calendar.take(150)).toEqual(['twice'])
  expect(calendar.take(250)).toEqual(['twice'])
})

test('whatever the times: each comes out once, never late, and never more than a page early', () => {
  const pageMs = 25
  let seed = 7
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below
  const calendar = new Calendar<{ readonly at: number }>(pageMs)
  const waiting = new Set<{ readonly at: number }>()
  let now = 1_767_268_800_000
  let taken = 0
  for (let step = 0; step < 2000; step += 1) {
    for (let count = random(4); count > 0; count -= 1) {
      const entry = { at: now - 100 + random(3000) }
      waiting.add(entry)
      calendar.add(entry, entry.at)
    }
    now += random(90)
    for (const entry of calendar.take(now)) {
      expect(waiting.delete(entry)).toBe(true)
      expect(entry.at - now).toBeLessThan(pageMs)
      taken += 1
    }
    expect([...waiting].filter(({ at }) => at <= now)).toEqual([])
  }
  expect(taken).toBeGreaterThan(2000)
})
