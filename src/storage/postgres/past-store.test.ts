import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { SearchTooSlowError } from '../../past/past-errors.js'
import { pastStoreContract } from '../../past/past-store.contract.js'
import { type PastQuery } from '../../past/past-store.js'
import { borrowDatabase, openedStore, temporaryDatabase } from './opened-store.contract.js'
import { openPostgresStore } from './postgres-store.js'

const query: PastQuery = {
  ...{
    organizationId: 'org-1',
    sight: { of: 'all' },
    terms: [{ words: ['hello'], begins: true, without: false }],
    name: [],
    marks: [],
  },
  ...{ from: 0, before: 1e15 },
}

test('a search that takes longer than it is given is given up', async () => {
  const url = await temporaryDatabase()
  const { past } = await openedStore({ url })
  const other = new pg.Client({ connectionString: url })
  await other.connect()
  onTestFinished(() => other.end())
  await other.query('BEGIN; LOCK TABLE parley.past_chats')
  await expect(past.newest(query, 10, 20)).rejects.toBeInstanceOf(SearchTooSlowError)
  await expect(past.best(query, 0, 10, 20)).rejects.toBeInstanceOf(SearchTooSlowError)
  await other.query('ROLLBACK')
  expect(await past.newest(query, 10, 10_000)).toEqual([])
})

pastStoreContract(
  'the past store in PostgreSQL, where the index of words is asked for all but the latest chat',
  async () => {
    const { url, giveBack } = await borrowDatabase()
    const { log, past, close } = await openPostgresStore({ url, pastWalkedMax: 1 })
    const dispose = async () => {
      await close()
      await giveBack()
    }
    return { log, past, dispose }
  },
  { persists: false },
)
