import { expect, test } from 'vitest'
import { ChatError } from './chat-error.js'
import type { ChatEvent } from './chat-events.js'
import { filesPerChatMax } from './chat.js'
import { eventsUpTo, foldChat } from './chat-fixtures.contract.js'
import { cancelFile, failFile, receiveFile, refuseFile, requestFile } from './file-rules.js'

const file = { name: 'cat.png', contentType: 'image/png', bytes: 12 }
const asked: ChatEvent = { type: 'file-requested', agentId: 'ada', fileId: 'f1' }
const established = foldChat(...eventsUpTo.established)
const waitingForFile = foldChat(...eventsUpTo.established, asked)

const refused = (rule: () => ChatEvent[]): string => {
  try {
    rule()
  } catch (error) {
    if (error instanceof ChatError) return error.code
    throw error
  }
  return 'allowed'
}

test('the agent in charge asks for one file at a time', () => {
  expect(requestFile(established, 'ada', 'f1')).toEqual([asked])
  expect(refused(() => requestFile(established, 'ben', 'f1'))).toBe('not-your-chat')
  expect(refused(() => requestFile(waitingForFile, 'ada', 'f2'))).toBe('file-request-open')
  expect(refused(() => requestFile(foldChat(...eventsUpTo.ended), 'ada', 'f1'))).toBe('chat-over')
})

const answers: Record<string, [rule: (fileId: string) => ChatEvent[], event: ChatEvent]> = {
  arrived: [
    (id) => receiveFile(waitingForFile, id, 'u1', file),
    { type: 'file-received', fileId: 'f1', file, uploadId: 'u1' },
  ],
  failed: [
    (id) => failFile(waitingForFile, id, 'too-large'),
    { type: 'file-failed', fileId: 'f1', reason: 'too-large' },
  ],
  'was refused': [(id) => refuseFile(waitingForFile, id), { type: 'file-cancelled', fileId: 'f1', by: 'visitor' }],
  'was withdrawn': [
    (id) => cancelFile(waitingForFile, 'ada', id),
    { type: 'file-cancelled', fileId: 'f1', by: 'agent' },
  ],
}

test.each(Object.entries(answers))('a request is used up once the file %s', (_how, [rule, event]) => {
  expect(rule('f1')).toEqual([event])
  const after = foldChat(...eventsUpTo.established, asked, event)
  expect(refused(() => receiveFile(after, 'f1', 'u1', file))).toBe('no-file-request')
  expect(requestFile(after, 'ada', 'f2')).toHaveLength(1)
})

test('a file that nobody asked for is not taken', () => {
  expect(refused(() => receiveFile(established, 'f1', 'u1', file))).toBe('no-file-request')
  expect(refused(() => receiveFile(waitingForFile, 'f2', 'u1', file))).toBe('no-file-request')
  expect(refused(() => failFile(foldChat(...eventsUpTo.ended), 'f1', 'empty'))).toBe('no-file-request')
})

test('withdrawing what is not asked for changes nothing', () => {
  expect(cancelFile(established, 'ada', 'f1')).toEqual([])
  expect(cancelFile(waitingForFile, 'ada', 'f0')).toEqual([])
  expect(refused(() => cancelFile(waitingForFile, 'ben', 'f1'))).toBe('not-your-chat')
})

test('a chat knows its files, in every state, and may have so many', () => {
  const sent = (n: number): ChatEvent[] => [
    { type: 'file-requested', agentId: 'ada', fileId: `f${n}` },
    { type: 'file-received', fileId: `f${n}`, file, uploadId: `u${n}` },
  ]
  const all = Array.from({ length: filesPerChatMax }, (_, n) => sent(n))
  const nearlyFull = foldChat(...eventsUpTo.established, ...all.slice(1).flat())
  expect(requestFile(nearlyFull, 'ada', 'next')).toHaveLength(1)
  expect(refused(() => requestFile(foldChat(...eventsUpTo.established, ...all.flat()), 'ada', 'next'))).toBe(
    'too-many-files',
  )
  const first = { ...file, fileId: 'f0', uploadId: 'u0', version: 5, at: 5000 }
  const lost: ChatEvent = { type: 'agent-lost', agentId: 'ada' }
  for (const after of [[], [lost], [{ type: 'ended', reason: 'agent' } as const]]) {
    expect(foldChat(...eventsUpTo.established, ...sent(0), ...after)).toMatchObject({ files: [first] })
  }
})
