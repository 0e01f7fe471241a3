import { describe, expect, test } from 'vitest'
import { readSettings, SettingsError } from './settings.js'

describe('[V-14] organizations that live elsewhere', () => {
  test('are none unless said otherwise', () => {
    expect(readSettings({}).switchServers).toEqual([])
  })

  test('[P-20] are not looked for under a mistyped id', () => {
    const mistyped = { PARLEY_SWITCH_SERVERS: '00D300000000bEAEAZ=https://b.example.com/chat' }
    expect(() => readSettings(mistyped)).toThrow(SettingsError)
    expect(() => readSettings(mistyped)).toThrow(/^PARLEY_SWITCH_SERVERS names "00D300000000bEAEAZ", which is no id/)
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

describe('the address of a database', () => {
  const databaseUrl = (text: string) => readSettings({ PARLEY_DATABASE_URL: text }).databaseUrl

  test.each(['postgres://u:p@db.example.com/parley', 'postgresql://[::1]:5433/parley?sslmode=verify-full'])(
    'is taken as it is: %j',
    (text) => {
      expect(databaseUrl(text)).toBe(text)
    },
  )

  test.each([
    'mysql://u:hunter2@db/parley',
    'postgres://u:hunter2@db',
    'postgres://u:hunter2@db/p?sslmode=prefer',
    'hunter2',
  ])('that cannot be used is refused without being repeated: %j', (text) => {
    expect(() => databaseUrl(text)).toThrow(/^PARLEY_DATABASE_URL (?!.*hunter2)/)
  })
})
