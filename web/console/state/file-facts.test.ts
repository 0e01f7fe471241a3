import { expect, test } from 'vitest'
import { fileAddress, isPicture } from './file-facts.js'

test('what stands in an address cannot leave its place there', () => {
  expect(fileAddress({ chatId: 'a/b', fileId: '../c?d' })).toBe('/api/v1/chats/a%2Fb/files/..%2Fc%3Fd')
})

test.each([
  ['image/png', true],
  ['image/heif', false],
  ['text/plain', false],
  ['application/octet-stream', false],
])('%s is a picture to preview: %s', (contentType, is) => {
  expect(isPicture({ contentType })).toBe(is)
})
