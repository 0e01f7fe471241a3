import { expect, test } from 'vitest'
import { PausableClock } from '../../tests/support/pausable-clock.js'
import { decidedWithinMs, TooLateError } from '../event-log/too-late.js'
import { ManualClock } from '../lib/manual-clock.js'
import { Standstill, standstillMs, wakingMs } from './standstill.js'

const started = () => {
  const time = new ManualClock()
  const clock = new PausableClock(time)
  const stood: number[] = []
  const standstill = new Standstill({ clock, passed: () => time.now(), onWaking: (ms) => stood.push(ms) })
  standstill.start()
  /** Whether a request that came so long ago is refused. */
  const refuses = (agoMs = 0): boolean => {
    try {
      standstill.refuseOld(standstill.passed() - agoMs)
      return false
    } catch (error) {
      expect(error).toBeInstanceOf(TooLateError)
      return true
    }
  }
  return { time, clock, refuses, stood }
}

test('[N-23] a process that goes on refuses nothing that has just come', () => {
  const { time, refuses, stood } = started()
  for (const ms of [0, 10, standstillMs, 100 * standstillMs]) {
    time.advance(ms)
    expect(refuses()).toBe(false)
  }
  expect(stood).toEqual([])
})

test('[N-23] what has waited for very long before it is begun is refused', () => {
  const { refuses } = started()
  expect(refuses(decidedWithinMs)).toBe(false)
  expect(refuses(decidedWithinMs + 1)).toBe(true)
})

test('[N-23] after a standstill all is refused for a while, whether a request or a timer comes first, and it is told once', () => {
  for (const first of ['request', 'timer']) {
    const { time, clock, refuses, stood } = started()
    time.advance(5000)
    clock.pause()
    time.advance(60_000)
    if (first === 'timer') clock.resume()
    expect(refuses()).toBe(true)
    if (first === 'request') clock.resume()
    time.advance(wakingMs - 1)
    expect(refuses()).toBe(true)
    time.advance(1)
    expect(refuses()).toBe(false)
    expect(stood).toEqual([60_000])
    time.advance(60_000)
    expect(refuses()).toBe(false)
  }
})

test('[N-23] what came before a standstill is refused however late it is begun', () => {
  const { time, clock, refuses } = started()
  clock.pause()
  time.advance(standstillMs)
  clock.resume()
  time.advance(wakingMs + 500)
  expect(refuses(wakingMs + 600)).toBe(true)
  expect(refuses(400)).toBe(false)
})

test('[N-23] a short pause is none, and each long one counts', () => {
  const { time, clock, refuses, stood } = started()
  for (const ms of [standstillMs - 1000, standstillMs + 1000, standstillMs - 1000, 2 * standstillMs]) {
    clock.pause()
    time.advance(ms)
    expect(refuses()).toBe(ms >= standstillMs)
    clock.resume()
    time.advance(5000)
  }
  expect(stood).toHaveLength(2)
})
