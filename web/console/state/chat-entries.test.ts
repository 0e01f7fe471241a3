import { describe, expect, test } from 'vitest'
import type { Message } from '../../../src/agent-api/entries.js'
import type { Chat } from '../../../src/agent-api/chats.js'
import { afterClosing, chatEntries, neighbour, type ChatEntry } from './chat-entries.js'

const message = (chatId: string, number: number, from: Message['from'] = 'visitor'): Message => ({
  ...{ kind: 'message', chatId, number, from, name: 'Ana', text: 'text' },
  at: new Date(number * 1_000).toISOString(),
})
const chat = (chatId: string, messages: Message[] = []): Chat => ({
  ...{ chatId, state: 'established', visitorName: 'Ana', buttonId: '573', buttonName: 'Orders', entries: messages },
  ...{
    visitorAway: false,
    language: '',
    userAgent: '',
    details: [],
    hasEarlier: false,
    files: [],
    pages: [],
    agents: [],
  },
  waitingSince: '2026-01-01T12:00:00.000Z',
  establishedAt: '2026-01-01T12:01:00.000Z',
})

describe('the list', () => {
  const open = chat('a', [message('a', 1)])
  const known = new Map([
    ['a', { entries: [message('a', 1), message('a', 2), message('a', 3, 'agent')], hasEarlier: false }],
    ['b', { entries: [message('b', 4)], hasEarlier: false }],
  ])
  const ended = [
    { chat: chat('c'), reason: 'agent' as const, at: 1 },
    { chat: chat('d'), reason: 'visitor' as const, at: 2 },
  ]
  const entries = chatEntries([open, chat('b')], ended, known, { a: 1 }, 'me')

  test('has the chats that go on, then the ended ones, the latest to end first', () => {
    expect(entries.map((entry) => entry.chat.chatId)).toEqual(['a', 'b', 'd', 'c'])
    expect(entries.map((entry) => entry.ended?.reason)).toEqual([undefined, undefined, 'visitor', 'agent'])
  })

  test('knows what is unread, and who had the last word and when', () => {
    expect(entries[0]).toMatchObject({ unread: 1, unanswered: false, visitorSpokeAt: '1970-01-01T00:00:02.000Z' })
    expect(entries[1]).toMatchObject({ unread: 1, unanswered: true, lastMessage: { number: 4 } })
    expect(entries[2]).toMatchObject({ unread: 0, unanswered: false, visitorSpokeAt: undefined })
  })

  test('knows of a file like of a message', () => {
    const file = (number: number) => ({
      ...{ chatId: 'a', fileId: `f${number}`, number, name: 'cat.png', contentType: 'image/png', bytes: 1 },
      at: new Date(number * 1_000).toISOString(),
    })
    const listed = (files: number[]) => chatEntries([{ ...open, files: files.map(file) }], [], known, { a: 1 }, 'me')[0]
    expect(listed([4])).toMatchObject({ unread: 2, unanswered: true, lastFile: { number: 4 } })
    expect(listed([4])?.visitorSpokeAt).toBe('1970-01-01T00:00:04.000Z')
    // Something was said since.
    expect(listed([0])).toMatchObject({ unread: 1, unanswered: false, lastFile: undefined })
  })

  test('has neighbours, up to its ends', () => {
    expect(neighbour(entries, 'a', 1)).toBe('b')
    expect(neighbour(entries, 'a', -1)).toBe('a')
    expect(neighbour(entries, 'c', 1)).toBe('c')
    expect(neighbour(entries, undefined, 1)).toBe('a')
    expect(neighbour([], undefined, 1)).toBeUndefined()
  })
})

describe('after a chat is put away', () => {
  const entry = (chatId: string, unread = 0): ChatEntry => ({
    ...{ chat: chat(chatId), ended: undefined, unread, lastMessage: undefined, lastFile: undefined },
    ...{ visitorSpokeAt: undefined, unanswered: false },
  })

  test('comes the one that has something new', () => {
    expect(afterClosing([entry('a'), entry('b'), entry('c', 2)], 'a')).toBe('c')
  })

  test('or the next, or the one before, or none', () => {
    expect(afterClosing([entry('a'), entry('b'), entry('c')], 'b')).toBe('c')
    expect(afterClosing([entry('a'), entry('b'), entry('c')], 'c')).toBe('b')
    expect(afterClosing([entry('a', 3)], 'a')).toBeUndefined()
  })
})
