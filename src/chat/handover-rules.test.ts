import { describe, expect, test } from 'vitest'
import { ChatError } from './chat-error.js'
import type { ChatEvent } from './chat-events.js'
import { accepted, ended, eventsUpTo, foldChat, outcomeOf, requested } from './chat-fixtures.contract.js'
import { holdersOf, membersOf, type Chat } from './chat.js'
import { colleaguesMax } from './handover.js'
import { cancelHandover, endHandover, failTransfer, leave, offerHandover, queueTransfer } from './handover-rules.js'
import { accept, agentMessage, endByAgent, endByVisitor, endOffer, loseAgent, offer } from './rules.js'

const ada = { id: 'ada', name: 'Ada' }
const ben = { id: 'ben', name: 'Ben' }
const handing = { expiresAt: 9000 }

const asked = (handover: 'transfer' | 'conference', toAgentId = 'ben'): ChatEvent => ({
  ...{ type: 'handover-offered', handover, agentId: 'ada', toAgentId, expiresAt: 9000, note: 'Knows refunds' },
})
const joined: ChatEvent = { type: 'agent-joined', agentId: 'ben', agentName: 'Ben' }
const given: ChatEvent = {
  ...{ type: 'transfer-queued', agentId: 'ada', agentName: 'Ada', buttonId: 'b2', expiresAt: 9000 },
}
const offeredToBen: ChatEvent = { type: 'offered', agentId: 'ben', expiresAt: 8000 }
const talking = [...eventsUpTo.established]

const chats = {
  waiting: foldChat(...eventsUpTo.waiting),
  established: foldChat(...talking),
  asked: foldChat(...talking, asked('transfer')),
  invited: foldChat(...talking, asked('conference')),
  joined: foldChat(...talking, asked('conference'), joined),
  given: foldChat(...talking, given),
  offeredOn: foldChat(...talking, given, offeredToBen),
  ended: foldChat(...eventsUpTo.ended),
}
type State = keyof typeof chats

