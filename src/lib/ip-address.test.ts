import { isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseIpAddress } from './ip-address.js'

describe('an IPv4 address', () => {
  test('is read as a number', () => {
    expect(parseIpAddress('0.0.0.0')).toEqual({ version: 4, value: 0n })
    expect(parseIpAddress('192.0.2.1')).toEqual({ version: 4, value: 0xc0000201n })
    expect(parseIpAddress('255.255.255.255')).toEqual({ version: 4, value: 0xffffffffn })
  })

  test('is the same in the form of IPv6', () => {
    expect(parseIpAddress('::ffff:192.0.2.1')).toEqual(parseIpAddress('192.0.2.1'))
    expect(parseIpAddress('::FFFF:c000:201')).toEqual(parseIpAddress('192.0.2.1'))
  })
})

test('an IPv6 address is read as a number, however it is shortened', () => {
  expect(parseIpAddress('::')).toEqual({ version: 6, value: 0n })
  expect(parseIpAddress('::1')).toEqual({ version: 6, value: 1n })
  const long = parseIpAddress('2001:0db8:0000:0000:0000:0000:0000:0001')
  expect(long).toEqual({ version: 6, value: 0x20010db8000000000000000000000001n })
  for (const short of ['2001:db8::1', '2001:db8:0:0::1', '2001:DB8:0:0:0:0:0:1']) {
    expect(parseIpAddress(short)).toEqual(long)
  }
  expect(parseIpAddress('64:ff9b::192.0.2.33')).toEqual(parseIpAddress('64:ff9b::c000:221'))
})

test('what is no address is none', () => {
  const wrong = ['', '1', '1.2.3', '1.2.3.4.5', '256.0.0.1', '01.2.3.4', '1.2.3.4/8', ' 1.2.3.4', ':', ':::', '1::2::3']
  const wrongSix = [
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '12345::',
    'g::',
    'fe80::1%eth0',
    '1.2.3.4::',
  ]
  for (const text of [...wrong, ...wrongSix, '::1.2.3', '1.2.3.4:80', '[::1]']) {
    expect(parseIpAddress(text), text).toBeUndefined()
  }
})

test('it agrees with Node on what an address is', () => {
  const anything = fc.string({ unit: fc.constantFrom(...Array.from('0123456789abf.:')), maxLength: 40 })
  const addresses = fc.oneof(fc.ipV4(), fc.ipV6(), anything)
  fc.assert(
    fc.property(addresses, (text) => {
      expect(parseIpAddress(text) !== undefined).toBe(isIPv4(text) || isIPv6(text))
    }),
  )
})
