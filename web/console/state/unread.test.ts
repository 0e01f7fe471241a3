import { describe, expect, test } from 'vitest'
import type { Message } from '../../../src/agent-api/entries.js'
import { keepMarks, markRead, unreadCount } from './unread.js'

const message = (number: number, from: Message['from'] = 'visitor'): Message => ({
  ...{ kind: 'message', chatId: 'a', number, from, name: 'Ana', text: 'text' },
  at: '2026-01-01T12:00:00.000Z',
})

describe('unread messages', () => {
  test('are the visitor’s after the one last seen', () => {
    const messages = [message(1), message(4), message(6, 'agent'), message(9)]
    expect(unreadCount(messages, 1)).toBe(2)
    expect(unreadCount(messages, 9)).toBe(0)
  })

  test('are all of them when nothing was seen', () => {
    expect(unreadCount([message(1), message(2, 'agent'), message(3)], undefined)).toBe(2)
    expect(unreadCount([], undefined)).toBe(0)
  })
})

describe('marks', () => {
  test('go forward only', () => {
    const marks = { a: 5 }
    expect(markRead(marks, 'a', [message(3)])).toBe(marks)
    expect(markRead(marks, 'a', [])).toBe(marks)
    expect(markRead(marks, 'a', [message(3), message(8)])).toEqual({ a: 8 })
    expect(markRead(marks, 'b', [message(0)])).toEqual({ a: 5, b: 0 })
  })

  test('of chats that are gone go too', () => {
    const marks = { a: 5, b: 6 }
    expect(keepMarks(marks, new Set(['b', 'c']))).toEqual({ b: 6 })
    expect(keepMarks(marks, new Set(['a', 'b']))).toBe(marks)
  })
})
