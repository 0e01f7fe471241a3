import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitLinks } from './links.js'

const addresses = (text: string): string[] =>
  splitLinks(text)
    .filter(({ href }) => href !== undefined)
    .map((part) => part.text)

describe('addresses', () => {
  test.each([
    ['See https://example.org/a?b=c#d for more', 'https://example.org/a?b=c#d'],
    ['http://example.org', 'http://example.org'],
    ['(https://example.org/a)', 'https://example.org/a'],
    ['https://example.org/wiki/Parley_(talk)', 'https://example.org/wiki/Parley_(talk)'],
    ['Look at https://example.org/a.', 'https://example.org/a'],
    ['“https://example.org”', 'https://example.org'],
    ['HTTPS://EXAMPLE.ORG/', 'HTTPS://EXAMPLE.ORG/'],
    ['https://bücher.example/straße', 'https://bücher.example/straße'],
    ['https://example.org:8443/[x]', 'https://example.org:8443/[x]'],
  ])('%s', (text, address) => {
    expect(addresses(text)).toEqual([address])
  })

  test('several in one text', () => {
    expect(addresses('https://a.example, https://b.example')).toEqual(['https://a.example', 'https://b.example'])
  })
})

describe('no addresses', () => {
  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.org',
    'example.org',
    'https://',
    'https://.',
    'xhttps://example.org',
    'https://user:secret@example.org',
    'https://bank.example@evil.example',
  ])('%s', (text) => {
    expect(splitLinks(text)).toEqual([{ text }])
  })
})

test.each([
  // The first letter is Cyrillic.
  ['https://\u0430pple.com/id', 'xn--pple-43d.com'],
  ['https://bücher.example', 'xn--bcher-kva.example'],
  ['https://xn--bcher-kva.example', undefined],
  ['https://example.org/ü', undefined],
])('%s tells that its host is %s', (text, host) => {
  expect(splitLinks(text)[0]?.host).toBe(host)
})

test('a character that turns text around ends an address', () => {
  expect(addresses('https://example.org/\u202egro.live')).toEqual(['https://example.org/'])
})

test('nothing is lost or added, and what can be opened is http or https', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 10 }),
    fc.webUrl({ validSchemes: ['http', 'https', 'ftp'] }),
    fc.constantFrom('javascript:', 'https://', ')', '(', '.', ' ', '\n', '<b>'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      const parts = splitLinks(text)
      expect(parts.map((part) => part.text).join('')).toBe(text)
      for (const { href } of parts) if (href !== undefined) expect(href).toMatch(/^https?:\/\//)
    }),
  )
})

test('the longest message is split in no time', () => {
  const worst = [
    'https://a.example/' + ')'.repeat(31_980),
    'https://'.repeat(4_000),
    '('.repeat(16_000) + 'http://a.b/' + ')'.repeat(15_900),
  ]
  const start = performance.now()
  for (const text of worst) splitLinks(text)
  expect(performance.now() - start).toBeLessThan(1_000)
})
