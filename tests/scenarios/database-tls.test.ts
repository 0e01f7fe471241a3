/** A database that is reached encrypted, and how sure one can be of whom one reaches. */
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { PostgresRelay } from '../../src/bus/postgres/postgres-relay.js'
import { at, chat, write } from '../../src/event-log/event-log-fixtures.contract.js'
import { StoreUnusableError } from '../../src/storage/errors.js'
import { openPostgresStore } from '../../src/storage/postgres/postgres-store.js'
import { clientConfig } from '../../src/storage/postgres/sessions.js'
import { PostgresServer } from '../support/postgres/postgres-server.js'

/** The server's certificate is for `localhost`, by `authority.pem`; `other-authority.pem` has nothing to do with it. */
const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../../../tests/support/postgres/tls/${name}`, import.meta.url))

test('[PG-18] sslmode means what it means to PostgreSQL’s own clients, for every connection', async () => {
  await using server = await PostgresServer.startWithTls(pathOf('server.pem'), pathOf('server-key.pem'))
  const database = await server.createDatabase()
  const address = (host: string, parameters: Record<string, string>): string => {
    const url = new URL(database)
    url.hostname = host
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
    return url.href
  }
  const sslrootcert = pathOf('authority.pem')
  const encrypted = async () => {
    const { rows } = await server.query(
      "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'parley'",
    )
    return rows.map(({ ssl }) => ssl)
  }

  for (const [host, parameters, isEncrypted] of [
    ['localhost', { sslmode: 'verify-full', sslrootcert }, true],
    ['127.0.0.1', { sslmode: 'verify-ca', sslrootcert }, true],
    ['127.0.0.1', { sslmode: 'require' }, true],
    ['127.0.0.1', { sslmode: 'disable' }, false],
  ] as const) {
    const url = address(host, parameters)
    await using store = await openPostgresStore({ url })
    const relay = new PostgresRelay(clientConfig(url))
    await relay.listen({ onMessage: () => undefined, onGap: () => undefined })
    try {
      expect(await store.log.append([write(chat(parameters.sslmode), 0, 'x')], at)).toEqual({ ok: true })
      expect((await store.log.load(chat(parameters.sslmode))).events).toHaveLength(1)
      const connections = await encrypted()
      expect(connections.length).toBeGreaterThanOrEqual(3)
      expect(new Set(connections), parameters.sslmode).toEqual(new Set([isEncrypted]))
    } finally {
      await relay.close()
    }
  }

  for (const [host, parameters, why] of [
    ['localhost', { sslmode: 'verify-full' }, /certificate/],
    ['localhost', { sslmode: 'verify-full', sslrootcert: pathOf('other-authority.pem') }, /certificate/],
    ['127.0.0.1', { sslmode: 'verify-full', sslrootcert }, /IP: 127\.0\.0\.1/],
    ['localhost', { sslmode: 'verify-full', sslrootcert: '/nowhere.pem' }, /nowhere\.pem/],
  ] as const) {
    const refusal: unknown = await openPostgresStore({ url: address(host, parameters) }).catch(
      (error: unknown) => error,
    )
    expect(refusal).toBeInstanceOf(StoreUnusableError)
    expect((refusal as Error).message).toMatch(why)
    expect((refusal as Error).message).not.toContain(new URL(database).password)
  }
})
