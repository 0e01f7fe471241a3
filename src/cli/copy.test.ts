import { expect, test } from 'vitest'
import { openSqliteStore } from '../storage/sqlite/sqlite-store.js'
import { temporaryDirectory } from '../storage/sqlite/opened-store.contract.js'
import { copy } from './copy.js'

test('[CP-11] where to and where from have to make sense', async () => {
  const directory = await temporaryDirectory()
  const refusal = async (...args: string[]): Promise<string> =>
    copy(args, { PARLEY_DATA_DIR: directory }).then(
      () => expect.unreachable('It was copied.'),
      (error: unknown) => (error as Error).message,
    )
  const to = ['--to', 'postgres://user:secret@127.0.0.1:1/nowhere']
  expect(await refusal()).toMatch(/^Say where to copy to/)
  expect(await refusal(...to)).toBe(`The data directory ${directory} holds no parley.db.`)
  expect(await refusal('--from', 'parley.db', ...to)).toMatch(/^--from must be sqlite:PATH.*, or an address such as/)
  expect(await refusal('--from', 'postgres://127.0.0.1:1/x', ...to)).toMatch(
    /^One of --from and --to must be a data dir/,
  )
  await (await openSqliteStore({ directory })).close()
  expect(await refusal('--to', 'mysql://127.0.0.1/x')).toMatch(/^--to must be sqlite:PATH/)
  expect(await refusal('--from', `sqlite:${directory}/parley.db`, ...to)).toBe(
    'The database 127.0.0.1:1/nowhere cannot be used: connect ECONNREFUSED 127.0.0.1:1',
  )
})
