/** `parley migrate`: tables are made or brought up to date ahead of a start. */
import { expect, test } from 'vitest'
import { askDatabase, temporaryDatabase } from '../../src/storage/postgres/opened-store.contract.js'
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.js'
import { expectRefusal } from '../support/expect-refusal.js'
import { runCommand, ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { testOfDirectories } from '../support/test-of-directories.js'

const upToDate = { code: 0, stdout: 'The tables are up to date.\n', stderr: '' }

testOfDirectories(
  'in a data directory, of which no server has to know, again and again',
  async () => {
    await using directory = await TemporaryDirectory.make()
    for (let time = 0; time < 2; time += 1)
      expect(await runCommand(['migrate'], directory.path)).toMatchObject(upToDate)
    const store = await openSqliteStore({ directory: directory.path })
    expect(await store.setup.all()).toEqual([])
    await store.close()
    await using server = await ServerProcess.start(directory.path)
    expectRefusal(await runCommand(['migrate'], directory.path), /is in use by another process/)
    expect((await server.stop('SIGTERM')).code).toBe(0)
  },
  120_000,
)

test('[PG-7] in a database, by several at a time and beside servers that start', async () => {
  await using directory = await TemporaryDirectory.make()
  const environment = { PARLEY_DATABASE_URL: await temporaryDatabase() }
  const start = () => ServerProcess.start(directory.path, environment)
  const run = () => runCommand(['migrate'], directory.path, environment)
  const [runs, starts] = await Promise.all([Promise.allSettled([run(), run()]), Promise.allSettled([start(), start()])])
  // Those that started end whatever became of the others.
  await Promise.all(starts.map(async (one) => one.status === 'fulfilled' && one.value.stop('SIGTERM')))
  const done = { status: 'fulfilled' }
  expect(runs).toMatchObject([
    { ...done, value: upToDate },
    { ...done, value: upToDate },
  ])
  expect(starts).toMatchObject([done, done])
  const taken = await askDatabase<{ version: number }>(
    environment.PARLEY_DATABASE_URL,
    'SELECT version FROM parley.migrations ORDER BY version',
  )
  expect(taken.map(({ version }) => version)).toEqual(taken.map((_row, index) => index + 1))
  expect(taken.length).toBeGreaterThan(0)
  expect(await run()).toMatchObject(upToDate)
}, 120_000)
