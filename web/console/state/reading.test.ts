import { signal, type Signal } from '@preact/signals'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Message } from '../../../src/agent-api/entries.js'
import { createReading, type Reading } from './reading.js'
import { memoryStore, type TextStore } from './store.js'
import type { Transcript } from './transcript.js'

let store: TextStore
let pageVisible: Signal<boolean>
let transcripts: Signal<ReadonlyMap<string, Transcript>>
let files: Signal<Readonly<Record<string, readonly { number: number }[]>>>
let reading: Reading

const message = (chatId: string, number: number): Message => ({
  ...{ kind: 'message', chatId, number, from: 'visitor', name: 'Ana', text: 'text' },
  at: '2026-01-01T12:00:00.000Z',
})
const write = (chatId: string, number: number): void => {
  const entries = [...(transcripts.value.get(chatId)?.entries ?? []), message(chatId, number)]
  transcripts.value = new Map(transcripts.value).set(chatId, { entries, hasEarlier: false })
}
const open = (): Reading =>
  createReading({
    store,
    agentId: 'me',
    storeName: 'read',
    pageVisible,
    transcripts,
    filesOf: (chatId) => files.value[chatId] ?? [],
  })

beforeEach(() => {
  store = memoryStore()
  pageVisible = signal(true)
  transcripts = signal(new Map())
  files = signal({})
  write('a', 1)
  write('b', 2)
  reading = open()
})

describe('a message is seen', () => {
  test('and so is a file', () => {
    reading.select('a')
    files.value = { a: [{ number: 7 }], b: [{ number: 8 }] }
    expect(reading.marks.value).toEqual({ a: 7 })
    reading.answered()
    pageVisible.value = false
    files.value = { a: [{ number: 7 }, { number: 9 }] }
    expect(reading.marks.value).toEqual({ a: 7 })
    expect(reading.newAfter.value).toBe(7)
  })

  test('elsewhere, and is nothing new at the desk', () => {
    files.value = { a: [{ number: 7 }] }
    reading.seenElsewhere('a', 7)
    expect(reading.marks.value).toEqual({ a: 7 })
    reading.select('a')
    expect(reading.newAfter.value).toBeUndefined()
  })

  test('elsewhere only up to where it was shown', () => {
    write('a', 5)
    reading.seenElsewhere('a', 1)
    expect(reading.marks.value).toEqual({ a: 1 })
    reading.select('a')
    expect(reading.newAfter.value).toBe(1)
  })

  test('when its chat is selected', () => {
    reading.select('a')
    expect(reading.marks.value).toEqual({ a: 1 })
    write('a', 5)
    write('b', 6)
    expect(reading.marks.value).toEqual({ a: 5 })
  })

  test('not while the page is hidden, and then when it is back', () => {
    reading.select('a')
    pageVisible.value = false
    write('a', 5)
    expect(reading.marks.value).toEqual({ a: 1 })
    pageVisible.value = true
    expect(reading.marks.value).toEqual({ a: 5 })
  })

  test('not while older messages are on the screen', () => {
    reading.select('a')
    reading.atNewest.value = false
    write('a', 5)
    expect(reading.marks.value).toEqual({ a: 1 })
    reading.atNewest.value = true
    expect(reading.marks.value).toEqual({ a: 5 })
  })

  test('also after a reload', () => {
    reading.select('a')
    expect(open().marks.value).toEqual({ a: 1 })
  })
})

describe('what is new', () => {
  test('begins after what was seen when the chat was turned to', () => {
    reading.select('a')
    reading.select('b')
    expect(reading.newAfter.value).toBe(-1)
    write('a', 5)
    reading.select('a')
    expect(reading.newAfter.value).toBe(1)
  })

  test('is nothing in a chat that was read to its end', () => {
    reading.select('a')
    reading.select('b')
    reading.select('a')
    expect(reading.newAfter.value).toBeUndefined()
    write('a', 5)
    expect(reading.newAfter.value).toBeUndefined()
  })

  test('begins where nobody was looking', () => {
    reading.select('a')
    reading.answered()
    pageVisible.value = false
    write('a', 5)
    write('a', 6)
    pageVisible.value = true
    expect(reading.newAfter.value).toBe(1)
  })

  test('is over when the agent answers', () => {
    reading.select('a')
    reading.answered()
    expect(reading.newAfter.value).toBeUndefined()
  })
})

test('marks of chats that are gone go', () => {
  reading.select('a')
  reading.select('b')
  reading.keepOnly(new Set(['b']))
  expect(reading.marks.value).toEqual({ b: 2 })
  expect(open().marks.value).toEqual({ b: 2 })
})

describe('two windows', () => {
  test('know of each other what was seen', () => {
    const other = open()
    other.select('b')
    expect(reading.marks.value).toEqual({ b: 2 })
    reading.select('a')
    expect(other.marks.value).toEqual({ a: 1, b: 2 })
    other.stop()
    write('a', 5)
    expect(other.marks.value).toEqual({ a: 1, b: 2 })
  })

  test('lose nothing of each other’s, though a write was not told', () => {
    reading.select('a')
    store.follow = () => () => undefined
    const other = open()
    reading.stop()
    reading = open()
    other.select('b')
    write('a', 5)
    reading.select('a')
    expect(open().marks.value).toEqual({ a: 5, b: 2 })
    write('b', 6)
    reading.keepOnly(new Set(['b']))
    expect(open().marks.value).toEqual({ b: 6 })
  })
})

test.each(['null', '7', '{"a":"x","b":3}'])('a store that holds %s does no harm', (text) => {
  store.write('read', text)
  expect(Object.values(open().marks.value).every((mark) => typeof mark === 'number')).toBe(true)
})

test('turning to the same chat once more is told: whoever does it from elsewhere wants to see it', () => {
  for (const chatId of ['a', 'a', undefined, 'b']) reading.select(chatId)
  expect(reading.turns.value).toBe(3)
})
