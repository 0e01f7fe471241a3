import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countedAs, normaliseAddress } from './ip-address.js'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:CB00:7107', '203.0.113.7'],
  ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::1', '::1'],
  ['::', '::'],
])('the address %s has the form %s', (text, form) => {
  expect(normaliseAddress(text)).toBe(form)
})

test.each(['', 'unknown', '203.0.113', '203.0.113.256', '0203.0.113.7', '1.2.3.4.5', '2001:db8', ':::', '1.2.3.4:80'])(
  '%j is no address',
  (text) => {
    expect(normaliseAddress(text)).toBeUndefined()
  },
)

describe('whoever is counted together', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:1::', '2001:db8:1:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ])('%s is counted as %s', (address, counted) => {
    expect(countedAs(address)).toBe(counted)
  })

  test('is all of an IPv6 /64 and nothing else', () => {
    const group = fc.integer({ min: 0, max: 0xffff })
    const half = fc.tuple(group, group, group, group)
    const written = (groups: readonly number[]) => groups.map((value) => value.toString(16)).join(':')
    fc.assert(
      fc.property(half, half, half, half, (network, otherNetwork, host, otherHost) => {
        const key = (...groups: number[]) => countedAs(normaliseAddress(written(groups)) ?? '')
        // What stands for IPv4 is counted as that.
        fc.pre([network, otherNetwork].every((groups) => groups.some((value) => value > 0)))
        expect(key(...network, ...host)).toBe(key(...network, ...otherHost))
        const isSame = network.join() === otherNetwork.join()
        expect(key(...network, ...host) === key(...otherNetwork, ...host)).toBe(isSame)
      }),
    )
  })
})
