import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newMessages, readMessages } from './poll-reader.js'
import type { WireMessage } from './wire-types.js'
import { readNewSession, readPollAnswer, readReconnectAnswer } from './wire-types.js'

const message = (type: string, fields: Record<string, unknown> = {}): WireMessage => ({ type, message: fields })
const waiting = { phase: 'waiting', agent: undefined, file: undefined, ack: -1 } as const
const read = (...messages: WireMessage[]) => readMessages({ messages, sequence: undefined, offset: 0 }, waiting)

describe('what a message means', () => {
  test.each([
    [
      message('ChatRequestSuccess', { queuePosition: 2, estimatedWaitTime: 42 }),
      { type: 'requested', position: 2, waitS: 42 },
    ],
    [message('QueueUpdate', { position: 0, estimatedWaitTime: -1 }), { type: 'queue', position: 0, waitS: undefined }],
    [
      message('ChatEstablished', {
        name: 'Ada',
        sneakPeekEnabled: true,
        chasitorIdleTimeout: { isEnabled: true, warningTime: 60, timeout: 120 },
      }),
      {
        type: 'established',
        agent: { name: 'Ada', sneakPeek: true, idle: { warningS: 60, timeoutS: 120 } },
      },
    ],
    [
      message('ChatTransferred', { name: 'Bo', chasitorIdleTimeout: { isEnabled: false } }),
      { type: 'transferred', agent: { name: 'Bo', sneakPeek: false, idle: undefined } },
    ],
    [message('TransferToButtonInitiated'), { type: 'transferring' }],
    [message('ChatMessage', { name: 'Ada', text: 'Hello' }), { type: 'message', from: 'Ada', text: 'Hello' }],
    [message('AgentTyping', { name: 'Ada' }), { type: 'typing', from: 'Ada', on: true }],
    [message('AgentNotTyping'), { type: 'typing', from: '', on: false }],
    [
      message('FileTransfer', { type: 'Requested', uploadServletUrl: 'https://here/chat/upload', fileToken: 't' }),
      { type: 'file-asked', file: { url: 'https://here/chat/upload', token: 't' } },
    ],
    [message('FileTransfer', { type: 'Success' }), { type: 'file-over', how: 'received' }],
    [message('FileTransfer', { type: 'Failure' }), { type: 'file-over', how: 'failed' }],
    [message('FileTransfer', { type: 'Canceled' }), { type: 'file-over', how: 'cancelled' }],
    [message('AgentDisconnect'), { type: 'agent-disconnected' }],
    [
      message('CustomEvent', { type: 'a', data: 'b' }),
      { type: 'other', name: 'CustomEvent', message: { type: 'a', data: 'b' } },
    ],
    [
      message('ChasitorSessionData', {
        chatMessages: [
          { type: 'Agent', name: 'Ada', content: 'Hello', timestamp: 1, sequence: 1 },
          { type: 'Chasitor', name: 'Ana', content: 'Hi', timestamp: 2, sequence: 2 },
          'not a line',
        ],
      }),
      {
        type: 'history',
        lines: [
          { from: 'agent', name: 'Ada', text: 'Hello' },
          { from: 'visitor', name: 'Ana', text: 'Hi' },
        ],
      },
    ],
  ])('%j', (given, event) => {
    expect(read(given).events).toEqual([event])
  })

  test.each([
    [message('ChatEnded', { reason: 'agent' }), { kind: 'ended', reason: 'agent' }],
    [message('ChatEnded'), { kind: 'ended', reason: 'unknown' }],
    [message('ChatRequestFail', { reason: 'Unavailable' }), { kind: 'failed', reason: 'Unavailable' }],
    [message('ChatRequestFail'), { kind: 'failed', reason: 'Unknown' }],
  ])('%j is the end, and nothing after it counts', (last, outcome) => {
    const reading = read(message('AgentDisconnect'), last, message('ChatMessage', { text: 'after' }))
    expect(reading).toMatchObject({ outcome, events: [{ type: 'agent-disconnected' }] })
  })

  test('who is there and how far it is follow from the messages', () => {
    expect(read(message('ChatEstablished', { name: 'Ada' }))).toMatchObject({
      phase: 'chatting',
      agent: { name: 'Ada' },
    })
    const passedOn = read(message('ChatEstablished', { name: 'Ada' }), message('TransferToButtonInitiated'))
    expect(passedOn).toMatchObject({ phase: 'waiting', agent: undefined })
  })

  test('members of the wrong kind are no reason to fall over', () => {
    const odd = { name: 7, text: null, queuePosition: {}, chatMessages: 'none', chasitorIdleTimeout: [] }
    for (const type of ['ChatRequestSuccess', 'ChatEstablished', 'ChatMessage', 'ChasitorSessionData', 'QueueUpdate']) {
      expect(read(message(type, odd)).events).toHaveLength(1)
    }
  })
})

