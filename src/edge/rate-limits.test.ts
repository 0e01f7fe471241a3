import { describe, expect, test } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { readAddressLimits } from './address-limits.js'
import { loopback, parseNetwork } from './networks.js'
import { addressWindowMs, RateLimits, sessionWindowMs, type RateLimitSettings } from './rate-limits.js'
import { Windows } from './windows.js'

const own = (text: string) => {
  const outcome = readAddressLimits(text)
  if ('problem' in outcome) throw new Error(outcome.problem)
  return outcome.value
}

const make = (changes: Partial<RateLimitSettings> = {}) => {
  const clock = new ManualClock()
  const settings = {
    ...{ rateLimitSessions: 2, rateLimitRequests: 5, rateLimitCommands: 3 },
    ...{ rateLimitExempt: loopback, rateLimitAddresses: [] },
    ...changes,
  }
  return { clock, limits: new RateLimits(clock, settings) }
}

/** How many of so many requests are let in. */
const admitted = (limits: RateLimits, address: string, kind: 'sessions' | 'requests', tries = 20): number => {
  let count = 0
  for (let n = 0; n < tries; n += 1) if (limits.admit(address, kind) === 0) count += 1
  return count
}

describe('an address', () => {
  test('may ask so often in a minute, and again in the next', () => {
    const { clock, limits } = make()
    expect(admitted(limits, '203.0.113.7', 'sessions')).toBe(2)
    expect(admitted(limits, '203.0.113.7', 'requests')).toBe(5)
    clock.advance(20_000)
    expect(limits.admit('203.0.113.7', 'requests')).toBe(addressWindowMs - 20_000)
    clock.advance(addressWindowMs - 20_001)
    expect(limits.admit('203.0.113.7', 'requests')).toBe(1)
    clock.advance(1)
    expect(admitted(limits, '203.0.113.7', 'requests')).toBe(5)
    expect(limits.limited).toEqual({ sessions: 18, requests: 15 + 1 + 1 + 15, commands: 0 })
  })

  test('is none of its neighbours, but one with all of its /64', () => {
    const { limits } = make()
    expect(admitted(limits, '203.0.113.7', 'sessions')).toBe(2)
    expect(admitted(limits, '203.0.113.8', 'sessions')).toBe(2)
    expect(admitted(limits, '2001:db8:0:1::1', 'sessions')).toBe(2)
    expect(admitted(limits, '2001:db8:0:1:ffff::9', 'sessions')).toBe(0)
    expect(admitted(limits, '2001:db8:0:2::1', 'sessions')).toBe(2)
  })

  test('has no limits when it is exempt, or the limit is 0', () => {
    const { limits } = make({ rateLimitExempt: [...loopback, parseNetwork('2001:db8::7')!] })
    for (const address of ['127.0.0.1', '::1', '2001:db8::7']) {
      expect(admitted(limits, address, 'requests')).toBe(20)
      expect(limits.admitCommand(address, 's')).toBe(0)
    }
    // One address of a network is exempt; the others are not, whoever came first.
    expect(admitted(limits, '2001:db8::8', 'requests')).toBe(5)
    expect(admitted(limits, '::2', 'requests')).toBe(5)
    const unlimited = make({ rateLimitRequests: 0, rateLimitCommands: 0 }).limits
    expect(admitted(unlimited, '203.0.113.7', 'requests')).toBe(20)
    for (let n = 0; n < 20; n += 1) expect(unlimited.admitCommand('203.0.113.7', 's')).toBe(0)
  })

  test('has limits of its own where that is said', () => {
    const { limits } = make({ rateLimitAddresses: own('203.0.113.0/24=4/0,2001:db8::/48=7/8,2001:db8::5=1/1') })
    expect(admitted(limits, '203.0.113.7', 'sessions')).toBe(4)
    expect(admitted(limits, '203.0.113.8', 'sessions')).toBe(4)
    expect(admitted(limits, '203.0.113.8', 'requests')).toBe(20)
    expect(admitted(limits, '2001:db8::1', 'requests')).toBe(8)
    expect(admitted(limits, '2001:db8::2', 'requests')).toBe(0)
    expect(admitted(limits, '2001:db8::5', 'requests')).toBe(1)
  })
})

test('a session may send so many commands in ten seconds, wherever they come from', () => {
  const { clock, limits } = make()
  const waits = () => [1, 2, 3, 4].map((n) => limits.admitCommand(`203.0.113.${n}`, 'one'))
  expect(waits()).toEqual([0, 0, 0, sessionWindowMs])
  expect(limits.admitCommand('203.0.113.1', 'other')).toBe(0)
  clock.advance(sessionWindowMs)
  expect(waits()).toEqual([0, 0, 0, sessionWindowMs])
  expect(limits.limited.commands).toBe(2)
})

test('commands that came in one are let in together, and counted each', () => {
  const { clock, limits } = make()
  const admit = () => limits.admitCommand('203.0.113.1', 'one')
  expect(admit()).toBe(0)
  limits.countFurther('203.0.113.1', 'one', 19)
  expect(admit()).toBe(sessionWindowMs)
  clock.advance(sessionWindowMs)
  expect(admit()).toBe(0)
  limits.countFurther('203.0.113.1', 'one', 1)
  expect([admit(), admit()]).toEqual([0, sessionWindowMs])
  // Who has no limits is not counted with those who have.
  limits.countFurther('127.0.0.1', 'other', 20)
  expect(limits.admitCommand('203.0.113.1', 'other')).toBe(0)
})

describe('windows', () => {
  test('are never more than so many; the oldest begins anew', () => {
    const windows = new Windows(1000, 3, () => ({ count: 0 }))
    for (const key of ['a', 'b', 'c']) windows.at(key, 0).count += 1
    windows.at('d', 1)
    expect(windows.size).toBe(3)
    expect(windows.at('b', 1).count).toBe(1)
    expect(windows.at('a', 1).count).toBe(0)
    expect(windows.size).toBe(3)
  })

  test('that are over make way without a timer', () => {
    const windows = new Windows(1000, 1000, () => ({ count: 0 }))
    for (let n = 0; n < 500; n += 1) windows.at(`old ${n}`, 0)
    for (let n = 0; n < 250; n += 1) windows.at(`new ${n}`, 1000)
    expect(windows.size).toBe(250)
    for (let n = 0; n < 250; n += 1) windows.at(`new ${n}`, 1999)
    expect(windows.size).toBe(250)
  })

  test('do not last longer when the clock is set back', () => {
    const windows = new Windows(1000, 10, () => ({ count: 0 }))
    windows.at('a', 5_000_000).count = 9
    expect(windows.at('a', 0).count).toBe(0)
    expect(windows.leftMs('a', 0)).toBe(1000)
    expect(windows.leftMs('b', 0)).toBe(0)
  })
})
