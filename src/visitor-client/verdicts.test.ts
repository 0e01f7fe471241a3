import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  judgeCommand,
  repeatsCommand,
  repeatsPoll,
  RETRY_AFTER_MAX_MS,
  RETRY_DELAY_MAX_MS,
  retryDelayMs,
} from './verdicts.js'

test.each([
  [200, false],
  [202, false],
  [400, false],
  [403, false],
  [404, false],
  [408, true],
  [409, false],
  [413, false],
  [429, true],
  [500, true],
  [502, true],
  [503, true],
  [504, true],
])('a command answered with %i is sent again: %s', (status, again) => {
  expect(repeatsCommand(status)).toBe(again)
})

test.each([
  [200, false],
  [204, false],
  [403, false],
  [400, true],
  [404, true],
  [409, true],
  [429, true],
  [500, true],
  [503, true],
])('a poll answered with %i is sent again: %s', (status, again) => {
  expect(repeatsPoll(status)).toBe(again)
})

test.each([
  [200, 'OK', { verdict: 'done' }],
  [202, '', { verdict: 'done' }],
  [403, 'Session required but was invalid or not found', { verdict: 'gone' }],
  [400, 'Bad', { verdict: 'refused' }],
  [413, '', { verdict: 'refused' }],
  [409, 'Out of sync Ack. Expected 498. Actual 4', { verdict: 'renumber', lastAccepted: 4 }],
  [409, 'Duplicate long poll', { verdict: 'refused' }],
])('%i "%s" to a command', (status, text, verdict) => {
  expect(judgeCommand(status, text)).toEqual(verdict)
})

test('waits grow from a quarter of a second and stay below the limit', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map((failures) => retryDelayMs(failures, 0))).toEqual([
    250, 500, 1000, 2000, 4000, 5000, 5000,
  ])
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.double({ min: 0, max: 0.999999, noNaN: true }),
      (failures, random) => {
        const delay = retryDelayMs(failures, random)
        expect(delay).toBeGreaterThanOrEqual(125)
        expect(delay).toBeLessThanOrEqual(RETRY_DELAY_MAX_MS)
      },
    ),
  )
})

test('a wait that the server asked for is waited, up to a limit', () => {
  expect(retryDelayMs(1, 0, 3000)).toBe(3250)
  expect(retryDelayMs(1, 0, Infinity)).toBe(RETRY_AFTER_MAX_MS + 250)
})
