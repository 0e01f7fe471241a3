import { describe, expect, test } from 'vitest'
import { ChatError, type ChatErrorCode } from './chat-error.js'
import type { ChatEvent } from './chat-events.js'
import { accepted, askedFor, eventsUpTo, foldChat, offered, requested } from './chat-fixtures.contract.js'
import type { Chat } from './chat.js'
import {
  accept,
  agentMessage,
  endByAgent,
  endByVisitor,
  endOffer,
  failDirect,
  loseAgent,
  offer,
  request,
  visitorMessage,
} from './rules.js'

const ada = { id: 'ada', name: 'Ada' }
const ben = { id: 'ben', name: 'Ben' }

const fold = foldChat
const asked = askedFor

const chats = {
  unrequested: fold(...eventsUpTo.unrequested),
  waiting: fold(...eventsUpTo.waiting),
  offered: fold(...eventsUpTo.offered),
  established: fold(...eventsUpTo.established),
  ended: fold(...eventsUpTo.ended),
} satisfies Record<Chat['state'], Chat>

/** The types of the events a rule answers, or the code of its refusal. */
const outcome = (rule: () => ChatEvent[]): string => {
  try {
    return rule()
      .map(({ type }) => type)
      .join(' ')
  } catch (error) {
    if (error instanceof ChatError) return error.code
    throw error
  }
}

const over: ChatErrorCode = 'chat-over'
const gone: ChatErrorCode = 'offer-gone'
const notYours: ChatErrorCode = 'not-your-chat'

const rules: Record<string, [rule: (chat: Chat) => ChatEvent[], outcomes: Record<Chat['state'], string>]> = {
  'another request': [
    (chat) => request(chat, { request: asked, digest: 'y' }),
    {
      unrequested: 'requested',
      waiting: 'already-requested',
      offered: 'already-requested',
      established: 'already-requested',
      ended: 'already-requested',
    },
  ],
  'the same request': [
    (chat) => request(chat, { request: asked, digest: 'x' }),
    { unrequested: 'requested', waiting: '', offered: '', established: '', ended: '' },
  ],
  'offer to Ben': [
    (chat) => offer(chat, 'ben', 3000),
    { unrequested: '', waiting: 'offered', offered: '', established: '', ended: '' },
  ],
  'Ada accepts': [
    (chat) => accept(chat, 'ada', { agentName: 'Ada' }),
    { unrequested: gone, waiting: gone, offered: 'accepted', established: '', ended: gone },
  ],
  'Ben accepts': [
    (chat) => accept(chat, 'ben', { agentName: 'Ben' }),
    { unrequested: gone, waiting: gone, offered: gone, established: gone, ended: gone },
  ],
  'Ada declines': [
    (chat) => endOffer(chat, 'ada', 'declined'),
    { unrequested: gone, waiting: gone, offered: 'offer-ended', established: gone, ended: gone },
  ],
  'the visitor writes': [
    (chat) => visitorMessage(chat, 'hello'),
    {
      unrequested: 'not-requested',
      waiting: 'visitor-message',
      offered: 'visitor-message',
      established: 'visitor-message',
      ended: over,
    },
  ],
  'Ada writes': [
    (chat) => [agentMessage(chat, ada, 'hello')],
    { unrequested: notYours, waiting: notYours, offered: notYours, established: 'agent-message', ended: over },
  ],
  'Ben writes': [
    (chat) => [agentMessage(chat, ben, 'hello')],
    { unrequested: notYours, waiting: notYours, offered: notYours, established: notYours, ended: notYours },
  ],
  'the visitor leaves': [
    (chat) => endByVisitor(chat, 'visitor'),
    { unrequested: 'not-requested', waiting: 'ended', offered: 'offer-ended ended', established: 'ended', ended: over },
  ],
  'Ada ends': [
    (chat) => endByAgent(chat, 'ada'),
    { unrequested: notYours, waiting: notYours, offered: notYours, established: 'ended', ended: over },
  ],
  'Ada is lost': [
    (chat) => loseAgent(chat, 'ada'),
    { unrequested: '', waiting: '', offered: 'offer-ended', established: 'agent-lost', ended: '' },
  ],
  'Ben is lost': [
    (chat) => loseAgent(chat, 'ben'),
    { unrequested: '', waiting: '', offered: '', established: '', ended: '' },
  ],
}