const rules: Record<string, [rule: (chat: Chat) => ChatEvent[], outcomes: Record<State, string>]> = {
  'Ada asks Cleo to take over': [
    (chat) => offerHandover(chat, 'ada', 'transfer', 'cleo', handing),
    {
      ...{
        waiting: 'not-your-chat',
        established: 'handover-offered',
        asked: 'handover-open',
        invited: 'handover-open',
      },
      ...{ joined: 'handover-offered', given: 'handover-open', offeredOn: 'handover-open', ended: 'chat-over' },
    },
  ],
  'Ben asks Cleo to take over': [
    (chat) => offerHandover(chat, 'ben', 'transfer', 'cleo', handing),
    {
      ...{ waiting: 'not-your-chat', established: 'not-your-chat', asked: 'not-your-chat', invited: 'not-your-chat' },
      ...{ joined: 'not-in-charge', given: 'not-your-chat', offeredOn: 'not-your-chat', ended: 'not-your-chat' },
    },
  ],
  'Ada hands the chat to a button': [
    (chat) => queueTransfer(chat, ada, { type: 'button', id: 'b2' }, handing),
    {
      ...{ waiting: 'not-your-chat', established: 'transfer-queued', asked: 'handover-open', invited: 'handover-open' },
      ...{ joined: 'handover-open', given: 'handover-open', offeredOn: 'handover-open', ended: 'chat-over' },
    },
  ],
  'Ben accepts': [
    (chat) => accept(chat, 'ben', { agentName: 'Ben' }),
    {
      ...{ waiting: 'offer-gone', established: 'offer-gone', asked: 'accepted', invited: 'agent-joined' },
      ...{ joined: '', given: 'offer-gone', offeredOn: 'accepted', ended: 'offer-gone' },
    },
  ],
  'Ben lets the question pass': [
    (chat) => endHandover(chat, 'ben', 'declined'),
    {
      ...{ waiting: 'offer-gone', established: 'offer-gone', asked: 'handover-ended', invited: 'handover-ended' },
      ...{ joined: 'offer-gone', given: 'offer-gone', offeredOn: 'offer-gone', ended: 'offer-gone' },
    },
  ],
  'Ada takes a hand-over back': [
    (chat) => cancelHandover(chat, 'ada', 'transfer'),
    {
      ...{ waiting: 'not-your-chat', established: 'no-handover', asked: 'handover-ended', invited: 'no-handover' },
      ...{ joined: 'no-handover', given: 'transfer-failed', offeredOn: 'offer-ended transfer-failed' },
      ended: 'chat-over',
    },
  ],
  'Ada takes an invitation back': [
    (chat) => cancelHandover(chat, 'ada', 'conference'),
    {
      ...{ waiting: 'not-your-chat', established: 'no-handover', asked: 'no-handover', invited: 'handover-ended' },
      ...{ joined: 'no-handover', given: 'no-handover', offeredOn: 'no-handover', ended: 'chat-over' },
    },
  ],
  'nobody takes it in time': [
    (chat) => failTransfer(chat, 'timed-out'),
    {
      ...{ waiting: '', established: '', asked: '', invited: '', joined: '' },
      ...{ given: 'transfer-failed', offeredOn: 'offer-ended transfer-failed', ended: '' },
    },
  ],
  'Ada leaves': [
    (chat) => leave(chat, 'ada'),
    {
      ...{ waiting: 'not-your-chat', established: 'ended', asked: 'handover-ended ended' },
      ...{ invited: 'handover-ended ended', joined: 'agent-left', given: 'handover-open', offeredOn: 'handover-open' },
      ended: 'chat-over',
    },
  ],
  'Ben leaves': [
    (chat) => leave(chat, 'ben'),
    {
      ...{ waiting: 'not-your-chat', established: 'not-your-chat', asked: 'not-your-chat', invited: 'not-your-chat' },
      ...{ joined: 'agent-left', given: 'not-your-chat', offeredOn: 'not-your-chat', ended: 'not-your-chat' },
    },
  ],
  'Ada is lost': [
    (chat) => loseAgent(chat, 'ada'),
    {
      ...{ waiting: '', established: 'agent-lost', asked: 'handover-ended agent-lost', joined: 'agent-left' },
      ...{ invited: 'handover-ended agent-lost', given: 'handover-ended', offeredOn: 'handover-ended', ended: '' },
    },
  ],
  'Ben is lost': [
    (chat) => loseAgent(chat, 'ben'),
    {
      ...{ waiting: '', established: '', asked: 'handover-ended', invited: 'handover-ended', joined: 'agent-left' },
      ...{ given: '', offeredOn: 'offer-ended', ended: '' },
    },
  ],
  'Ada ends the chat': [
    (chat) => endByAgent(chat, 'ada'),
    {
      ...{ waiting: 'not-your-chat', established: 'ended', asked: 'handover-ended ended', joined: 'ended' },
      ...{ invited: 'handover-ended ended', given: 'handover-open', offeredOn: 'handover-open', ended: 'chat-over' },
    },
  ],
  'Ben ends the chat': [
    (chat) => endByAgent(chat, 'ben'),
    {
      ...{ waiting: 'not-your-chat', established: 'not-your-chat', asked: 'not-your-chat', invited: 'not-your-chat' },
      ...{ joined: 'not-in-charge', given: 'not-your-chat', offeredOn: 'not-your-chat', ended: 'not-your-chat' },
    },
  ],
  'the visitor ends the chat': [
    (chat) => endByVisitor(chat, 'visitor'),
    {
      ...{ waiting: 'ended', established: 'ended', asked: 'handover-ended ended', joined: 'ended', given: 'ended' },
      ...{ invited: 'handover-ended ended', offeredOn: 'offer-ended ended', ended: 'chat-over' },
    },
  ],
  'Ben writes': [
    (chat) => [agentMessage(chat, ben, 'Hello')],
    {
      ...{ waiting: 'not-your-chat', established: 'not-your-chat', asked: 'not-your-chat', invited: 'not-your-chat' },
      ...{ joined: 'agent-message', given: 'not-your-chat', offeredOn: 'not-your-chat', ended: 'not-your-chat' },
    },
  ],
  'Ada is offered what she gave away': [
    (chat) => offer(chat, 'ada', 9000),
    {
      ...{ waiting: 'offered', established: '', asked: '', invited: '', joined: '' },
      ...{ given: '', offeredOn: '', ended: '' },
    },
  ],
}

