import { readdir, readFile, writeFile } from 'node:fs/promises'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { BackupSocket } from '../server/backup-socket.js'
import { temporaryDirectory } from '../storage/sqlite/opened-store.contract.js'
import { openSqliteStore } from '../storage/sqlite/sqlite-store.js'
import { backup } from './backup.js'

const refusal = async (args: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> =>
  backup(args, environment).then(
    () => expect.unreachable('It was made.'),
    (error: unknown) => (error as Error).message,
  )

test('a backup has one name, and is of a file', async () => {
  const directory = await temporaryDirectory()
  const environment = { PARLEY_DATA_DIR: directory }
  expect(await refusal([], environment)).toBe('Use: backup TO.db')
  expect(await refusal(['a', 'b'], environment)).toBe('Use: backup TO.db')
  expect(await refusal([directory], environment)).toBe(`${directory} is there already.`)
  const inDatabase = { ...environment, PARLEY_DATABASE_URL: 'postgres://127.0.0.1:1/parley' }
  expect(await refusal(['a'], inDatabase)).toMatch(/^Everything is in PostgreSQL: make a copy with pg_dump/)
})

test('where nothing is kept nothing is backed up, and nothing is made', async () => {
  const directory = await temporaryDirectory()
  const environment = { PARLEY_DATA_DIR: `${directory}/mistyped` }
  expect(await refusal([`${directory}/backup.db`], environment)).toMatch(/^There is no .*\/mistyped\/parley\.db\./)
  expect(await readdir(directory)).toEqual([])
})

test('where a backup cannot be written nothing is left', async () => {
  const directory = await temporaryDirectory()
  const environment = { PARLEY_DATA_DIR: `${directory}/data` }
  await (await openSqliteStore({ directory: `${directory}/data` })).close()
  expect(await refusal([`${directory}/nowhere/backup.db`], environment)).toMatch(/ENOENT/)
  expect(await refusal([`${directory}/data/parley.db`], environment)).toMatch(/is there already/)
  expect(await backup([`${directory}/backup.db`], environment)).toBe(0)
  expect((await readdir(directory)).toSorted()).toEqual(['backup.db', 'data'])
})

test('a backup that is being made is left alone by another to the same place', async () => {
  const directory = await temporaryDirectory()
  const store = await openSqliteStore({ directory: `${directory}/data` })
  const server = await BackupSocket.open(`${directory}/data`, store, pino({ enabled: false }))
  await store.holdFile?.()
  await writeFile(`${directory}/backup.db.part`, 'half of it')
  expect(await refusal([`${directory}/backup.db`], { PARLEY_DATA_DIR: `${directory}/data` })).toBe(
    'A backup is being made already.',
  )
  expect(await readFile(`${directory}/backup.db.part`, 'utf8')).toBe('half of it')
  await server?.close()
  await store.close()
})
