import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import type { Clock } from './clock.js'
import { createTicker, type Ticker } from './ticker.js'

test('time goes on by the second until it is stopped', () => {
  const clock = new ManualClock(0)
  const ticker = createTicker(clock)
  clock.advance(2_500)
  expect(ticker.now.value).toBe(2_000)
  ticker.stop()
  clock.advance(5_000)
  expect(ticker.now.value).toBe(2_000)
})

test('the server’s clock counts when this computer’s is wrong', () => {
  const clock = new ManualClock(0)
  const ticker = createTicker(clock)
  ticker.serverSaid(3_600_000)
  expect(ticker.now.value).toBe(3_600_000)
  clock.advance(1_000)
  expect(ticker.now.value).toBe(3_601_000)
})

test('what the network adds is not taken for a difference', () => {
  const clock = new ManualClock(0)
  const ticker = createTicker(clock)
  ticker.serverSaid(1_400)
  clock.advance(1_000)
  expect(ticker.now.value).toBe(1_000)
})

describe('a clock that is set while the page is open', () => {
  let leaps: number
  let shiftMs: number
  const manual = new ManualClock(0)
  const clock: Clock = { now: () => manual.now() + shiftMs, after: (delayMs, run) => manual.after(delayMs, run) }
  let ticker: Ticker

  beforeEach(() => {
    leaps = 0
    shiftMs = 0
    ticker = createTicker(clock, () => (leaps += 1))
  })
  afterEach(() => ticker.stop())

  test('back: time goes on as before, and the server is asked', () => {
    const before = ticker.now.value
    shiftMs = -3_600_000
    manual.advance(1_000)
    expect([ticker.now.value, leaps]).toEqual([before + 1_000, 1])
    manual.advance(1_000)
    expect([ticker.now.value, leaps]).toEqual([before + 2_000, 1])
  })

  test('ahead, as if the computer had slept: the server says what is right', () => {
    const before = ticker.now.value
    shiftMs = 3_600_000
    manual.advance(1_000)
    expect(leaps).toBe(1)
    ticker.serverSaid(before + 1_000)
    expect(ticker.now.value).toBe(before + 1_000)
    manual.advance(1_000)
    expect([ticker.now.value, leaps]).toEqual([before + 2_000, 1])
  })

  test('what the timers of a hidden page are late by is no leap', () => {
    shiftMs = 60_000
    manual.advance(1_000)
    expect(leaps).toBe(0)
  })
})
