import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EndpointError, parseEndpoint } from './endpoint.js'

test.each([
  ['http://127.0.0.1:8080/chat/rest/', 'http://127.0.0.1:8080/chat/rest/'],
  ['http://127.0.0.1:8080/chat/rest', 'http://127.0.0.1:8080/chat/rest/'],
  ['http://127.0.0.1:8080/chat/', 'http://127.0.0.1:8080/chat/rest/'],
  ['http://127.0.0.1:8080/chat', 'http://127.0.0.1:8080/chat/rest/'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/chat/rest/'],
  ['https://chat.example.org', 'https://chat.example.org/chat/rest/'],
  ['https://chat.example.org:443/', 'https://chat.example.org/chat/rest/'],
  ['https://example.org/support/chat/rest/', 'https://example.org/support/chat/rest/'],
  ['https://example.org/support', 'https://example.org/support/chat/rest/'],
  ['HTTPS://Chat.Example.org/chat/rest//', 'https://chat.example.org/chat/rest/'],
  ['chat.example.org', 'https://chat.example.org/chat/rest/'],
  ['chat.example.org/chat', 'https://chat.example.org/chat/rest/'],
  ['chat.example.org:443', 'https://chat.example.org/chat/rest/'],
  ['chat.lan:8080', 'http://chat.lan:8080/chat/rest/'],
  ['localhost', 'http://localhost/chat/rest/'],
  ['localhost:9000/chat', 'http://localhost:9000/chat/rest/'],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080/chat/rest/'],
  ['[::1]:8080', 'http://[::1]:8080/chat/rest/'],
  ['  localhost:8080  ', 'http://localhost:8080/chat/rest/'],
])('%s means %s', (address, href) => {
  expect(parseEndpoint(address).href).toBe(href)
})

test('the parts are ready for a request', () => {
  expect(parseEndpoint('[::1]:8080')).toMatchObject({ protocol: 'http:', hostname: '::1', port: 8080 })
  expect(parseEndpoint('https://example.org/a')).toMatchObject({ port: 443, basePath: '/a/chat/rest/' })
  expect(parseEndpoint('http://example.org')).toMatchObject({ port: 80 })
})

test.each([
  ['', /not an address/],
  ['http://', /not an address/],
  ['not an address', /not an address/],
  ['localhost:99999', /not an address/],
  ['ftp://example.org', /http or https/],
  ['http://ana:secret@example.org', /no user name/],
  ['http://example.org/?a=b', /no query/],
  ['http://example.org/#a', /no query/],
])('"%s" is refused', (address, message) => {
  expect(() => parseEndpoint(address)).toThrow(EndpointError)
  expect(() => parseEndpoint(address)).toThrow(message)
})

test('what was read is read again as the same', () => {
  fc.assert(
    fc.property(fc.webUrl(), (address) => {
      const endpoint = parseEndpoint(address)
      expect(endpoint.basePath).toMatch(/^\/(.*\/)?chat\/rest\/$/)
      expect(parseEndpoint(endpoint.href)).toEqual(endpoint)
    }),
  )
})
