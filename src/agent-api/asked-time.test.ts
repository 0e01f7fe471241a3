import { expect, test } from 'vitest'
import { askedTime } from './asked-time.js'
import { ProblemError } from './problems.js'

test.each([
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['2026-01-31T08:00Z', '2026-01-31T08:00:00.000Z'],
  ['2026-01-31T08:00:00.125+02:00', '2026-01-31T06:00:00.125Z'],
  ['2026-01-31t08:00:00z', '2026-01-31T08:00:00.000Z'],
])('[A-119] %s is a time', (text, expected) => {
  expect(new Date(askedTime('since', text) ?? NaN).toISOString()).toBe(expected)
})

test('none is asked for', () => {
  expect(askedTime('since', undefined)).toBeUndefined()
})

test.each([
  '',
  'soon',
  '2026-01',
  '2026-02-30',
  '2026-13-01',
  '2026-01-31T08:00:00',
  '2026-01-31 08:00 PST',
  '2026-01-31 (today)',
  '2026-12-31T23:59:60Z',
  '2026-01-31T25:00:00Z',
  '2026-01-31T08:00:00Z[Europe/Berlin]',
  '2026-01-31T08:00:00+99:99',
  '+012026-01-31',
])('[A-119] %j is none, and is refused', (text) => {
  expect(() => askedTime('since', text)).toThrow(ProblemError)
  expect(() => askedTime('since', text)).toThrow(/^since is no time/)
})
