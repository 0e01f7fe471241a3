import { expect, test } from 'vitest'
import { SearchTooSlowError } from '../../past/past-errors.js'
import { type PastQuery } from '../../past/past-store.js'
import { append, chat, opened, temporaryDirectory } from './opened-store.contract.js'

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
const document = (endedAt: number) => ({
  ...{ endedAt, agentIds: ['ada'], marks: ['agent:ada'], name: [], texts: [['hello']], facts: {} },
})

test('a search that takes longer than it is given is given up', async () => {
  const { log, past } = await opened({ directory: await temporaryDirectory() })
  await append(log, 'a', 0)
  await log.append(
    [{ stream: chat('a'), expectedVersion: 1, events: [{ id: 'x', body: { type: 'x' } }], open: false }],
    1,
  )
  await past.put([{ chat: chat('a'), document: document(5) }])
  expect(await past.newest(query, 10, 10_000)).toHaveLength(1)
  await expect(past.newest(query, 10, 0)).rejects.toBeInstanceOf(SearchTooSlowError)
  await expect(past.best(query, 0, 10, 0)).rejects.toBeInstanceOf(SearchTooSlowError)
})
