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
  expect(lines.ofButton('a')).toEqual({ waiting: 1, offered: 1, longestWaitSince: at(2), available: false })
  const billing = { waiting: 2, offered: 1, longestWaitSince: at(1), buttonIds: ['a', 'b'], available: true }
  expect(lines.ofSkill('billing')).toEqual(billing)
  expect(lines.ofSkill('dutch')).toMatchObject({ buttonIds: ['a'], waiting: 1 })
  expect(lines.ofQueue('front')).toMatchObject({ buttonIds: ['c'], waiting: 1 })
  expect(lines.ofButton('c')).toEqual({ waiting: 1, offered: 0, longestWaitSince: at(4), available: false })
})

test('[A-44] where no button is, nothing waits and nothing is available', () => {
  const lines = new Lines(buttons, chats, () => true)
  expect(lines.ofSkill('french')).toEqual({ waiting: 0, offered: 0, buttonIds: [], available: false })
})

test('[A-44] what was sent to a queue waits there and not at its button', () => {
  const sent: QueuedPart = { ...chat('a', 'waiting', 5), waitsAt: { type: 'queue', id: 'front', name: 'Front' } }
  const lines = new Lines(buttons, [...chats, sent], () => true)
  expect(lines.ofButton('a')).toMatchObject({ waiting: 1 })
  expect(lines.ofQueue('front')).toMatchObject({ waiting: 2, longestWaitSince: at(4) })
})

test('each button is asked for once, however many lines it is part of', () => {
  const asked: string[] = []
  const lines = new Lines(buttons, [], (id) => asked.push(id) < 0)
  for (let n = 0; n < 3; n += 1) lines.ofSkill('billing')
  expect(asked).toEqual(['a', 'b'])
})
