import { expect, test, vi } from 'vitest'
import { accepted, ended, offered, requested } from '../chat/chat-fixtures.contract.js'
import type { ChatEvent } from '../chat/chat-events.js'
import { ManualClock } from '../lib/manual-clock.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { PastChats, excerptTextMax, excerptsMax, type PastSearch } from './past-chats.js'
import { DocumentMaker } from './past-document.js'
import { searchesMax } from './search-gate.js'
import { searchWordsMax } from './words.js'

const anyone: PastSearch = { organizationId: 'o', sight: { of: 'all' }, order: 'newest' }
const says = (text: string): ChatEvent => ({ type: 'visitor-message', text })
const answers = (text: string): ChatEvent => ({ type: 'agent-message', agentId: 'ada', agentName: 'Ada', text })

/** Chats that ended one after the other, with what was said in them. */
const withChats = async (...chats: readonly (readonly ChatEvent[])[]) => {
  const { log, past } = openMemoryStore()
  const clock = new ManualClock()
  for (const [number, said] of chats.entries()) {
    const chat = { organizationId: 'o', kind: 'chat', id: `c${number}` }
    const bodies = [requested, offered, accepted, ...said, ended]
    const events = bodies.map((body, index) => ({ id: `${number}-${index}`, body }))
    await log.append([{ stream: chat, expectedVersion: 0, events, open: false }], clock.now())
    const maker = new DocumentMaker(chat)
    for (const [index, { id, body }] of events.entries()) maker.add({ version: index + 1, id, at: clock.now(), body })
    const document = maker.document()
    await past.put([{ chat, ...(document && { document }) }])
    clock.advance(1000)
  }
  return { clock, log, pastChats: new PastChats({ log, store: past, clock }) }
}
const idsOf = (hits: readonly { readonly chatId: string }[]) => hits.map(({ chatId }) => chatId).join(' ')

test('a hit shows where in the chat it is found, a few places at most', async () => {
  const { pastChats } = await withChats([
    says('My parcel'),
    answers('Which parcel?'),
    says('x'),
    says('parcel'),
    says('parcel'),
  ])
  const { hits } = await pastChats.search({ ...anyone, text: 'parcel' }, 10)
  expect(hits).toHaveLength(1)
  expect(hits[0]).toMatchObject({ chatId: 'c0', nameMarks: [], facts: { visitorName: 'Ana', messages: 5 } })
  expect(hits[0]?.places).toHaveLength(excerptsMax)
  expect(hits[0]?.places.slice(0, 2)).toEqual([
    { in: 'message', number: 4, from: 'visitor', text: 'My parcel', marks: [[3, 9]] },
    { in: 'message', number: 5, from: 'agent', text: 'Which parcel?', marks: [[6, 12]] },
  ])
})

test('of a chat with very much in it only the beginning is looked through, and no more of it is read', async () => {
  const filler = 'so it goes on '.repeat(2_000)
  const many = Array.from({ length: 390 }, () => says(filler))
  const { log, pastChats } = await withChats(
    [says('parcel'), ...many, says('parcel')],
    [says('parcel'), says('parcel')],
  )
  const read = vi.spyOn(log, 'readAfter')
  const { hits } = await pastChats.search({ ...anyone, text: 'parcel' }, 10)
  expect(hits.map(({ places }) => places.length)).toEqual([2, 1])
  expect(filler.length * 50).toBeGreaterThan(excerptTextMax)
  expect(read.mock.calls.filter(([{ id }]) => id === 'c0')).toHaveLength(1)
})

test('a search without words shows what the visitor said first', async () => {
  const { pastChats } = await withChats([answers('Welcome'), says('Hi'), says('more')])
  const { hits } = await pastChats.search(anyone, 10)
  expect(hits[0]?.places).toEqual([{ in: 'message', number: 5, from: 'visitor', text: 'Hi', marks: [] }])
})

test('the visitor’s name is marked in the name', async () => {
  const { pastChats } = await withChats([says('x')])
  for (const search of [{ text: 'ana' }, { visitor: 'ANA' }]) {
    const { hits } = await pastChats.search({ ...anyone, ...search }, 10)
    expect(hits[0]?.nameMarks).toEqual([[0, 3]])
  }
})

test('pages follow each other in either order; a chat that ends meanwhile is on none of them', async () => {
  const chats = Array.from({ length: 5 }, () => [says('parcel')])
  for (const order of ['newest', 'relevance'] as const) {
    const { pastChats } = await withChats(...chats)
    const pages: string[] = []
    let cursor: string | undefined
    do {
      const page = await pastChats.search({ ...anyone, text: 'parcel', order }, 2, cursor)
      pages.push(idsOf(page.hits))
      cursor = page.cursor
    } while (cursor !== undefined)
    expect(pages).toEqual(['c4 c3', 'c2 c1', 'c0'])
  }
})

test('filters leave out what they say', async () => {
  const { clock, pastChats } = await withChats([says('a')], [says('b')])
  const idsFor = async (search: Partial<PastSearch>) =>
    idsOf((await pastChats.search({ ...anyone, ...search }, 9)).hits)
  expect(await idsFor({ agentId: 'ada' })).toBe('c1 c0')
  expect(await idsFor({ agentId: 'bob' })).toBe('')
  expect(await idsFor({ buttonId: 'b', reasons: ['agent', 'visitor'] })).toBe('c1 c0')
  expect(await idsFor({ reasons: ['visitor'] })).toBe('')
  expect(await idsFor({ since: clock.now() - 1500 })).toBe('c1')
  expect(await idsFor({ until: clock.now() - 1500 })).toBe('c0')
})

test('what cannot be searched for is refused in words', async () => {
  const { pastChats } = await withChats()
  const codeOf = (search: Partial<PastSearch>, cursor?: string) =>
    pastChats.search({ ...anyone, ...search }, 9, cursor).then(
      () => 'found',
      (error: unknown) => (error as { code?: string }).code,
    )
  expect(await codeOf({ text: '?!' })).toBe('no-words')
  expect(await codeOf({ visitor: '"' })).toBe('no-words')
  expect(await codeOf({ text: '  ' })).toBe('found')
  expect(await codeOf({ text: 'a '.repeat(searchWordsMax) })).toBe('found')
  expect(await codeOf({ text: 'a '.repeat(searchWordsMax), visitor: 'b' })).toBe('too-many-words')
  for (const cursor of ['', 'n', 'n1x', 'b1', `n${'9'.repeat(16)}`])
    expect(await codeOf({}, cursor)).toBe('no-such-cursor')
})

test('all that match are read page by page', async () => {
  const { pastChats } = await withChats(...Array.from({ length: 230 }, () => [says('parcel')]))
  const ids: string[] = []
  for await (const { chatId } of pastChats.all({ ...anyone, text: 'parcel' })) ids.push(chatId)
  expect(ids).toEqual(Array.from({ length: 230 }, (_, number) => `c${229 - number}`))
})

test('[A-122] finding what is shown of a chat is part of a search’s turn', async () => {
  const { log, pastChats } = await withChats([says('parcel')])
  let letGo = (): void => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  const readAfter = log.readAfter.bind(log)
  const read = vi.spyOn(log, 'readAfter').mockImplementation(async (...asked) => {
    await held
    return readAfter(...asked)
  })
  const searches = Array.from({ length: searchesMax + 1 }, () => pastChats.search({ ...anyone, text: 'parcel' }, 10))
  await new Promise(setImmediate)
  expect(read).toHaveBeenCalledTimes(searchesMax)
  letGo()
  for (const { hits } of await Promise.all(searches)) expect(idsOf(hits)).toBe('c0')
})
