import { describe, expect, test } from 'vitest'
import { AddressLimits, readAddressLimits } from './address-limits.js'
import { Networks, networksMax, readNetworks } from './networks.js'

const networksOf = (text: string): Networks => {
  const outcome = readNetworks(text)
  if ('problem' in outcome) throw new Error(outcome.problem)
  return new Networks(outcome.value)
}

describe('a list of networks', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7', '203.0.113.8'],
    ['10.0.0.0/8', '10.255.0.1', '11.0.0.1'],
    ['10.9.8.7/8', '10.255.0.1', '11.0.0.1'],
    ['2001:db8::/32', '2001:db8:ffff::1', '2001:db9::1'],
    ['::ffff:10.0.0.0/104', '10.1.2.3', '11.1.2.3'],
    ['::ffff:10.0.0.1', '10.0.0.1', '10.0.0.2'],
    ['loopback', '127.8.9.1', '128.0.0.1'],
    ['loopback', '::1', '::2'],
    ['0.0.0.0/0', '198.51.100.1', '2001:db8::1'],
    [' 192.0.2.1 , loopback ', '192.0.2.1', '192.0.2.2'],
  ])('%s holds %s and not %s', (text, inside, outside) => {
    expect(networksOf(text).has(inside)).toBe(true)
    expect(networksOf(text).has(outside)).toBe(false)
  })

  test('may hold none', () => {
    expect(networksOf('none').has('127.0.0.1')).toBe(false)
    expect(networksOf('loopback').has('')).toBe(false)
  })

  test.each([
    '',
    ',',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '::1/129',
    '::ffff:10.0.0.0/8',
    'example.com',
    'none,::1',
  ])('is not %j', (text) => {
    expect(readNetworks(text)).toHaveProperty('problem')
  })

  test('has an end', () => {
    const list = (count: number) => Array.from({ length: count }, () => '192.0.2.1').join()
    expect(readNetworks(list(networksMax))).toHaveProperty('value')
    expect(readNetworks(list(networksMax + 1))).toHaveProperty('problem')
    const limits = (count: number) => Array.from({ length: count }, () => '192.0.2.1=1/1').join()
    expect(readAddressLimits(limits(networksMax))).toHaveProperty('value')
    expect(readAddressLimits(limits(networksMax + 1))).toHaveProperty('problem')
  })
})

describe('limits of their own', () => {
  test('are those of the smallest network around an address', () => {
    const outcome = readAddressLimits('203.0.113.0/24=600/12000, 203.0.113.7=0/0, 2001:db8::/48=1/2, 0.0.0.0/0=5/6')
    if ('problem' in outcome) throw new Error(outcome.problem)
    const limits = new AddressLimits(outcome.value)
    expect(limits.of('203.0.113.7')).toEqual({ sessions: 0, requests: 0 })
    expect(limits.of('203.0.113.8')).toEqual({ sessions: 600, requests: 12_000 })
    expect(limits.of('198.51.100.1')).toEqual({ sessions: 5, requests: 6 })
    expect(limits.of('2001:db8::9')).toEqual({ sessions: 1, requests: 2 })
    expect(limits.of('2001:db9::9')).toBeUndefined()
  })

  test.each(['', '203.0.113.7', '203.0.113.7=5', '203.0.113.7=5/', '203.0.113.7=-1/5', 'x=1/2', '203.0.113.7=1/2/3'])(
    'are not %j',
    (text) => {
      expect(readAddressLimits(text)).toHaveProperty('problem')
    },
  )

  test('may be none', () => {
    expect(readAddressLimits('none')).toEqual({ value: [] })
  })
})
