import { describe, expect, test } from 'vitest'
import type { Entry, Message } from '../../../src/agent-api/entries.js'
import type { ReceivedFile } from '../../../src/agent-api/files.js'
import { continuesGroup, groupPauseMs, timeline, type TimelineRow } from './timeline.js'

const noon = Date.parse('2026-03-03T12:00:00.000Z')
const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10)
const message = (number: number, minutes: number, from: Message['from'] = 'visitor', name = 'Ana'): Message => ({
  ...{ kind: 'message', chatId: 'a', number, from, name, text: `message ${number}` },
  ...(from === 'agent' && { agentId: `id-${name}` }),
  at: new Date(noon + minutes * 60_000).toISOString(),
})
/** Messages of a group side by side, and what else there is by its kind. */
const shape = (rows: TimelineRow[]): string[] => {
  const words: string[] = []
  for (const row of rows) {
    if (row.kind !== 'message') words.push(row.kind)
    else if (row.begins) words.push(`${row.message.name}: ${row.message.number}`)
    else words.push(`${words.pop()} ${row.message.number}`)
  }
  return words
}

describe('groups', () => {
  test('one writer’s messages without a pause are one', () => {
    const rows = timeline([message(1, 0), message(2, 4), message(3, 8)], undefined, utcDay)
    expect(shape(rows)).toEqual(['day', 'Ana: 1 2 3'])
  })

  test('another writer, another agent and a pause begin a new one', () => {
    const messages = [
      message(1, 0),
      message(2, 1, 'agent', 'Mara'),
      message(3, 1, 'agent', 'Jonas'),
      message(4, 1 + groupPauseMs / 60_000, 'agent', 'Jonas'),
    ]
    expect(shape(timeline(messages, undefined, utcDay))).toEqual(['day', 'Ana: 1', 'Mara: 2', 'Jonas: 3', 'Jonas: 4'])
  })

  test('agents of one name are two', () => {
    const messages = [message(1, 0, 'agent', 'Support'), { ...message(2, 0, 'agent', 'Support'), agentId: 'another' }]
    expect(shape(timeline(messages, undefined, utcDay))).toEqual(['day', 'Support: 1', 'Support: 2'])
  })

  test('a visitor who has the agent’s name is still the visitor', () => {
    const messages = [message(1, 0, 'agent', 'Mara'), message(2, 0, 'visitor', 'Mara')]
    expect(shape(timeline(messages, undefined, utcDay))).toEqual(['day', 'Mara: 1', 'Mara: 2'])
  })
})

test('the last of a group is known as such', () => {
  const rows = timeline([message(1, 0), message(2, 1), message(3, 2, 'agent', 'Mara')], undefined, utcDay)
  expect(rows.flatMap((row) => (row.kind === 'message' ? [row.ends] : []))).toEqual([false, true, true])
})

test('a new day begins a new group', () => {
  const rows = timeline([message(1, 719), message(2, 721)], undefined, utcDay)
  expect(shape(rows)).toEqual(['day', 'Ana: 1', 'day', 'Ana: 2'])
})

describe('what is new', () => {
  test('begins at the visitor’s first unseen message', () => {
    const messages = [message(1, 0), message(3, 1), message(4, 2)]
    expect(shape(timeline(messages, 1, utcDay))).toEqual(['day', 'Ana: 1', 'new', 'Ana: 3 4'])
  })

  test('has no line when everything is new, nor when nothing is', () => {
    const messages = [message(1, 0), message(3, 1)]
    expect(shape(timeline(messages, -1, utcDay))).toEqual(['day', 'Ana: 1 3'])
    expect(shape(timeline(messages, 3, utcDay))).toEqual(['day', 'Ana: 1 3'])
  })

  test('begins at what a colleague wrote where that is news', () => {
    const messages = [message(1, 0), message(3, 1, 'agent', 'Mara'), message(4, 2, 'agent', 'Jonas')]
    const isNews = ({ agentId }: Message): boolean => agentId === 'id-Jonas'
    expect(shape(timeline(messages, 1, utcDay, [], isNews))).toEqual(['day', 'Ana: 1', 'Mara: 3', 'new', 'Jonas: 4'])
  })

  test('comes after the line of its day', () => {
    expect(shape(timeline([message(1, 719), message(2, 721)], 1, utcDay))).toEqual([
      'day',
      'Ana: 1',
      'day',
      'new',
      'Ana: 2',
    ])
  })
})

