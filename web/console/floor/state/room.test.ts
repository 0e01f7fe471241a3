import { signal } from '@preact/signals'
import { beforeEach, expect, test } from 'vitest'
import { ManualClock } from '../../../../src/lib/manual-clock.js'
import { createDrafts } from '../../state/drafts.js'
import { createNotices } from '../../state/notices.js'
import { memoryStore, type TextStore } from '../../state/store.js'
import { settle } from '../../state/testing/fake-api.js'
import type { FloorApi } from '../floor-api.js'
import { wholeFloor } from './floor-view.js'
import { drawnEveryMs } from './floor-feed.js'
import { openRoom, type Room } from './room.js'
import { FakeStream } from './testing/fake-stream.js'
import { floorSnapshot, waitingChat } from './testing/floor-items.js'

let clock: ManualClock
let floor: FakeStream
let watched: string[]
let room: Room
let tab: TextStore

beforeEach(async () => {
  clock = new ManualClock()
  floor = new FakeStream()
  watched = []
  tab = memoryStore()
  const refused = () => Promise.resolve({ ok: false, refusal: { kind: 'unreachable' } } as const)
  const api: FloorApi = {
    openFloor: floor.open,
    openChat: (chatId, lastEventId, abort) => {
      watched.push(chatId)
      abort.addEventListener('abort', () => watched.push(`left ${chatId}`))
      return new FakeStream().open(lastEventId)
    },
    ...{ chat: refused, entriesBefore: refused, whisper: refused, join: refused, leave: refused, end: refused },
    ...{ give: refused, lowerFlag: refused, setPresence: refused, figures: refused },
  }
  room = openRoom({
    ...{ api, clock, chance: () => 0, newKey: () => 'key', now: signal(0), notices: createNotices(clock) },
    drafts: createDrafts(tab, 'whisper.'),
    view: wholeFloor,
  })
  await settle()
  await floor.tell('1', 'snapshot', floorSnapshot({ chats: [waitingChat('a', 1), waitingChat('b', 2)] }))
})

test('the keys move among what is shown, from the chat that is watched', () => {
  room.moveCursor(1)
  expect(room.cursor.value).toBe('a')
  room.turnTo('b')
  room.moveCursor(-1)
  expect(room.cursor.value).toBe('a')
  room.look({ text: 'b' })
  room.moveCursor(1)
  expect(room.cursor.value).toBe('b')
})

test('a key that does not move further at the end is told all the same', () => {
  room.turnTo('b')
  expect(room.moves.value).toBe(0)
  room.moveCursor(1)
  expect([room.cursor.value, room.moves.value]).toEqual(['b', 1])
})

test('one chat is watched at a time', async () => {
  room.turnTo('a')
  room.turnTo('a')
  room.turnTo('b')
  await settle()
  room.stop()
  expect(watched).toEqual(['a', 'left a', 'b', 'left b'])
})

test('a question about a chat that is over goes away by itself', async () => {
  room.dialog.value = { what: 'end', chatId: 'a' }
  await floor.tell('2', 'chat-gone', { chatId: 'b' })
  clock.advance(drawnEveryMs)
  expect(room.dialog.value).toEqual({ what: 'end', chatId: 'a' })
  await floor.tell('3', 'chat-gone', { chatId: 'a' })
  clock.advance(drawnEveryMs)
  expect(room.dialog.value).toBeUndefined()
})

test('showing all keeps the order and the wall', () => {
  room.look({ text: 'b', only: 'waiting', chatSort: 'agent', wall: true })
  expect(room.chats.value.map(({ chat }) => chat.chatId)).toEqual(['b'])
  room.lookAtAll()
  expect(room.view.value).toEqual({ ...wholeFloor, chatSort: 'agent', wall: true })
})

test('what is about to be whispered is there when one comes back to the floor, until its chat is over', async () => {
  for (const chatId of ['a', 'b']) room.whispers.write(chatId, `Psst ${chatId}`)
  room.stop()
  expect(createDrafts(tab, 'whisper.').texts.value).toEqual({ a: 'Psst a', b: 'Psst b' })
  await floor.tell('2', 'chat-gone', { chatId: 'a' })
  expect(tab.names()).toHaveLength(2)
})