describe('what was read before', () => {
  test('a repeated answer brings only what is newer', () => {
    const answer = {
      messages: [message('ChatMessage', { text: '4' }), message('ChatMessage', { text: '5' })],
      sequence: 5,
      offset: 0,
    }
    const texts = (ack: number) => newMessages(answer, ack).map((fresh) => fresh.message['text'])
    expect([texts(3), texts(4), texts(5)]).toEqual([['4', '5'], ['5'], []])
  })

  test('what has no number is always new', () => {
    const typing = message('AgentTyping')
    expect(newMessages({ messages: [typing], sequence: 5, offset: 0 }, 5)).toEqual([typing])
  })

  test('without a number everything is new', () => {
    const one = message('ChatMessage')
    expect(newMessages({ messages: [one], sequence: undefined, offset: 0 }, 5)).toEqual([one])
  })

  test('nothing new is ever left out, whatever else the server counts', () => {
    const types = fc.constantFrom('ChatMessage', 'AgentTyping', 'QueueUpdate', 'FileTransfer', 'SomethingNew')
    fc.assert(
      fc.property(fc.array(types, { minLength: 1 }), fc.func(fc.boolean()), fc.nat(20), (list, alsoCounts, first) => {
        let number = first
        const numbered = list.map((type) => {
          if (type === 'ChatMessage' || alsoCounts(type)) number += 1
          return { type, message: { number } }
        })
        // Everything here is newer than `first`, which is what the reader acknowledged.
        expect(newMessages({ messages: numbered, sequence: number, offset: 0 }, first)).toEqual(numbered)
      }),
    )
  })
})

describe('reading bodies', () => {
  test('a session needs all four members; digits do for a number', () => {
    const session = { id: 'a', key: 'a!b', affinityToken: 'c', clientPollTimeout: '30', more: 1 }
    expect(readNewSession(session)).toEqual({ id: 'a', key: 'a!b', affinityToken: 'c', clientPollTimeout: 30 })
    for (const member of Object.keys(session).slice(0, 4)) {
      expect(readNewSession({ ...session, [member]: undefined })).toBeUndefined()
    }
  })

  test('a poll is a list of messages; a missing `message` is an empty one', () => {
    expect(readPollAnswer({ messages: [{ type: 'AgentTyping' }], sequence: 3 })).toEqual({
      messages: [{ type: 'AgentTyping', message: {} }],
      sequence: 3,
      offset: 0,
    })
    for (const odd of [
      undefined,
      null,
      'OK',
      [],
      {},
      { messages: {} },
      { messages: [1] },
      { messages: [{ type: 1 }] },
    ]) {
      expect(readPollAnswer(odd)).toBeUndefined()
    }
  })

  test('a reconnect without `resetSequence` means a reset', () => {
    const answer = (fields: object) => ({ messages: [{ type: 'ReconnectSession', message: fields }] })
    expect(readReconnectAnswer(answer({ affinityToken: 'n' }))).toEqual({ affinityToken: 'n', resetSequence: true })
    expect(readReconnectAnswer(answer({ affinityToken: 'n', resetSequence: false }))?.resetSequence).toBe(false)
    expect(readReconnectAnswer(answer({}))).toBeUndefined()
    expect(readReconnectAnswer({ messages: [] })).toBeUndefined()
  })
})

test('a file is asked for until it is said otherwise, or whoever asked is gone', () => {
  const file = { url: 'https://here/chat/upload', token: 't' }
  const requested = message('FileTransfer', { type: 'Requested', uploadServletUrl: file.url, fileToken: file.token })
  expect(read(requested, message('ChatMessage')).file).toEqual(file)
  const ends = [
    ...['Success', 'Failure', 'Canceled'].map((type) => message('FileTransfer', { type })),
    ...[message('AgentDisconnect'), message('ChatTransferred'), message('TransferToButtonInitiated')],
  ]
  for (const end of ends) expect(read(requested, end).file).toBeUndefined()
  // What is malformed asks for nothing.
  expect(read(message('FileTransfer', { type: 'Requested', fileToken: 't' }))).toMatchObject({ events: [] })
})
