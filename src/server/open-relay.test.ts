import { pino } from 'pino'
import { expect, test } from 'vitest'
import { LogUnavailableError } from '../event-log/event-log.js'
import { NatsRelay } from '../bus/nats/nats-relay.js'
import { PostgresRelay } from '../bus/postgres/postgres-relay.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { openRelay } from './open-relay.js'
import { readSettings } from './settings.js'
import { StartError } from './start-error.js'

const database = { PARLEY_DATABASE_URL: 'postgres://parley@localhost/parley' }
const nats = { ...database, PARLEY_NATS_URL: 'nats://localhost' }
const { shared } = openMemoryStore()

const open = (environment: Readonly<Record<string, string>>, log = shared) =>
  openRelay(readSettings(environment), log, pino({ level: 'silent' }))

test('servers talk by NATS when it is named, else by their database, and one alone not at all', async () => {
  expect(await open({})).toBeUndefined()
  expect(await open(database)).toBeInstanceOf(PostgresRelay)
  expect(await open(nats)).toBeInstanceOf(NatsRelay)
})

test('credentials that cannot be read, and a database that does not know itself, are named', async () => {
  const missing = open({ ...nats, PARLEY_NATS_CREDENTIALS: '/nowhere/parley.creds' })
  await expect(missing).rejects.toThrow(StartError)
  await expect(missing).rejects.toThrow(/^PARLEY_NATS_CREDENTIALS: The file \/nowhere\/parley\.creds cannot be read/)
  const unknown = open(nats, { ...shared!, identity: () => Promise.reject(new LogUnavailableError('refused')) })
  await expect(unknown).rejects.toThrow(StartError)
  await expect(unknown).rejects.toThrow(/pg_control_system\(\)\.$/)
})
