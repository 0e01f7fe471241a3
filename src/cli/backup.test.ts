import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
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

test('where a backup cannot be written nothing is left', async () => {
  const directory = await temporaryDirectory()
  const environment = { PARLEY_DATA_DIR: `${directory}/data` }
  await (await openSqliteStore({ directory: `${directory}/data` })).close()
  expect(await refusal([`${directory}/nowhere/backup.db`], environment)).toMatch(/ENOENT/)
  expect(await refusal([`${directory}/data/parley.db`], environment)).toMatch(/is there already/)
  expect(await backup([`${directory}/backup.db`], environment)).toBe(0)
  expect((await readdir(directory)).toSorted()).toEqual(['backup.db', 'data'])
})
