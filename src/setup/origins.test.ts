import { describe, expect, test } from 'vitest'
import { normaliseOrigin, originCharactersMax, OriginList } from './origins.js'

test.each([
  ['https://shop.example.com', 'https://shop.example.com'],
  ['HTTPS://Shop.Example.COM/', 'https://shop.example.com'],
  [' https://shop.example.com:443 ', 'https://shop.example.com'],
  ['http://shop.example.com:80', 'http://shop.example.com'],
  ['http://shop.example.com:443', 'http://shop.example.com:443'],
  ['http://localhost:3000', 'http://localhost:3000'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ['http://[2001:DB8::1]:8080', 'http://[2001:db8::1]:8080'],
  ['https://*.Example.com', 'https://*.example.com'],
  ['https://*.shop.example.com:8443', 'https://*.shop.example.com:8443'],
])('the origin %s has the form %s', (text, form) => {
  expect(normaliseOrigin(text)).toBe(form)
  expect(normaliseOrigin(form)).toBe(form)
})

test.each([
  ...[
    '',
    'null',
    '*',
    'example.com',
    'https://',
    'https://*',
    'https://*.',
    'https://*.com',
    'https://a.*.example.com',
  ],
  ...['https://**.example.com', 'https://*example.com', 'https://*.10.0.0.1', 'https://example.com/chat'],
  ...['https://example.com?a', 'https://example.com#a', 'https://user@example.com', 'https://exa mple.com'],
  ...['ftp://example.com', 'file:///', 'javascript://x', 'https://example.com:99999', 'https://example.com\\@evil.com'],
  `https://${'a.'.repeat(originCharactersMax)}com`,
])('%j is no origin that can be allowed', (text) => {
  expect(normaliseOrigin(text)).toBeUndefined()
})

describe('[B-5] a list', () => {
  const list = new OriginList(['https://Shop.example.com/', 'https://*.example.org:8443', 'nonsense', 'http://[::1]'])

  test.each(['https://shop.example.com', 'https://a.example.org:8443', 'https://b.a.example.org:8443', 'http://[::1]'])(
    'has %s',
    (origin) => {
      expect(list.has(origin)).toBe(true)
    },
  )

  test.each([
    ...['http://shop.example.com', 'https://shop.example.com:8443', 'https://shop.example.com.evil.com', 'null', ''],
    ...[
      'https://example.org:8443',
      'https://a.example.org',
      'http://a.example.org:8443',
      'https://evilexample.org:8443',
    ],
    ...['https://.example.org:8443', 'https://a.example.org:8443.evil.com', 'nonsense', '*', 'https://*.example.org'],
  ])('has no %j', (origin) => {
    expect(list.has(origin)).toBe(false)
  })
})
