import { expect, test } from 'vitest'
import { readMemory, withinConsole, writeMemory } from './sign-in-memory.js'

const asked = { state: 'a', nonce: 'b', verifier: 'c' }

test.each(['/console/', '/console/past?q=tea#/x', '/setup/agents', `/console/${'a'.repeat(491)}`])(
  '[A-93] the way back leads to %s',
  (address) => {
    expect(withinConsole(address)).toBe(address)
    expect(readMemory(writeMemory({ ...asked, to: withinConsole(address) }))?.to).toBe(address)
  },
)

test.each([
  'https://evil.example/console/',
  '//evil.example/console/',
  '/console/../api/v1/me',
  '/console/%2e%2e/api/v1/me',
  `/console/${'a'.repeat(492)}`,
])('[A-93] the way back does not lead to %s', (address) => {
  expect(withinConsole(address)).toBe('/console/')
})

test('[A-93] an address that is too long once it is written out is forgotten, and the log-in goes on', () => {
  const to = withinConsole(`/console/past?q=${'é'.repeat(400)}`)
  expect(to).toBe('/console/')
  expect(readMemory(writeMemory({ ...asked, to }))).toEqual({ ...asked, to })
})
