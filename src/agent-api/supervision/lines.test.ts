import { expect, test } from 'vitest'
import { Lines, type ButtonPart, type QueuedPart } from './lines.js'

const button = (id: string, more: Partial<ButtonPart> = {}): ButtonPart => ({
  ...{ id, routing: 'skills', skillIds: [], queueId: null },
  ...more,
})
const at = (second: number) => `2026-01-01T12:00:0${second}.000Z`
const chat = (buttonId: string, state: QueuedPart['state'], second: number): QueuedPart => ({
  ...{ buttonId, state, waitingSince: at(second) },
})

const buttons = [
  button('a', { skillIds: ['billing', 'dutch'] }),
  button('b', { skillIds: ['billing'], queueId: 'front' }),
  button('c', { routing: 'queue', skillIds: ['dutch'], queueId: 'front' }),
]
const chats = [
  chat('a', 'waiting', 3),
  chat('a', 'offered', 2),
  chat('b', 'waiting', 1),
  chat('c', 'waiting', 4),
  chat('c', 'established', 0),
]

test('[A-44] a skill’s line is that of all buttons that ask for it, a queue’s of those that send requests there', () => {
  const lines = new Lines(buttons, chats, (id) => id === 'b')
  expect(lines.at(['a'])).toEqual({ waiting: 1, offered: 1, longestWaitSince: at(2), available: false })
  const billing = { waiting: 2, offered: 1, longestWaitSince: at(1), available: true }
  expect(lines.at(lines.buttonsOfSkill('billing'))).toEqual(billing)
  expect(lines.buttonsOfSkill('dutch')).toEqual(['a'])
  expect(lines.buttonsOfQueue('front')).toEqual(['c'])
  expect(lines.at(['c'])).toEqual({ waiting: 1, offered: 0, longestWaitSince: at(4), available: false })
})

test('[A-44] where no button is, nothing waits and nothing is available', () => {
  const lines = new Lines(buttons, chats, () => true)
  expect(lines.at(lines.buttonsOfSkill('french'))).toEqual({ waiting: 0, offered: 0, available: false })
})

test('each button is asked for once, however many lines it is part of', () => {
  const asked: string[] = []
  const lines = new Lines(buttons, [], (id) => asked.push(id) < 0)
  for (let n = 0; n < 3; n += 1) lines.at(['a', 'b'])
  expect(asked).toEqual(['a', 'b'])
})