const states = Object.keys(chats) as State[]
const cases = Object.entries(rules).flatMap(([what, [rule, outcomes]]) =>
  states.map((state) => [what, state, rule, outcomes[state]] as const),
)

test.each(cases)('[H-1] %s: %s', (_what, state, rule, expected) => {
  expect(outcomeOf(() => rule(chats[state]))).toBe(expected)
})

test.each(cases)('[H-9] whoever holds no chat after it is over holds nothing (%s: %s)', (_what, state, rule) => {
  const before = chats[state]
  let events: ChatEvent[]
  try {
    events = rule(before)
  } catch (error) {
    expect(error).toBeInstanceOf(ChatError)
    return
  }
  if (events.at(-1)?.type === 'ended') expect(holdersOf(foldOn(state, events))).toEqual([])
})

const history: Record<State, ChatEvent[]> = {
  waiting: eventsUpTo.waiting,
  established: talking,
  asked: [...talking, asked('transfer')],
  invited: [...talking, asked('conference')],
  joined: [...talking, asked('conference'), joined],
  given: [...talking, given],
  offeredOn: [...talking, given, offeredToBen],
  ended: eventsUpTo.ended,
}
const foldOn = (state: State, events: readonly ChatEvent[]): Chat => foldChat(...history[state], ...events)

describe('[H-9] who has a place', () => {
  test.each([
    ['waiting', []],
    ['established', ['ada']],
    ['asked', ['ada', 'ben']],
    ['invited', ['ada', 'ben']],
    ['joined', ['ada', 'ben']],
    ['given', ['ada']],
    ['offeredOn', ['ada', 'ben']],
    ['ended', []],
  ] as const)('%s', (state, holders) => {
    expect(holdersOf(chats[state])).toEqual(holders)
  })

  test('who is only asked is no member', () => {
    expect(membersOf(chats.asked)).toEqual(['ada'])
    expect(membersOf(chats.joined)).toEqual(['ada', 'ben'])
    expect(membersOf(chats.offeredOn)).toEqual(['ada'])
  })
})

test('[H-1] who took the chat over is in charge of it, and the other has no place with it', () => {
  const after = foldOn('asked', accept(chats.asked, 'ben', { agentName: 'Ben' }))
  expect(after).toMatchObject({ state: 'established', agent: ben, question: undefined })
  expect(holdersOf(after)).toEqual(['ben'])
})

test.each<[string, ChatEvent[], State]>([
  ['took the chat over', accept(chats.asked, 'ben', { agentName: 'Ben' }), 'asked'],
  ['goes on with it', leave(chats.joined, 'ada'), 'joined'],
])('[A-43] who %s has not asked for help, nor written yet', (_what, events, state) => {
  const said: ChatEvent = { type: 'agent-message', agentId: 'ada', agentName: 'Ada', text: 'One moment' }
  const before = [...history[state], said, { type: 'flag-raised', agentId: 'ada', text: 'Refund?' } as const]
  expect(foldChat(...before)).toMatchObject({ responded: true, flag: { text: 'Refund?' } })
  const after = foldChat(...before, ...events)
  expect(after).toMatchObject({ agent: ben, responded: undefined, flag: undefined })
  expect(after).toMatchObject({ inChargeSince: 1000 * (before.length + 1) })
})

test('[A-43 H-3] who gives the chat away needs no help with it any more, and is told so', () => {
  const flagged = foldChat(...talking, { type: 'flag-raised', agentId: 'ada', text: 'Refund?' })
  expect(queueTransfer(flagged, ada, { type: 'button', id: 'b2' }, handing)).toMatchObject([
    { type: 'flag-lowered', byId: 'ada', by: 'agent' },
    { type: 'transfer-queued' },
  ])
})

test('[H-3] whoever takes a chat that was given away frees the way back', () => {
  const events = accept(chats.offeredOn, 'ben', { agentName: 'Ben' })
  expect(events).toMatchObject([{ type: 'accepted', resumed: true, fromAgentId: 'ada' }])
  expect(holdersOf(foldOn('offeredOn', events))).toEqual(['ben'])
})