describe('a note', () => {
  const page = (number: number, minutes: number): Entry => ({
    ...{ kind: 'page-visited', chatId: 'a', number, location: 'https://shop.example/' },
    at: new Date(noon + minutes * 60_000).toISOString(),
  })

  test('stands between what was said before and after it', () => {
    expect(shape(timeline([message(1, 0), page(2, 1), message(3, 1)], undefined, utcDay))).toEqual([
      ...['day', 'Ana: 1', 'note', 'Ana: 3'],
    ])
  })

  test('begins its day', () => {
    expect(shape(timeline([page(1, 719), page(2, 721)], undefined, utcDay))).toEqual(['day', 'note', 'day', 'note'])
  })

  test('does not hide where what is new begins', () => {
    expect(shape(timeline([message(1, 0), page(2, 1), message(3, 1)], 1, utcDay))).toEqual([
      ...['day', 'Ana: 1', 'note', 'new', 'Ana: 3'],
    ])
  })
})

test('a visitor who was silent and spoke has no row of that, and goes on with the group', () => {
  const spoke = { kind: 'idle-warning', number: 2, by: 'server', state: 'cleared' } as const
  const entries: Entry[] = [message(1, 0), { ...spoke, chatId: 'a', at: new Date(noon).toISOString() }, message(3, 1)]
  expect(shape(timeline(entries, undefined, utcDay))).toEqual(['day', 'Ana: 1 3'])
})

test('every row has a key of its own', () => {
  const messages = [message(1, 0), message(2, 719), message(3, 721), message(4, 730), message(5, 900)]
  const keys = timeline(messages, 2, utcDay).map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})

test('what is on its way goes on with the agent’s own newest group', () => {
  const rows = timeline([message(1, 0), message(2, 1, 'agent', 'Mara')], undefined, utcDay)
  const unsent = { key: 'k', chatId: 'a', text: 't', at: noon + 120_000, afterNumber: 2, failed: undefined }
  expect(continuesGroup(rows, 'id-Mara', unsent)).toBe(true)
  expect(continuesGroup(rows, 'id-Jonas', unsent)).toBe(false)
  expect(continuesGroup(rows, 'id-Mara', { ...unsent, at: noon + 60_000 + groupPauseMs })).toBe(false)
  expect(continuesGroup(rows.slice(0, 2), 'id-Ana', unsent)).toBe(false)
  expect(continuesGroup(rows, 'id-Mara', undefined)).toBe(false)
})

describe('files', () => {
  const file = (number: number, minutes: number): ReceivedFile => ({
    ...{ chatId: 'a', fileId: `f${number}`, number, name: 'cat.png', contentType: 'image/png', bytes: 1 },
    at: new Date(noon + minutes * 60_000).toISOString(),
  })

  test('stand where they came, and part what was said before from what was said after', () => {
    const messages = [message(2, 0), message(4, 1)]
    const files = [file(1, 0), file(3, 1), file(5, 2)]
    expect(shape(timeline(messages, undefined, utcDay, files))).toEqual([
      'day',
      'file',
      'Ana: 2',
      'file',
      'Ana: 4',
      'file',
    ])
  })

  test('begin what is new like messages', () => {
    const rows = timeline([message(1, 0), message(5, 3)], 1, utcDay, [file(3, 1), file(4, 2)])
    expect(shape(rows)).toEqual(['day', 'Ana: 1', 'new', 'file', 'file', 'Ana: 5'])
  })

  test('begin a day of their own', () => {
    const day = 24 * 60
    expect(shape(timeline([message(1, 0)], undefined, utcDay, [file(2, day)]))).toEqual([
      'day',
      'Ana: 1',
      'day',
      'file',
    ])
  })
})
