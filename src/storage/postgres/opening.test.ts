import pg from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { at, chat, write } from '../../event-log/event-log-fixtures.contract.js'
import { StoreTooNewError, StoreUnusableError } from '../errors.js'
import { migrate } from './migrate.js'
import { migrations } from './migrations/migrations.js'
import { askDatabase, openedStore, temporaryDatabase } from './opened-store.contract.js'
import { openPostgresStore } from './postgres-store.js'

/** The address with a setting that holds for connections to it alone. */
const withSetting = (url: string, setting: string): string => `${url}?options=${encodeURIComponent(`-c ${setting}`)}`

const refusal = async (url: string): Promise<Error> => {
  const opening = openPostgresStore({ url }).then((store) => store.close())
  return opening.then(
    () => expect.unreachable('It was opened.'),
    (error: unknown) => error as Error,
  )
}

describe('tables', () => {
  test('[PG-7] servers that start at the same time make them once', async () => {
    const url = await temporaryDatabase()
    const stores = await Promise.all([1, 2, 3, 4].map(() => openedStore({ url })))
    for (const [index, { log }] of stores.entries())
      expect(await log.append([write(chat(`c-${index}`), 0, 'x')], at)).toEqual({ ok: true })
    const steps = await askDatabase(url, 'SELECT version FROM parley.migrations ORDER BY version')
    expect(steps).toEqual(migrations.map((_, index) => ({ version: index + 1 })))
  })

  test('[PG-8] those of a newer program are refused, and left alone', async () => {
    const url = await temporaryDatabase()
    await (await openPostgresStore({ url })).close()
    await askDatabase(url, 'INSERT INTO parley.migrations (version) VALUES (1000)')
    const error = await refusal(url)
    expect(error).toBeInstanceOf(StoreTooNewError)
    expect(error.message).toBe(
      `The database was written by a newer Parley (its tables have version 1000, this one knows ${migrations.length}).`,
    )
  })

  test('[PG-13] a server that runs goes on when a newer program changes them, also over a new connection', async () => {
    const url = await temporaryDatabase()
    const onBack = vi.fn<() => void>()
    const store = await openedStore({ url, onBack })
    await askDatabase(url, 'INSERT INTO parley.migrations (version) VALUES (1000)')
    expect(await store.log.append([write(chat('a'), 0, 'x')], at)).toEqual({ ok: true })
    await askDatabase(
      url,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    await vi.waitFor(() => expect(onBack).toHaveBeenCalled(), { timeout: 20_000 })
    expect(await store.log.append([write(chat('a'), 1, 'y')], at)).toEqual({ ok: true })
  })

  test('[PG-14] those that cannot be brought up to date are left as they are, and it is said why', async () => {
    const url = await temporaryDatabase()
    await askDatabase(url, 'CREATE SCHEMA parley')
    await askDatabase(url, 'CREATE TABLE parley.tokens (mine text)')
    const error = await refusal(url)
    expect(error).toBeInstanceOf(StoreUnusableError)
    expect(error.message).toBe('The tables cannot be brought up to date: relation "tokens" already exists')
    expect(await askDatabase(url, "SELECT to_regclass('parley.streams') AS streams")).toEqual([{ streams: null }])
  })

  test('[PG-9] a step is taken whole or not at all, and the ones before it stay', async () => {
    const client = new pg.Client({ connectionString: await temporaryDatabase() })
    await client.connect()
    try {
      const steps = ['CREATE TABLE parley.one (n int)', 'CREATE TABLE parley.two (n int); SELECT 1 / 0']
      await expect(migrate(client, steps)).rejects.toThrow('The tables cannot be brought up to date: division by zero')
      const there = async (name: string) =>
        (await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [name])).rows[0]?.there
      expect([await there('parley.one'), await there('parley.two')]).toEqual([true, false])
      steps[1] = 'CREATE TABLE parley.two (n int)'
      expect(await migrate(client, steps)).toEqual({ from: 1, to: 2 })
      expect(await migrate(client, steps)).toEqual({ from: 2, to: 2 })
      expect(await there('parley.two')).toBe(true)
    } finally {
      await client.end()
    }
  })
})

describe('a server', () => {
  test('[PG-10] that loses what it acknowledged is refused, unless somebody accepts that', async () => {
    const url = withSetting(await temporaryDatabase(), 'synchronous_commit=off')
    const error = await refusal(url)
    expect(error).toBeInstanceOf(StoreUnusableError)
    expect(error.message).toBe(
      'The database may lose what was acknowledged: synchronous_commit is off: a crash loses what was acknowledged last.',
    )
    const onUndurable = vi.fn<(problems: readonly string[]) => void>()
    const store = await openedStore({ url, undurable: true, onUndurable })
    expect(onUndurable.mock.calls).toHaveLength(1)
    expect(await store.log.append([write(chat('a'), 0, 'x')], at)).toEqual({ ok: true })
  })

  test('[PG-11] that cannot be used is named, without the password', async () => {
    const url = new URL(await temporaryDatabase())
    const where = `${url.hostname}:${url.port}`
    const nowhere = Object.assign(new URL(url), { pathname: '/nowhere' })
    const wrong = Object.assign(new URL(url), { password: 'not-the-password' })
    const silent = Object.assign(new URL(url), { port: '1' })
    for (const [address, message] of [
      [nowhere, `The database ${where}/nowhere cannot be used: database "nowhere" does not exist`],
      [wrong, `The database ${where}${url.pathname} cannot be used: password authentication failed for user "parley"`],
      [silent, `The database 127.0.0.1:1${url.pathname} cannot be used: connect ECONNREFUSED 127.0.0.1:1`],
    ] as const) {
      const error = await refusal(address.href)
      expect(error).toBeInstanceOf(StoreUnusableError)
      expect(error.message).toBe(message)
      expect(String(error.stack)).not.toContain(address.password)
    }
  })

  test('[PG-12] whose own settings differ is used as we need it', async () => {
    const url = await temporaryDatabase()
    const settings = 'default_transaction_isolation=serializable -c default_transaction_read_only=on'
    const store = await openedStore({ url: withSetting(url, settings) })
    const outcomes = await Promise.all([
      store.log.append([write(chat('a'), 0, 'x')], at),
      store.setup.change([{ organizationId: 'o', kind: 'k', id: 'i', expectedVersion: 0, data: 1 }]),
    ])
    expect(outcomes).toEqual([{ ok: true }, { ok: true }])
  })
})
