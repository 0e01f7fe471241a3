import { describe, expect, test } from 'vitest'
import type { Message } from '../../../src/agent-api/entries.js'
import { furthest, keepMarks, lastNumber, markRead, unreadCount } from './unread.js'

const message = (number: number, from: Message['from'] = 'visitor'): Message => ({
  ...{ kind: 'message', chatId: 'a', number, from, name: 'Ana', text: 'text' },
  at: '2026-01-01T12:00:00.000Z',
})

const of = (entries: Message[], files: number[] = []) => ({ entries, files: files.map((number) => ({ number })) })

describe('unread messages', () => {
  test('are the visitor’s after the one last seen', () => {
    const messages = [message(1), message(4), message(6, 'agent'), message(9)]
    expect(unreadCount(of(messages), 'me', 1)).toBe(2)
    expect(unreadCount(of(messages), 'me', 9)).toBe(0)
  })

  test('are all of them when nothing was seen', () => {
    expect(unreadCount(of([message(1), message(2, 'agent'), message(3)]), 'me', undefined)).toBe(2)
    expect(unreadCount(of([]), 'me', undefined)).toBe(0)
  })

  test('are a colleague’s too, but not the own ones nor what greets the visitor', () => {
    const by = (number: number, agentId?: string): Message => ({
      ...message(number, 'agent'),
      ...(agentId && { agentId }),
    })
    expect(unreadCount(of([by(1), by(2, 'me'), by(3, 'colleague')]), 'me')).toBe(1)
  })

  test('include files', () => {
    expect(unreadCount(of([message(1), message(4)], [2, 5]), 'me', 1)).toBe(3)
    expect(unreadCount(of([message(1)], [2, 5]), 'me', 5)).toBe(0)
    expect(unreadCount(of([], [2]), 'me', undefined)).toBe(1)
  })
})

describe('marks', () => {
  test('go forward only', () => {
    const marks = { a: 5 }
    expect(markRead(marks, 'a', 3)).toBe(marks)
    expect(markRead(marks, 'a', -1)).toBe(marks)
    expect(markRead(marks, 'a', 8)).toEqual({ a: 8 })
    expect(markRead(marks, 'b', 0)).toEqual({ a: 5, b: 0 })
  })

  test('reach to the last message or file', () => {
    expect(lastNumber(of([message(3), message(8)], [4]))).toBe(8)
    expect(lastNumber(of([message(6)], [4, 9]))).toBe(9)
    expect(lastNumber(of([]))).toBe(-1)
  })

  test('of two windows are joined, the further one of each', () => {
    const marks = { a: 5, b: 6 }
    expect(furthest(marks, { a: 7, b: 2, c: 1 })).toEqual({ a: 7, b: 6, c: 1 })
    expect(furthest(marks, { a: 5 })).toBe(marks)
  })

  test('of chats that are gone go too', () => {
    const marks = { a: 5, b: 6 }
    expect(keepMarks(marks, new Set(['b', 'c']))).toEqual({ b: 6 })
    expect(keepMarks(marks, new Set(['a', 'b']))).toBe(marks)
  })
})
