import { describe, expect, test } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { LogInLimits, logInWindowMs, wrongAtAddressMax, wrongForNameMax, wrongFromAddressMax } from './log-in-limits.js'
import { loopback } from './networks.js'

const open = (keysMax?: number) => {
  const clock = new ManualClock()
  const limits = new LogInLimits(clock, { rateLimitExempt: loopback }, keysMax)
  const fail = (name: string, address: string, times: number): void => {
    for (let n = 0; n < times; n += 1) {
      expect(limits.waitMs(name, address), `${name} at ${address}, try ${n + 1}`).toBe(0)
      limits.failed(name, address)
    }
  }
  /** Wrong tries at a name from so many addresses, as many as each of them gets. */
  const failFrom = (name: string, addresses: number): void => {
    for (let n = 1; n <= addresses; n += 1) fail(name, `198.51.100.${n}`, wrongAtAddressMax)
  }
  return { clock, limits, fail, failFrom }
}
const [here, there] = ['203.0.113.7', '203.0.113.8']

describe('[A-2] after wrong passwords', () => {
  test(`${wrongAtAddressMax} for a name from an address, that name waits there and nowhere else`, () => {
    const { clock, limits, fail } = open()
    fail('ada', here, wrongAtAddressMax)
    expect(limits.waitMs('ada', here)).toBe(logInWindowMs)
    expect(limits.waitMs('ada', there)).toBe(0)
    expect(limits.waitMs('ben', here)).toBe(0)
    clock.advance(logInWindowMs - 1)
    expect(limits.waitMs('ada', here)).toBe(1)
    clock.advance(1)
    expect(limits.waitMs('ada', here)).toBe(0)
  })

  test('tries at the same time are no more than one after the other', async () => {
    const { limits } = open()
    const ends: (() => void)[] = []
    const tries = Array.from({ length: wrongAtAddressMax }, (_, n) => {
      expect(limits.waitMs('ada', here), `try ${n + 1}`).toBe(0)
      return limits.during(n % 2 === 0 ? 'ada' : 'ADA', here, () => new Promise<void>((resolve) => ends.push(resolve)))
    })
    expect(limits.waitMs('ada', here)).toBe(1000)
    expect([limits.waitMs('ada', there), limits.waitMs('ben', here)]).toEqual([0, 0])
    for (const end of ends) end()
    await Promise.all(tries)
    // None of them was wrong.
    expect(limits.waitMs('ada', here)).toBe(0)
    await expect(limits.during('ada', here, () => Promise.reject(new Error('No.')))).rejects.toThrow('No.')
    expect(limits.waitMs('ada', here)).toBe(0)
  })

  test('the case of the name does not matter, nor which address of an IPv6 /64 it is', () => {
    const { limits, fail } = open()
    fail('ADA', '2001:db8::1', wrongAtAddressMax / 2)
    fail('ada', '2001:db8::2', wrongAtAddressMax / 2)
    expect(limits.waitMs('Ada', '2001:db8::3')).toBe(logInWindowMs)
    expect(limits.waitMs('Ada', '2001:db8:0:1::3')).toBe(0)
  })

  test(`${wrongFromAddressMax} from an address, whatever the names, it waits with every name`, () => {
    const { limits, fail } = open()
    for (let n = 0; n < wrongFromAddressMax; n += 1) fail(`name ${n}`, here, 1)
    expect(limits.waitMs('ada', here)).toBe(logInWindowMs)
    expect(limits.waitMs('ada', there)).toBe(0)
  })

  test('from an address that is exempt from limits, only the name waits', () => {
    const { limits, fail } = open()
    for (let n = 0; n < wrongFromAddressMax; n += 1) fail(`name ${n}`, '127.0.0.1', 1)
    fail('ada', '127.0.0.1', wrongAtAddressMax)
    expect(limits.waitMs('ada', '127.0.0.1')).toBe(logInWindowMs)
    expect(limits.waitMs('ben', '127.0.0.1')).toBe(0)
  })

  test(`${wrongForNameMax} for a name, it waits everywhere but where it logged in before`, () => {
    const { limits, failFrom } = open()
    limits.succeeded('ada', here)
    failFrom('ada', wrongForNameMax / wrongAtAddressMax)
    expect(limits.waitMs('Ada', there)).toBe(logInWindowMs)
    expect(limits.waitMs('ada', here)).toBe(0)
    expect(limits.waitMs('ben', there)).toBe(0)
  })

  test('a log-in that succeeds begins the count of its name anew there, and no other count', () => {
    const { limits, fail, failFrom } = open()
    fail('ada', here, wrongAtAddressMax - 1)
    limits.succeeded('ada', here)
    fail('ada', here, wrongAtAddressMax - 1)
    limits.succeeded('ada', here)
    for (let left = wrongFromAddressMax - 2 * (wrongAtAddressMax - 1); left > 0; left -= 1)
      fail(`name ${left}`, here, 1)
    limits.succeeded('ada', here)
    expect(limits.waitMs('ada', here)).toBe(logInWindowMs)

    failFrom('ben', wrongForNameMax / wrongAtAddressMax)
    limits.succeeded('ben', '198.51.100.1')
    expect(limits.waitMs('ben', there)).toBe(logInWindowMs)
  })
})

test('no more is kept in mind than is said; the oldest is forgotten first', () => {
  const { limits, fail, failFrom } = open(3)
  fail('ada', here, wrongAtAddressMax)
  for (const name of ['ben', 'eve', 'joe']) fail(name, there, 1)
  expect(limits.waitMs('ada', here)).toBe(0)
  for (const name of ['ada', 'ben', 'eve', 'joe']) limits.succeeded(name, here)
  for (const name of ['ada', 'ben']) failFrom(name, wrongForNameMax / wrongAtAddressMax)
  expect(limits.waitMs('ada', here)).toBe(logInWindowMs)
  expect(limits.waitMs('ben', here)).toBe(0)
})

describe('[A-104] somebody who has to wait', () => {
  test('is told of by the longest wait of their name, and may try again when they are unlocked', () => {
    const { clock, limits, fail } = open()
    expect(limits.lockedMs('ada')).toBe(0)
    fail('ada', here, wrongAtAddressMax)
    clock.advance(1000)
    fail('ada', there, wrongAtAddressMax)
    fail('nora', here, wrongAtAddressMax)
    fail('ada lovelace', here, wrongAtAddressMax)
    expect(limits.lockedMs('Ada')).toBe(logInWindowMs)
    limits.unlock('ADA')
    expect(limits.lockedMs('ada')).toBe(0)
    for (const address of [here, there]) expect(limits.waitMs('ada', address)).toBe(0)
    for (const name of ['nora', 'ada lovelace']) expect(limits.waitMs(name, here)).toBe(logInWindowMs)
  })

  test('also one that waits wherever they try', () => {
    const { limits, failFrom } = open()
    failFrom('ada', wrongForNameMax / wrongAtAddressMax)
    expect(limits.waitMs('ada', here)).toBe(logInWindowMs)
    limits.unlock('ada')
    expect(limits.waitMs('ada', here)).toBe(0)
  })

  test('[A-105] is counted once, whichever server they try', () => {
    const [one, other] = [open().limits, open().limits]
    one.onTry((tried) => other.heard(tried))
    for (let n = 0; n < wrongAtAddressMax; n += 1) one.failed('Ada', here)
    expect(other.waitMs('ada', here)).toBe(logInWindowMs)
    one.unlock('ada')
    expect(other.waitMs('ada', here)).toBe(0)
  })
})
