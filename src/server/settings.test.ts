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
    ['HTTPS://chat.example.com', 'https://chat.example.com'],
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

describe('the address of NATS', () => {
  const database = { PARLEY_DATABASE_URL: 'postgres://u:p@db.example.com/parley' }
  const natsUrl = (text: string) => readSettings({ ...database, PARLEY_NATS_URL: text }).natsUrl

  test.each([
    'nats://nats.example.com',
    'nats://u:p%40ss@nats.example.com:4222',
    'tls://t0ken@[::1]:4222',
    'nats://127.0.0.1:4222/',
  ])('is taken as it is: %j', (text) => {
    expect(natsUrl(text)).toBe(text)
  })

  test.each([
    'http://u:hunter2@nats',
    'nats://u:hunter2@',
    'nats://:hunter2@nats',
    'nats://u:hunter2@nats:port',
    'nats://u:hunter2%@nats',
    'nats://u:hunter2@nats/path',
    'nats://u:hunter2@one,nats://u:hunter2@other',
    'hunter2',
  ])('that cannot be used is refused without being repeated: %j', (text) => {
    expect(() => natsUrl(text)).toThrow(/^PARLEY_NATS_URL must (?!.*hunter2)/)
  })

  test('has no use without a database, and credentials none without it; two ways to sign in are one too many', () => {
    expect(() => readSettings({ PARLEY_NATS_URL: 'nats://nats', PARLEY_PUBLIC_URL: 'x' })).toThrow(
      /^PARLEY_PUBLIC_URL must .*\nPARLEY_NATS_URL needs PARLEY_DATABASE_URL:/,
    )
    const credentials = { PARLEY_NATS_CREDENTIALS: '/etc/parley.creds' }
    expect(() => readSettings({ ...database, ...credentials })).toThrow(
      /^PARLEY_NATS_CREDENTIALS needs PARLEY_NATS_URL\.$/,
    )
    const both = { ...database, ...credentials, PARLEY_NATS_URL: 'nats://u:hunter2@nats' }
    expect(() => readSettings(both)).toThrow(/^PARLEY_NATS_URL names a user(?!.*hunter2)/)
    expect(readSettings({ ...both, PARLEY_NATS_URL: 'nats://nats' })).toMatchObject({ natsUrl: 'nats://nats' })
  })
})
