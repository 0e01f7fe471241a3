import { describe, expect, test } from 'vitest'
import type { Message } from '../../../src/agent-api/entries.js'
import {
  readEntriesMax,
  shortened,
  transcriptEntriesMax,
  withEarlier,
  withNewest,
  withOne,
  type Transcript,
} from './transcript.js'

const message = (number: number): Message => ({
  kind: 'message',
  chatId: 'a',
  number,
  from: 'visitor',
  name: 'Ana',
  text: `message ${number}`,
  at: '2026-01-01T12:00:00.000Z',
})
const transcript = (numbers: number[], hasEarlier: boolean): Transcript => ({
  entries: numbers.map(message),
  hasEarlier,
})
const numbersOf = ({ entries }: Transcript): number[] => entries.map(({ number }) => number)

describe('a snapshot comes', () => {
  test('for an unknown chat it is all there is', () => {
    expect(withNewest(undefined, transcript([1, 2], false))).toEqual(transcript([1, 2], false))
  })

  test('older pages stay when it overlaps them', () => {
    const next = withNewest(transcript([1, 3, 5, 7], false), transcript([5, 7, 9], true))
    expect(next).toEqual(transcript([1, 3, 5, 7, 9], false))
  })

  test('older pages go when there would be a hole', () => {
    const next = withNewest(transcript([1, 3], false), transcript([8, 9], true))
    expect(next).toEqual(transcript([8, 9], true))
  })

  test('a whole chat is a whole chat', () => {
    expect(withNewest(transcript([5], true), transcript([1, 5, 8], false))).toEqual(transcript([1, 5, 8], false))
  })
})

test('one more message; a known one changes nothing', () => {
  const known = transcript([1, 5], true)
  expect(numbersOf(withOne(known, message(3), 10))).toEqual([1, 3, 5])
  expect(withOne(known, message(5), 10)).toBe(known)
})

describe.each([transcriptEntriesMax, readEntriesMax])('beyond the limit of %i entries', (max) => {
  const full = transcript(
    Array.from({ length: max }, (_, place) => place),
    false,
  )

  test('the oldest go, and can be loaded again', () => {
    const next = withOne(full, message(max), max)
    expect(next.entries).toHaveLength(max / 2)
    expect(next.entries.at(-1)?.number).toBe(max)
    expect(next.hasEarlier).toBe(true)
  })

  test('and only then', () => {
    expect(shortened(full, max)).toBe(full)
  })
})

test('a page comes before what is known', () => {
  const next = withEarlier(transcript([5, 6], true), transcript([1, 2, 5], false))
  expect(next).toEqual(transcript([1, 2, 5, 6], false))
})
