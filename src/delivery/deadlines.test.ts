import { expect, test } from 'vitest'
import type { Chat } from '../chat/chat.js'
import { chatRef } from '../chat/chat-service.js'
import type { ContactTimes } from './contact-times.js'
import { nextDeadline, shortestDeadlineMs, unlimited, type SessionSettings } from './deadlines.js'
import { VisitorSession } from './visitor-session.js'

const settings: SessionSettings = {
  pollHoldMs: 27_000,
  unrequestedMs: 60_000,
  endedMs: 600_000,
}
const times: ContactTimes = { waitingMs: 90_000, establishedMs: 120_000, awayAfterMs: 15_000, endedMs: 700_000 }

const issuedAt = 1_767_268_800_000
const contactAt = issuedAt + 5000

const sessionOf = (state: Chat['state'] | 'none' | 'not at hand') => {
  const session = new VisitorSession('session', issuedAt, contactAt)
  if (state !== 'none') session.chat = chatRef('organization', 'chat')
  const chat = { id: 'chat', organizationId: 'organization', state, endedAt: contactAt + 1000 } as Chat
  return { session, chat: state === 'none' || state === 'not at hand' ? undefined : chat }
}

const holdPoll = (session: VisitorSession, since: number): void => {
  session.poll = { ack: undefined, isAckChecked: false, since, end: () => undefined }
}

test('[S-5] a session without a chat is over when its time has passed since it was issued, whatever it polls', () => {
  const { session, chat } = sessionOf('none')
  const over = { at: issuedAt + 60_000, what: 'over' }
  expect(nextDeadline(session, chat, settings, times)).toEqual(over)
  holdPoll(session, issuedAt + 40_000)
  expect(nextDeadline(session, chat, settings, times)).toEqual(over)
})

test('an open poll ends when it was held long enough, and nobody is lost meanwhile', () => {
  for (const state of ['waiting', 'offered', 'established', 'ended', 'not at hand'] as const) {
    const { session, chat } = sessionOf(state)
    holdPoll(session, contactAt)
    expect(nextDeadline(session, chat, settings, times), state).toEqual({ at: contactAt + 27_000, what: 'poll-over' })
  }
})

test('[S-7] who waits is lost after the lease of those who wait', () => {
  for (const state of ['waiting', 'offered'] as const) {
    const { session, chat } = sessionOf(state)
    expect(nextDeadline(session, chat, settings, times), state).toEqual({ at: contactAt + 90_000, what: 'lost' })
  }
})

test('[S-8] who is in a chat is away first, and lost then', () => {
  const { session, chat } = sessionOf('established')
  expect(nextDeadline(session, chat, settings, times)).toEqual({ at: contactAt + 15_000, what: 'away' })
  session.away = true
  expect(nextDeadline(session, chat, settings, times)).toEqual({ at: contactAt + 120_000, what: 'lost' })
})

test('nobody is told of who is away when they are lost no later', () => {
  const { session, chat } = sessionOf('established')
  const hasty = { ...times, establishedMs: 15_000 }
  expect(nextDeadline(session, chat, settings, hasty)).toEqual({ at: contactAt + 15_000, what: 'lost' })
})

test('the end of a chat can be fetched for a while, since it ended or, when nobody knows, since the last contact', () => {
  const ended = sessionOf('ended')
  const endedAt = contactAt + 1000
  expect(nextDeadline(ended.session, ended.chat, settings, times)).toEqual({ at: endedAt + 700_000, what: 'over' })
  const forgotten = sessionOf('not at hand')
  expect(nextDeadline(forgotten.session, forgotten.chat, settings, unlimited)).toEqual({
    at: contactAt + 600_000,
    what: 'over',
  })
})

test('no deadline that contact, a poll or an end brings about is nearer than the shortest', () => {
  const shortest = shortestDeadlineMs(settings, times)
  expect(shortest).toBe(15_000)
  for (const state of ['none', 'not at hand', 'waiting', 'offered', 'established', 'ended'] as const) {
    const { session, chat } = sessionOf(state)
    const polled = sessionOf(state).session
    holdPoll(polled, contactAt)
    for (const next of [nextDeadline(session, chat, settings, times), nextDeadline(polled, chat, settings, times)]) {
      expect((next?.at ?? 0) - contactAt, state).toBeGreaterThanOrEqual(shortest)
    }
  }
})
