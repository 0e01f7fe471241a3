import { expect, test } from 'vitest'
import { clientAddress, proxiesMax } from './client-address.js'
import { loopback, Networks, parseNetwork } from './networks.js'

const trusted = new Networks([...loopback, parseNetwork('10.0.0.0/8')!, parseNetwork('2001:db8:ffff::/48')!])
const from = (remoteAddress: string | undefined, forwarded?: string, proxies = trusted): string =>
  clientAddress(
    { socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } },
    proxies,
  )

test('without a proxy it is that of the connection', () => {
  expect(from('203.0.113.7')).toBe('203.0.113.7')
  expect(from('::ffff:203.0.113.7')).toBe('203.0.113.7')
  expect(from(undefined, '203.0.113.7')).toBe('')
})

test('somebody who is no trusted proxy is not believed', () => {
  expect(from('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7')
  expect(from('127.0.0.1', '198.51.100.1', new Networks([]))).toBe('127.0.0.1')
})

test.each([
  ['198.51.100.1', '198.51.100.1'],
  ['6.6.6.6, 198.51.100.1', '198.51.100.1'],
  ['6.6.6.6, 198.51.100.1, 10.1.1.1, 10.2.2.2', '198.51.100.1'],
  ['10.1.1.1', '10.1.1.1'],
  ['10.1.1.1,10.2.2.2', '10.1.1.1'],
  ['198.51.100.1:4711', '198.51.100.1'],
  ['[2001:DB8::1]:4711', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['2001:db8::1, 2001:db8:ffff::1', '2001:db8::1'],
  ['::ffff:198.51.100.1', '198.51.100.1'],
])('behind a trusted proxy %s means %s', (forwarded, address) => {
  expect(from('::ffff:10.9.9.9', forwarded)).toBe(address)
})

test.each(['', ',', 'unknown', '198.51.100.1, unknown', '198.51.100.1,', 'a'.repeat(10_000), '198.51.100.1:999999'])(
  'what a trusted proxy cannot have meant (%j) counts as not written',
  (forwarded) => {
    expect(from('10.9.9.9', forwarded)).toBe('10.9.9.9')
  },
)

test('proxies are followed back so far and no further', () => {
  const chain = (length: number): string => Array.from({ length }, (_, index) => `10.0.0.${index + 1}`).join(', ')
  expect(from('10.9.9.9', chain(proxiesMax))).toBe('10.0.0.1')
  expect(from('10.9.9.9', chain(proxiesMax + 1))).toBe('10.0.0.2')
})
