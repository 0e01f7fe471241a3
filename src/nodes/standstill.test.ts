import { expect, test } from 'vitest'
import { PausableClock } from '../../tests/support/pausable-clock.js'
import { ManualClock } from '../lib/manual-clock.js'
import { Standstill, standstillMs, wakingMs } from './standstill.js'

const started = () => {
  const time = new ManualClock()
  const clock = new PausableClock(time)
  const stood: number[] = []
  const standstill = new Standstill(clock, (ms) => stood.push(ms))
  standstill.start()
  return { time, clock, standstill, stood }
}

test('[N-23] a process that goes on is never waking, asked or not', () => {
  const { time, standstill, stood } = started()
  for (const ms of [0, 10, standstillMs, 100 * standstillMs]) {
    time.advance(ms)
    expect(standstill.isWaking()).toBe(false)
  }
  expect(stood).toEqual([])
})

test('[N-23] one that stood still is waking for a while, whether a request or a timer comes first, and tells it once', () => {
  for (const first of ['request', 'timer']) {
    const { time, clock, standstill, stood } = started()
    time.advance(5000)
    clock.pause()
    time.advance(60_000)
    if (first === 'timer') clock.resume()
    expect(standstill.isWaking()).toBe(true)
    if (first === 'request') clock.resume()
    time.advance(wakingMs - 1)
    expect(standstill.isWaking()).toBe(true)
    time.advance(1)
    expect(standstill.isWaking()).toBe(false)
    expect(stood).toEqual([60_000])
    time.advance(60_000)
    expect(standstill.isWaking()).toBe(false)
  }
})

test('[N-23] a short pause is none, and each long one counts', () => {
  const { time, clock, standstill, stood } = started()
  for (const ms of [standstillMs - 1000, standstillMs + 1000, standstillMs - 1000, 2 * standstillMs]) {
    clock.pause()
    time.advance(ms)
    expect(standstill.isWaking()).toBe(ms >= standstillMs)
    clock.resume()
    time.advance(5000)
  }
  expect(stood).toHaveLength(2)
})

test('[N-23] a clock that is set back makes nobody stand still', () => {
  const { time, standstill } = started()
  time.advance(-60_000)
  expect(standstill.isWaking()).toBe(false)
  time.advance(5000)
  expect(standstill.isWaking()).toBe(false)
})
