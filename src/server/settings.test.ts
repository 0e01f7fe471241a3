import { describe, expect, test } from 'vitest'
import { readSettings, SettingsError } from './settings.js'

const servers = (text: string) => readSettings({ PARLEY_SWITCH_SERVERS: text }).switchServers
const one = '00D8c000004kTqW=https://b.example.com/chat'

describe('[V-14] organizations that live elsewhere', () => {
  test('are none unless said otherwise', () => {
    expect(readSettings({}).switchServers).toEqual([])
  })

  test.each([
    [one, [{ organizationId: '00D8c000004kTqW', url: 'https://b.example.com/chat' }]],
    [
      ` ${one} , 00D300000000bEAEAY=https://c.example.com:8443/a/chat`,
      [
        { organizationId: '00D8c000004kTqW', url: 'https://b.example.com/chat' },
        { organizationId: '00D300000000bEA', url: 'https://c.example.com:8443/a/chat' },
      ],
    ],
  ])('are read from %j', (text, expected) => {
    expect(servers(text)).toEqual(expected)
  })

  test.each([
    '',
    ',',
    `${one},`,
    '00D8c000004kTqW',
    '5738c000000HyRe=https://b.example.com/chat',
    '00D8c000004kTq=https://b.example.com/chat',
    '00D8c000004kTqW=http://b.example.com/chat',
    '00D8c000004kTqW=https://b.example.com/chat/',
    '00D8c000004kTqW=https://b.example.com',
    '00D8c000004kTqW=https:// b/chat',
    `${one},00D8c000004kTqWEAU=https://c.example.com/chat`,
    Array.from({ length: 1001 }, (_, n) => `00D${String(n).padStart(12, '0')}=https://b.example.com/chat`).join(),
  ])('cannot be read from %j', (text) => {
    expect(() => servers(text)).toThrow(SettingsError)
  })
})

describe('the address the world sees', () => {
  const publicUrl = (text: string) => readSettings({ PARLEY_PUBLIC_URL: text }).publicUrl

  test.each([
    ['https://chat.example.com', 'https://chat.example.com'],
    ['https://chat.example.com:8443/support//', 'https://chat.example.com:8443/support'],
  ])('is read from %j', (text, expected) => {
    expect(publicUrl(text)).toBe(expected)
  })

  // Paths are put behind it, and visitors are told it.
  test.each([
    'chat.example.com',
    'ftp://chat.example.com',
    'https://chat.example.com/?a=b',
    'https://chat.example.com/?',
    'https://chat.example.com/#a',
    'https://you:secret@chat.example.com',
    'https://chat.example.com/a b',
    ' https://chat.example.com',
  ])('cannot be read from %j', (text) => {
    expect(() => publicUrl(text)).toThrow(SettingsError)
  })
})