test('[H-4] a chat that returns is as it was before', () => {
  const returned = foldOn('offeredOn', failTransfer(chats.offeredOn, 'timed-out'))
  const { waitingSince, establishedAt } = chats.established as Extract<Chat, { state: 'established' }>
  expect(returned).toMatchObject({ state: 'established', buttonId: 'b', agent: ada, waitingSince, establishedAt })
})

test('[H-5] without a way back the chat waits at its own button, for anybody', () => {
  const after = foldOn('given', loseAgent(chats.given, 'ada'))
  expect(after).toMatchObject({ state: 'waiting', buttonId: 'b', back: undefined, resumed: true })
  expect(offer(after, 'ada', 9000)).toHaveLength(1)
})

test('[H-7] after the agent in charge the colleague who came first is in charge', () => {
  const cleo: ChatEvent = { type: 'agent-joined', agentId: 'cleo', agentName: 'Cleo' }
  const three = foldOn('joined', [asked('conference', 'cleo'), cleo])
  const events = leave(three, 'ada')
  expect(events).toEqual([{ type: 'agent-left', agentId: 'ada', agentName: 'Ada', successor: 'ben' }])
  const after = foldOn('joined', [asked('conference', 'cleo'), cleo, ...events])
  expect(after).toMatchObject({ agent: ben, joined: [{ id: 'cleo', name: 'Cleo' }] })
})

test('[H-6] no more than five colleagues talk along', () => {
  const crowd = Array.from({ length: colleaguesMax }, (_, n): ChatEvent => {
    return { type: 'agent-joined', agentId: `colleague ${n}`, agentName: `Colleague ${n}` }
  })
  const full = foldChat(...talking, ...crowd)
  expect(outcomeOf(() => offerHandover(full, 'ada', 'conference', 'one more', handing))).toBe('conference-full')
  const room = foldChat(...talking, ...crowd.slice(1))
  expect(outcomeOf(() => offerHandover(room, 'ada', 'conference', 'one more', handing))).toBe('handover-offered')
})

test('[H-6] nobody is asked who is in the chat already', () => {
  expect(outcomeOf(() => offerHandover(chats.joined, 'ada', 'transfer', 'ben', handing))).toBe('already-in-chat')
  expect(outcomeOf(() => offerHandover(chats.established, 'ada', 'conference', 'ada', handing))).toBe('already-in-chat')
})

test('[H-3] a file that is asked for is not any more when the chat is given away', () => {
  const waiting = foldChat(...talking, { type: 'file-requested', agentId: 'ada', fileId: 'f' })
  const events = queueTransfer(waiting, ada, { type: 'skill', id: 's' }, handing)
  expect(events).toMatchObject([
    { type: 'file-cancelled', fileId: 'f' },
    { type: 'transfer-queued', buttonId: 'b', skillId: 's' },
  ])
})

test('[H-1] limits for silent visitors are those of whoever takes over', () => {
  const idle = { warningS: 1, timeoutS: 2 }
  const strict = foldChat(
    requested,
    { type: 'offered', agentId: 'ada', expiresAt: 1 },
    { ...accepted, idle },
    asked('transfer'),
  )
  const lenient = accept(strict, 'ben', { agentName: 'Ben' })
  expect(lenient[0]).not.toHaveProperty('idle')
  const before = [requested, { type: 'offered', agentId: 'ada', expiresAt: 1 }, { ...accepted, idle }] as ChatEvent[]
  expect(foldChat(...before, asked('transfer'), ...lenient)).not.toHaveProperty('idle')
  expect(foldChat(...before, asked('transfer'), ...accept(strict, 'ben', { agentName: 'Ben', idle }))).toMatchObject({
    idle,
  })
})

test('[H-11] an ended chat remembers who talked along', () => {
  expect(foldOn('joined', [ended])).toMatchObject({ served: { agent: ada, joined: [ben] } })
  expect(foldOn('given', endByVisitor(chats.given, 'visitor'))).toMatchObject({ served: { agent: ada } })
})

test('[A-7] an offer of a chat that was given away is let pass like any other', () => {
  const after = foldOn('offeredOn', endOffer(chats.offeredOn, 'ben', 'declined'))
  expect(after).toMatchObject({ state: 'waiting', back: { agent: ada }, tried: [{ agentId: 'ben' }] })
})
