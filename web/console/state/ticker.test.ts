import { expect, test } from 'vitest'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import { createTicker } from './ticker.js'

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
