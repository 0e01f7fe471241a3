import { describe, expect, test } from 'vitest'
import { parseIpAddress } from '../lib/ip-address.js'
import { blockedRange, isInRange } from './blocked-addresses.js'

const blocks = (fromAddress: string, toAddress: string | null, address: string): boolean => {
  const [range, parsed] = [blockedRange({ fromAddress, toAddress }), parseIpAddress(address)]
  return range !== undefined && parsed !== undefined && isInRange(parsed, range)
}

describe('[R-8] a rule blocks', () => {
  test.each([
    ['its one address', '192.0.2.1', null, '192.0.2.1', true],
    ['no other', '192.0.2.1', null, '192.0.2.2', false],
    ['the first of several', '192.0.2.1', '192.0.2.9', '192.0.2.1', true],
    ['the last of several', '192.0.2.1', '192.0.2.9', '192.0.2.9', true],
    ['none after the last', '192.0.2.1', '192.0.2.9', '192.0.2.10', false],
    ['none before the first', '192.0.2.1', '192.0.2.9', '192.0.2.0', false],
    ['IPv6, however it is written', '2001:db8::', '2001:db8::ffff', '2001:DB8:0:0::10', true],
    ['IPv4 in the form of IPv6', '192.0.2.1', null, '::ffff:192.0.2.1', true],
    ['nobody of the other kind', '0.0.0.0', '255.255.255.255', '::1', false],
    ['nobody when it cannot be read', 'nonsense', null, '192.0.2.1', false],
    ['nobody when its ends are of two kinds', '0.0.0.0', 'ffff::', '192.0.2.1', false],
  ] as const)('%s', (_what, from, to, address, expected) => {
    expect(blocks(from, to, address)).toBe(expected)
  })
})
