import { expect, onTestFinished, test, vi } from 'vitest'
import { SearchTooSlowError } from '../../past/past-errors.js'
import { type PastQuery } from '../../past/past-store.js'
import { termsOf } from '../../past/words.js'
import { DatabaseThread } from './database-thread.js'
import { append, chat, opened, temporaryDirectory } from './opened-store.contract.js'
import { SqlitePastStore } from './past-store.js'
import { storeOn } from './sqlite-store.js'
import { workerOptions } from './worker-options.js'

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

test('[A-120] a word that very many chats have counts for no rank, and is not counted through', async () => {
  const options = { directory: await temporaryDirectory() }
  const thread = await DatabaseThread.start(workerOptions(options), () => undefined)
  const { log, past, close } = storeOn(thread, options)
  onTestFinished(close)
  const texts = { a: 'tea tea tea refund', b: 'refund refund refund tea', c: 'about a refund for somebody' }
  for (const [index, [id, text]] of Object.entries(texts).entries()) {
    await log.append(
      [{ stream: chat(id), expectedVersion: 0, events: [{ id, body: { type: 'x' } }], open: false }],
      index,
    )
    await past.put([{ chat: chat(id), document: { ...document(5 + index), texts: [text.split(' ')] } }])
  }
  const call = vi.spyOn(thread, 'call')
  const best = async (text: string, usualMin: number) => {
    call.mockClear()
    const store = new SqlitePastStore(thread, usualMin)
    const chats = await store.best({ ...query, terms: termsOf(text) }, 0, 10, 10_000)
    const ranked = call.mock.calls.filter(([name]) => name === 'ranksOfPast').length
    return [chats.map(({ chatId }) => chatId).join(' '), ranked]
  }
  expect(await best('refund', 3)).toEqual(['b a c', 1])
  expect(await best('refund', 2)).toEqual(['c b a', 0])
  expect(await best('refund tea', 2)).toEqual(['a b', 1])
  expect(await best('"refund tea"', 2)).toEqual(['b', 1])
  expect(await best('"refund tea"', 1)).toEqual(['b', 0])
})
