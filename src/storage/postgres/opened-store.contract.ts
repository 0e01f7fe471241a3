/** What tests of the PostgreSQL store share: databases of their own on the server that a test run brings with it. */
import { once } from 'node:events'
import { connect } from 'node:net'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import type { Store } from '../store.js'
import { openPostgresStore, type PostgresStoreOptions } from './postgres-store.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The port of the loopback address at which the test run lends databases. */
    postgresKeeper: number
  }
}

/** Asks a database with a connection of its own. */
export const askDatabase = async <Row extends object>(url: string, text: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

/** Everything that a store keeps in a database, as text. */
export const databaseText = async (url: string): Promise<string> => {
  const tables = await askDatabase<{ name: string }>(
    url,
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'parley'",
  )
  const texts: string[] = []
  for (const { name } of tables) {
    const rows = await askDatabase<{ row: string }>(url, `SELECT t::text AS row FROM ${name} t`)
    texts.push(...rows.map(({ row }) => row))
  }
  return texts.join('\n')
}

/** An empty database, until it is given back. */
export const borrowDatabase = async (): Promise<{ url: string; giveBack: () => Promise<void> }> => {
  const socket = connect(inject('postgresKeeper'), '127.0.0.1').setEncoding('utf8').unref()
  const [line] = (await once(socket, 'data')) as [string]
  if (!line.startsWith('postgres:')) throw new Error(`There is no PostgreSQL server: ${line}`)
  const giveBack = async (): Promise<void> => {
    const closed = once(socket, 'close')
    socket.destroy()
    await closed
  }
  return { url: line.trim(), giveBack }
}

/** The address of an empty database that is the test's own. */
export const temporaryDatabase = async (): Promise<string> => {
  const { url, giveBack } = await borrowDatabase()
  onTestFinished(giveBack)
  return url
}

/** A store that is closed after the test. */
export const openedStore = async (options: PostgresStoreOptions): Promise<Store> => {
  const store = await openPostgresStore(options)
  onTestFinished(() => store.close())
  return store
}
