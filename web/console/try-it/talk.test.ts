import { expect, test } from 'vitest'
import type { VisitorEvent } from '../../../src/visitor-client/visitor-events.js'
import { heard, linesMax, newTalk, said, type Talk } from './talk.js'

const after = (events: readonly VisitorEvent[], talk: Talk = newTalk): Talk => events.reduce(heard, talk)
const agent = { name: 'Ada', sneakPeek: false, idle: undefined }

test('a request waits in its place until somebody is there', () => {
  const waiting = after([
    { type: 'requested', position: 3, waitS: 90 },
    { type: 'queue', position: 2, waitS: undefined },
  ])
  expect(waiting).toMatchObject({ phase: 'waiting', position: 2, waitS: undefined, lines: [] })
  expect(after([{ type: 'established', agent }], waiting)).toMatchObject({
    ...{ phase: 'chatting', agent: 'Ada', lines: [{ kind: 'note', note: { what: 'joined', name: 'Ada' } }] },
  })
})

test('lines are answered in the order in which they were said', () => {
  const talk = ['one', 'two', 'three'].reduce(said, newTalk)
  const answered = after(
    [
      { type: 'confirmed', noun: 'ChasitorInit' },
      { type: 'confirmed', noun: 'ChatMessage' },
      { type: 'refused', noun: 'ChatMessage', status: 400, text: 'too long' },
    ],
    talk,
  )
  expect(answered.lines).toMatchObject([
    { text: 'one', state: 'sent' },
    { text: 'two', state: 'refused' },
    { text: 'three', state: 'sending' },
  ])
})

test('who writes has stopped typing, and who hands over as well', () => {
  const typing = after([
    { type: 'established', agent },
    { type: 'typing', from: 'Ada', on: true },
  ])
  expect(typing.typing).toBe(true)
  expect(after([{ type: 'message', from: 'Ada', text: 'Hello' }], typing).typing).toBe(false)
  expect(after([{ type: 'transferring' }], typing).typing).toBe(false)
})

test('a file is asked for until it is over', () => {
  const file = { url: 'https://chat.example.com/chat/upload', token: 't' }
  const asked = after([{ type: 'file-asked', file }])
  expect(asked.fileAsked).toBe(true)
  expect(after([{ type: 'file-over', how: 'cancelled' }], asked)).toMatchObject({
    ...{ fileAsked: false, lines: [{}, { note: { what: 'file-cancelled' } }] },
  })
})

test('a lost connection is told until it is back, and not when it is over', () => {
  const lost = after([{ type: 'connection-lost', why: 'x' }])
  expect(lost.connected).toBe(false)
  expect(after([{ type: 'connection-back' }], lost).connected).toBe(true)
  const outcome = { kind: 'ended', reason: 'agent' } as const
  expect(after([{ type: 'over', outcome, unconfirmed: [] }], lost)).toMatchObject({
    ...{ phase: 'over', connected: true, outcome },
  })
})

test('the page keeps a bounded number of lines, each under a key of its own', () => {
  const talk = Array.from({ length: linesMax + 50 }, (_, n) => String(n)).reduce(said, newTalk)
  expect(talk.lines).toHaveLength(linesMax)
  expect(new Set(talk.lines.map(({ key }) => key)).size).toBe(linesMax)
  expect(talk.lines.at(-1)).toMatchObject({ text: String(linesMax + 49) })
})
