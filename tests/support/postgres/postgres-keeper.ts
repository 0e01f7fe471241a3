/**
 * Before the tests: lends databases on one PostgreSQL server, which is started when the first test asks. Whoever
 * connects to the address that is provided is told of an empty database, in one line, and has it to itself until the
 * connection ends. Databases are lent again, because making and dropping one costs a second on a busy machine.
 */
import { createServer, type AddressInfo, type Socket } from 'node:net'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { PostgresServer } from './postgres-server.js'

/** Ends what a killed server left behind, and forgets what was in the database. */
const clear = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  // What ends its connection makes what it is asked fail as well.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(`
      SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`)
    await client.query('DROP SCHEMA IF EXISTS parley CASCADE')
  } finally {
    await client.end()
  }
}

/** Called by Vitest; what it returns is called after the tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<PostgresServer> | undefined
  let ended = false
  const free: string[] = []
  const lending = new Set<Promise<void>>()
  const lend = async (socket: Socket): Promise<void> => {
    const returned = new Promise((resolve) => socket.on('error', () => socket.destroy()).on('close', resolve))
    socket.resume()
    try {
      const server = await (starting ??= PostgresServer.start())
      const url = free.pop() ?? (await server.createDatabase())
      socket.write(`${url}\n`)
      await returned
      if (ended) return
      await clear(url)
      free.push(url)
    } catch (error) {
      socket.end(`failed: ${String(error)}\n`)
    }
  }
  const keeper = createServer((socket) => {
    const lent = lend(socket).finally(() => lending.delete(lent))
    lending.add(lent)
  })
  await new Promise<void>((resolve) => keeper.listen(0, '127.0.0.1', resolve))
  project.provide('postgresKeeper', (keeper.address() as AddressInfo).port)
  return async () => {
    ended = true
    keeper.close()
    await Promise.all(lending)
    await (await starting)?.[Symbol.asyncDispose]()
  }
}
