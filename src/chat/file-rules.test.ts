import { expect, test } from 'vitest'
import { ChatError } from './chat-error.js'
import type { ChatEvent } from './chat-events.js'
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
  arrived: [(id) => receiveFile(waitingForFile, id, file), { type: 'file-received', fileId: 'f1', file }],
  failed: [
    (id) => failFile(waitingForFile, id, 'too-large'),
    { type: 'file-failed', fileId: 'f1', reason: 'too-large' },
  ],
  'was refused': [(id) => refuseFile(waitingForFile, id), { type: 'file-cancelled', fileId: 'f1', by: 'visitor' }],
  'was withdrawn': [() => cancelFile(waitingForFile, 'ada'), { type: 'file-cancelled', fileId: 'f1', by: 'agent' }],
}

test.each(Object.entries(answers))('a request is used up once the file %s', (_how, [rule, event]) => {
  expect(rule('f1')).toEqual([event])
  const after = foldChat(...eventsUpTo.established, asked, event)
  expect(refused(() => receiveFile(after, 'f1', file))).toBe('no-file-request')
  expect(requestFile(after, 'ada', 'f2')).toHaveLength(1)
})

test('a file that nobody asked for is not taken', () => {
  expect(refused(() => receiveFile(established, 'f1', file))).toBe('no-file-request')
  expect(refused(() => receiveFile(waitingForFile, 'f2', file))).toBe('no-file-request')
  expect(refused(() => failFile(foldChat(...eventsUpTo.ended), 'f1', 'empty'))).toBe('no-file-request')
})

test('withdrawing what is not asked for changes nothing', () => {
  expect(cancelFile(established, 'ada')).toEqual([])
})