describe.each(Object.entries(rules))('%s', (_name, [rule, outcomes]) => {
  test.each(Object.entries(outcomes))('in a chat that is %s', (state, expected) => {
    const chat = chats[state as Chat['state']]
    expect(chat.state).toBe(state)
    expect(outcome(() => rule(chat))).toBe(expected)
  })
})

describe('repeats', () => {
  const mark = { number: 2, digest: 'hello' }
  const said: ChatEvent = { type: 'visitor-message', text: 'hello', command: mark }

  test('the same number with the same content has one effect', () => {
    expect(visitorMessage(fold(requested, said), 'hello', mark)).toEqual([])
    const ended: ChatEvent = { type: 'ended', reason: 'visitor' }
    expect(visitorMessage(fold(requested, said, ended), 'hello', mark)).toEqual([])
  })

  test('the same number with other content is another message, and from then on numbers prove nothing', () => {
    const other = { number: 2, digest: 'other' }
    expect(visitorMessage(fold(requested, said), 'other', other)).toHaveLength(1)
    const unreliable = fold(requested, said, { type: 'visitor-message', text: 'other', command: other })
    expect(visitorMessage(unreliable, 'hello', mark)).toHaveLength(1)
  })

  test('an end that is repeated changes nothing', () => {
    const end: ChatEvent = { type: 'ended', reason: 'visitor', command: { number: 3, digest: 'end' } }
    expect(endByVisitor(fold(requested, end), 'visitor', { number: 3, digest: 'end' })).toEqual([])
  })
})

test('a chat that lost its agent waits at the front and tells the next one from the first', () => {
  const lost = fold(requested, offered, accepted, { type: 'agent-lost', agentId: 'ada' })
  expect(lost).toMatchObject({ state: 'waiting', resumed: true, waitingSince: 4000, tried: [] })
  const again = fold(
    requested,
    offered,
    accepted,
    { type: 'agent-lost', agentId: 'ada' },
    { ...offered, agentId: 'ben' },
  )
  expect(accept(again, 'ben', { agentName: 'Ben' })).toEqual([
    { type: 'accepted', agentId: 'ben', agentName: 'Ben', resumed: true },
  ])
})

describe('[V-4] a chat that only one agent will do for', () => {
  const asks = (fallback: boolean): ChatEvent => ({
    type: 'requested',
    request: { ...asked, direct: { agentId: 'ada', fallback } },
    digest: 'x',
  })
  const failed = { type: 'ended', reason: 'agents-unavailable', unserved: true }
  const passed = (reason: string) => ({ type: 'offer-ended', agentId: 'ada', reason })

  test.each(['declined', 'timed-out', 'not-online'] as const)('has failed when that offer is %s', (reason) => {
    expect(endOffer(fold(asks(false), offered), 'ada', reason)).toEqual([passed(reason), failed])
    expect(endOffer(fold(asks(true), offered), 'ada', reason)).toEqual([passed(reason)])
  })

  test('has failed when the agent is lost before they took it, and not when they are lost after', () => {
    expect(loseAgent(fold(asks(false), offered), 'ada')).toEqual([passed('not-online'), failed])
    const lost = fold(asks(false), offered, accepted, { type: 'agent-lost', agentId: 'ada' })
    expect(lost).toMatchObject({ state: 'waiting', direct: undefined })
    const again = fold(asks(false), offered, accepted, { type: 'agent-lost', agentId: 'ada' }, offered)
    expect(endOffer(again, 'ada', 'declined')).toEqual([passed('declined')])
  })

  test('fails while it waits, for that agent, and without a fallback only', () => {
    expect(failDirect(fold(asks(false)), 'ada')).toEqual([failed])
    expect(failDirect(fold(asks(false)), 'ben')).toEqual([])
    expect(failDirect(fold(asks(true)), 'ada')).toEqual([])
    for (const chat of Object.values(chats)) expect(failDirect(chat, 'ada')).toEqual([])
  })
})
