import { expect, test } from 'vitest'
import type { PastChat, PastPage } from '../../../src/agent-api/past-chats.js'
import type { Answer, Refusal } from '../api/answer.js'
import { createPastSearch } from './past-search.js'
import { everything } from './query.js'

const refused = (code: string, status = 400): Refusal => ({ kind: 'refused', status, code, detail: '' })
const page = (ids: readonly string[], cursor?: string): Answer<PastPage> => ({
  ok: true,
  value: { chats: ids.map((chatId) => ({ chatId })) as PastPage['chats'], ...(cursor !== undefined && { cursor }) },
})
const chat = (numbers: readonly number[], hasEarlier: boolean): Answer<PastChat> => ({
  ok: true,
  value: { chatId: 'c', entries: numbers.map((number) => ({ number })), hasEarlier } as PastChat,
})

/** A server whose answers wait until a test gives them. */
const withServer = () => {
  const asked: { what: unknown[]; answer: (answer: unknown) => void }[] = []
  const ask = (...what: unknown[]) => new Promise<never>((resolve) => asked.push({ what, answer: resolve as never }))
  const past = createPastSearch({ search: (...what) => ask(...what), chat: (...what) => ask(...what) })
  const answer = async (place: number, given: unknown): Promise<void> => {
    asked[place]?.answer(given)
    await new Promise((resolve) => setTimeout(resolve))
  }
  const ids = () =>
    past.found.value.state === 'there' ? past.found.value.chats.map(({ chatId }) => chatId) : undefined
  return { past, asked, answer, ids }
}

test('only what was searched for last is shown', async () => {
  const { past, answer, ids } = withServer()
  void past.search({ ...everything, q: 'old' })
  void past.search({ ...everything, q: 'new' })
  await answer(1, page(['b']))
  await answer(0, page(['a']))
  expect(ids()).toEqual(['b'])
})

test('further pages come behind what is there, one at a time, until there are none', async () => {
  const { past, asked, answer, ids } = withServer()
  void past.search(everything)
  await answer(0, page(['a'], 'n1'))
  void past.more()
  void past.more()
  expect(asked).toHaveLength(2)
  expect(asked[1]?.what).toEqual([everything, 'n1'])
  await answer(1, { ok: false, refusal: { kind: 'unreachable' } })
  expect(past.found.value).toMatchObject({ state: 'there', more: 'failed' })
  void past.more()
  await answer(2, page(['b']))
  expect(ids()).toEqual(['a', 'b'])
  await past.more()
  expect(asked).toHaveLength(3)
})

test('why nothing is found is told apart', async () => {
  const { past, answer } = withServer()
  const whys: unknown[] = []
  const refusals: Refusal[] = [
    ...[refused('search-too-slow', 422), refused('no-words'), refused('too-many-words'), refused('invalid')],
    ...[refused('role', 403), { kind: 'busy', retryAfterMs: 1 } as const, { kind: 'unreachable' } as const],
  ]
  for (const [place, refusal] of refusals.entries()) {
    void past.search({ ...everything })
    await answer(place, { ok: false, refusal })
    if (past.found.value.state === 'failed') whys.push(past.found.value.why)
  }
  expect(whys).toEqual(['too-slow', 'no-words', 'too-many-words', 'refused', 'not-allowed', 'busy', 'unreachable'])
})

test('a chat is read with its newest entries, then those before them', async () => {
  const { past, asked, answer } = withServer()
  void past.read('old')
  void past.read('c')
  await answer(1, chat([5, 6], true))
  await answer(0, chat([1], false))
  void past.earlier()
  void past.earlier()
  expect(asked).toHaveLength(3)
  expect(asked[2]?.what).toEqual(['c', 5])
  await answer(2, chat([3, 4], false))
  expect(past.reading.value).toMatchObject({
    state: 'there',
    chat: { entries: [{ number: 3 }, { number: 4 }, { number: 5 }, { number: 6 }], hasEarlier: false },
  })
  void past.read(undefined)
  expect(past.reading.value).toEqual({ state: 'none' })
})
