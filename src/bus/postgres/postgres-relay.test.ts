import { expect, test, vi } from 'vitest'
import { BreakableConnection } from '../../storage/postgres/breakable-connection.contract.js'
import { clientConfig } from '../../storage/postgres/sessions.js'
import { askDatabase, borrowDatabase, temporaryDatabase } from '../../storage/postgres/opened-store.contract.js'
import { relayContract } from '../relay.contract.js'
import { PostgresRelay } from './postgres-relay.js'

relayContract('the relay of PostgreSQL', async () => {
  const { url, giveBack } = await borrowDatabase()
  return {
    connect: () => new PostgresRelay(clientConfig(url)),
    cut: async () => {
      await askDatabase(
        url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      )
    },
    dispose: giveBack,
  }
})

/** A way to a database that tells of each connection over it. */
class WatchedWay extends BreakableConnection {
  onOpened: () => void = () => undefined

  static override async to(url: string): Promise<WatchedWay> {
    return this.lead((port) => new WatchedWay(url, port))
  }

  protected override opened(): void {
    this.onOpened()
  }
}

/** A relay that listens, and waits for ever for a connection to come about. */
const listening = async () => {
  const way = await WatchedWay.to(await temporaryDatabase())
  const relay = new PostgresRelay({ ...clientConfig(way.url), connectionTimeoutMillis: 600_000 })
  await relay.listen({ onMessage: () => undefined, onGap: () => undefined })
  return { way, relay }
}

test('closing does not wait for a database that says nothing any more', async () => {
  const { way, relay } = await listening()
  way.stall()
  await relay.close()
  expect(relay.isAway()).toBe(true)
})

test('nor for one that says nothing to who connects again', async () => {
  const { way, relay } = await listening()
  const connects = new Promise<void>((resolve) => (way.onOpened = resolve))
  way.cut()
  way.stall()
  await connects
  await relay.close()
  expect(relay.isAway()).toBe(true)
})

test('a connection that is being made when all are renewed is made once more, for it may lead to the server of before', async () => {
  const { way, relay } = await listening()
  let opened = 0
  way.onOpened = () => {
    opened += 1
    if (opened === 1) relay.renew()
  }
  way.cut()
  await vi.waitFor(() => expect(opened).toBe(2), { timeout: 10_000 })
  await vi.waitFor(() => expect(relay.isAway()).toBe(false), { timeout: 10_000 })
  await relay.close()
})
