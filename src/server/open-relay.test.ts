import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { LogUnavailableError } from '../event-log/event-log.js'
import { NatsRelay } from '../bus/nats/nats-relay.js'
import { PostgresRelay } from '../bus/postgres/postgres-relay.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { temporaryDatabase } from '../storage/postgres/opened-store.contract.js'
import type { Store } from '../storage/store.js'
import { openRelay } from './open-relay.js'
import { readSettings } from './settings.js'
import { StartError } from './start-error.js'

const database = { PARLEY_DATABASE_URL: 'postgres://parley@localhost/parley' }
const nats = { ...database, PARLEY_NATS_URL: 'nats://localhost' }
const store = openMemoryStore()

const open = (environment: Readonly<Record<string, string>>, one: Pick<Store, 'shared' | 'reach'> = store) =>
  openRelay(readSettings(environment), one, pino({ level: 'silent' }))

test('servers talk by NATS when it is named, else by their database, and one alone not at all', async () => {
  expect(await open({})).toBeUndefined()
  expect(await open(database)).toBeInstanceOf(PostgresRelay)
  expect(await open(nats)).toBeInstanceOf(NatsRelay)
})

test('servers that talk by their database do so by the one that came back', async () => {
  const url = await temporaryDatabase()
  const back: (() => void)[] = []
  const reach = { isAway: () => false, onBack: (listener: () => void) => void back.push(listener) }
  const relay = await open({ PARLEY_DATABASE_URL: url }, { ...store, reach })
  const onGap = vi.fn()
  await relay!.listen({ onMessage: () => undefined, onGap })
  for (const listener of back) listener()
  expect(relay!.isAway()).toBe(true)
  await vi.waitFor(() => expect(onGap).toHaveBeenCalledOnce(), { timeout: 10_000 })
  expect(relay!.isAway()).toBe(false)
  await relay!.close()
})

test('credentials that cannot be read, and a database that does not know itself, are named', async () => {
  const missing = open({ ...nats, PARLEY_NATS_CREDENTIALS: '/nowhere/parley.creds' })
  await expect(missing).rejects.toThrow(StartError)
  await expect(missing).rejects.toThrow(/^PARLEY_NATS_CREDENTIALS: The file \/nowhere\/parley\.creds cannot be read/)
  const identity = () => Promise.reject(new LogUnavailableError('refused'))
  const unknown = open(nats, { ...store, shared: { ...store.shared!, identity } })
  await expect(unknown).rejects.toThrow(StartError)
  await expect(unknown).rejects.toThrow(/pg_control_system\(\)\.$/)
})
