import { describe, expect, test } from 'vitest'
import { ChatError } from './chat-error.js'
import type { ChatEvent } from './chat-events.js'
import { isVisitorEvent } from './visitor-events.js'
import { accepted, eventsUpTo, foldChat, offered } from './chat-fixtures.contract.js'
import type { Chat } from './chat.js'
import { lowerFlag, raiseFlag, whisper } from './supervision-rules.js'

const sue = { id: 'sue', name: 'Sue' }
const established = (...more: ChatEvent[]) => foldChat(...eventsUpTo.established, ...more)
const raised: ChatEvent = { type: 'flag-raised', agentId: 'ada', text: 'Help' }
const said = (type: 'visitor-message' | 'agent-message'): ChatEvent =>
  type === 'visitor-message' ? { type, text: 'a' } : { type, agentId: 'ada', agentName: 'Ada', text: 'a' }

const outcome = (rule: () => unknown): unknown => {
  try {
    return rule()
  } catch (error) {
    if (error instanceof ChatError) return error.code
    throw error
  }
}

const nobody = { unrequested: 'not-requested', waiting: 'nobody-in-charge', offered: 'nobody-in-charge' }
const notYours = { unrequested: 'not-your-chat', waiting: 'not-your-chat', offered: 'not-your-chat' }
const over = { ended: 'chat-over' }
const whispered = { type: 'whispered', supervisorId: 'sue', supervisorName: 'Sue', text: 'psst' }

const table: Record<string, [(chat: Chat) => unknown, Record<Chat['state'], unknown>]> = {
  'a whisper': [(chat) => whisper(chat, sue, 'psst'), { ...nobody, ...over, established: whispered }],
  'raising the flag': [(chat) => raiseFlag(chat, 'ada', 'Help'), { ...notYours, ...over, established: [raised] }],
  'lowering it, by the agent': [
    (chat) => lowerFlag(chat, { id: 'ada', by: 'agent' }),
    { ...notYours, ...over, established: [] },
  ],
  'lowering it, by a supervisor': [
    (chat) => lowerFlag(chat, { id: 'sue', by: 'supervisor' }),
    { ...nobody, ...over, established: [] },
  ],
}

describe.each(Object.entries(table))('[A-42 A-43] %s', (_what, [rule, outcomes]) => {
  test.each(Object.entries(outcomes))('in a chat that is %s', (state, expected) => {
    const chat = foldChat(...eventsUpTo[state as Chat['state']])
    expect(outcome(() => rule(chat))).toEqual(expected)
  })
})

test('[A-43] a raised flag is lowered once, and is not raised again with the same words', () => {
  const chat = established(raised)
  expect(chat).toMatchObject({ flag: { text: 'Help', raisedAt: 4000 } })
  expect(raiseFlag(chat, 'ada', 'Help')).toEqual([])
  expect(raiseFlag(chat, 'ada', 'Now')).toEqual([{ type: 'flag-raised', agentId: 'ada', text: 'Now' }])
  expect(() => raiseFlag(chat, 'ben', 'Now')).toThrow(ChatError)
  const lowered = lowerFlag(chat, { id: 'sue', by: 'supervisor' })
  expect(lowered).toEqual([{ type: 'flag-lowered', byId: 'sue', by: 'supervisor' }])
  expect(established(raised, ...lowered)).toMatchObject({ flag: undefined })
})

test('[A-43] other words keep the time of the flag, and it ends with the agent’s time in the chat', () => {
  const again: ChatEvent = { ...raised, text: 'Now' }
  expect(established(raised, again)).toMatchObject({ flag: { text: 'Now', raisedAt: 4000 } })
  const lost: ChatEvent = { type: 'agent-lost', agentId: 'ada' }
  expect(established(raised, lost)).not.toHaveProperty('flag')
  expect(established(raised, lost, offered, accepted)).not.toHaveProperty('flag')
})

test('how the talk stands: who spoke last, and since when the visitor waits for an answer', () => {
  expect(established()).not.toHaveProperty('talk')
  expect(established(said('visitor-message'))).toMatchObject({ talk: { lastWordsAt: 4000, unansweredSince: 4000 } })
  expect(established(said('visitor-message'), said('visitor-message'))).toMatchObject({
    talk: { lastWordsAt: 5000, unansweredSince: 4000 },
  })
  const answered = established(said('visitor-message'), said('agent-message'))
  expect(answered).toHaveProperty('talk', { lastWordsAt: 5000 })
})

test('[A-42 A-43] none of it is for visitors, and a visitor’s numbers stay as they are', () => {
  const events = [
    whisper(established(), sue, 'psst'),
    raised,
    ...lowerFlag(established(raised), { id: 'ada', by: 'agent' }),
  ]
  expect(events.map(isVisitorEvent)).toEqual([false, false, false])
  const visible = (chat: Chat) => (chat.state === 'unrequested' ? 0 : chat.visible)
  expect(visible(established(...events))).toBe(visible(established()))
})
