import { beforeEach, expect, test } from 'vitest'
import type { ChatStanding, WatchedChat } from '../../../../src/agent-api/supervision/messages.js'
import { ManualClock } from '../../../../src/lib/manual-clock.js'
import { createNotices, type Notices } from '../../state/notices.js'
import { chat, message, settle } from '../../state/testing/fake-api.js'
import { FakeStream } from './testing/fake-stream.js'
import { at } from './testing/floor-items.js'
import { watchChat, type Watch } from './watch.js'

const standing = (more: Partial<ChatStanding> = {}): ChatStanding => ({
  ...{ chatId: 'c', state: 'established', visitorName: 'Vera', buttonId: 'b', buttonName: 'Shop' },
  ...{ agent: { id: 'ada', name: 'Ada' }, visitorAway: false, files: [] },
  ...more,
})
const snapshot = (more: Partial<WatchedChat> = {}): WatchedChat => ({
  ...standing(),
  entries: [],
  hasEarlier: false,
  ...more,
})

let clock: ManualClock
let stream: FakeStream
let asked: string[]
let watch: Watch
let notices: Notices
let areEntriesThere: boolean

beforeEach(async () => {
  clock = new ManualClock()
  notices = createNotices(clock)
  areEntriesThere = true
  stream = new FakeStream()
  asked = []
  watch = watchChat({
    ...{ chatId: 'c', clock, chance: () => 0, notices },
    api: {
      openChat: (_, lastEventId) => stream.open(lastEventId),
      chat: (chatId) => {
        asked.push(`chat ${chatId}`)
        return Promise.resolve({ ok: true, value: chat(chatId) })
      },
      entriesBefore: (chatId, before) => {
        asked.push(`entries ${chatId} ${before}`)
        if (!areEntriesThere) return Promise.resolve({ ok: false, refusal: { kind: 'unreachable' } })
        return Promise.resolve({ ok: true, value: { entries: [message('c', 1)], hasEarlier: false } })
      },
    },
  })
  await settle()
})

const numbers = (): number[] => watch.watched.value?.transcript.entries.map(({ number }) => number) ?? []

test('[A-41] a watched chat is its snapshot and what comes after it, each entry once', async () => {
  await stream.tell('5', 'snapshot', snapshot({ entries: [message('c', 5)] }))
  await stream.tell('6', 'message', message('c', 6))
  await stream.tell('6', 'message', message('c', 6))
  await stream.tell('7', 'whisper', { kind: 'whisper', chatId: 'c', number: 7, at: at(7), name: 'Sue', text: 'Psst' })
  await stream.tell('8', 'weather', { chatId: 'c', number: 8 })
  expect(numbers()).toEqual([5, 6, 7])
  await stream.tell('9', 'chat', standing({ flag: { text: 'Help', raisedAt: at(9) } }))
  expect(watch.watched.value?.standing.flag?.text).toBe('Help')
  expect(numbers()).toEqual([5, 6, 7])
})

test('[A-41] what both sides are about to say is shown until they say it, or the chat is over', async () => {
  await stream.tell('1', 'snapshot', snapshot())
  await stream.tell('1', 'visitor-typing', { chatId: 'c', typing: true, text: 'Where' })
  await stream.tell('1', 'agent-typing', { chatId: 'c', agentId: 'ada', typing: true, text: 'One mo' })
  expect([...watch.signs.value].map(([who, { text }]) => [who, text])).toEqual([
    ['c', 'Where'],
    ['ada', 'One mo'],
  ])
  await stream.tell('2', 'message', message('c', 2))
  expect([...watch.signs.value.keys()]).toEqual(['ada'])
  await stream.tell('3', 'chat', standing({ state: 'ended' }))
  expect(watch.signs.value.size).toBe(0)
})

test('the visitor is asked about once somebody has the chat, and once only', async () => {
  await stream.tell('1', 'snapshot', snapshot({ state: 'waiting' }))
  expect(asked).toEqual([])
  await stream.tell('2', 'chat', standing())
  await stream.tell('3', 'message', message('c', 3))
  expect(asked).toEqual(['chat c'])
  expect(watch.visitor.value?.chatId).toBe('c')
})

test('earlier entries come before those that are known', async () => {
  await stream.tell('5', 'snapshot', snapshot({ entries: [message('c', 5)], hasEarlier: true }))
  await watch.loadEarlier()
  expect(numbers()).toEqual([1, 5])
  await watch.loadEarlier()
  expect(asked.filter((call) => call.startsWith('entries'))).toEqual(['entries c 5'])
})

test('earlier entries that cannot be had are told, and can be asked for again', async () => {
  await stream.tell('5', 'snapshot', snapshot({ entries: [message('c', 5)], hasEarlier: true }))
  areEntriesThere = false
  await watch.loadEarlier()
  expect(notices.shown.value.map(({ fact }) => fact)).toMatchObject([{ what: 'not-done', deed: 'load-earlier' }])
  areEntriesThere = true
  await watch.loadEarlier()
  expect(numbers()).toEqual([1, 5])
})

test('[A-40] that it may not be watched any more is said, and what was read stays', async () => {
  await stream.tell('5', 'snapshot', snapshot({ entries: [message('c', 5)] }))
  stream.status = 403
  await stream.drop()
  watch.retryNow()
  await settle()
  expect(watch.refused.value).toBe('denied')
  stream.status = 404
  watch.retryNow()
  await settle()
  expect(watch.refused.value).toBe('not-there')
  expect(numbers()).toEqual([5])
})
