import { describe, expect, test } from 'vitest'
import { brokenPromises, judge } from '../support/crash/check-history.js'
import {
  Desk,
  DeskChat,
  History,
  Visit,
  type Heard,
  type ShownMessage,
  type Written,
} from '../support/crash/history.js'

const heard = (number: number, content: string, generation = 1, type = 'ChatMessage'): Heard => ({
  number,
  type,
  content,
  generation,
})

const written = (text: string, more: Partial<Written> = {}): Written => ({ text, unanswered: 0, ...more })

/** A visit in which both sides wrote, with a crash in between, as it should be. */
const goodHistory = (acknowledges = true) => {
  const history = new History()
  const visit = new Visit('v1', acknowledges)
  visit.said.push({ text: 'v1/1', acknowledged: true }, { text: 'v1/2', acknowledged: false })
  visit.heard.push(
    heard(0, 'ChatRequestSuccess', 1, 'ChatRequestSuccess'),
    heard(1, 'ChatEstablished 005', 1, 'ChatEstablished'),
    heard(2, 'v1:1'),
    heard(3, 'v1:2', 2),
    heard(4, 'ChatEnded agent', 2, 'ChatEnded'),
  )
  visit.over = true
  const chat = new DeskChat('c1', 'v1')
  chat.established = true
  chat.written.push(written('v1:1', { number: 5 }), written('v1:2', { number: 7 }), written('v1:3'))
  const messages: ShownMessage[] = [
    { number: 2, from: 'visitor', text: 'v1/1' },
    { number: 5, from: 'agent', text: 'v1:1' },
    { number: 7, from: 'agent', text: 'v1:2' },
  ]
  for (const message of messages) chat.shown.set(message.number, message)
  const desk = new Desk('agent1', 2)
  desk.placesTakenMost = 2
  desk.chats.set('c1', chat)
  history.visits.push(visit)
  history.desks.push(desk)
  history.chats.set('c1', messages)
  return { history, visit, chat, desk, messages }
}

type Good = ReturnType<typeof goodHistory>

/** The same, but that another agent had the chat at first, wrote nothing, and gave it away; their side of it. */
const handOver = ({ history, visit }: Good): DeskChat => {
  const before = new DeskChat('c1', 'v1')
  Object.assign(before, { established: true, handed: true, gaveAway: true })
  before.shown.set(2, { number: 2, from: 'visitor', text: 'v1/1' })
  const other = new Desk('agent2', 2)
  other.chats.set('c1', before)
  history.desks.push(other)
  visit.heard.splice(2, 3, heard(2, 'ChatTransferred', 1, 'ChatTransferred'), heard(3, 'v1:1'), heard(4, 'v1:2', 2))
  visit.heard.push(heard(5, 'ChatEnded agent', 2, 'ChatEnded'))
  return before
}

test('a good history breaks nothing', () => {
  expect(brokenPromises(goodHistory().history)).toEqual([])
})

test('a chat may change hands', () => {
  const good = goodHistory()
  handOver(good)
  expect(brokenPromises(good.history)).toEqual([])
})

test('without ack, what was told before a crash may be told once more after it', () => {
  const { history, visit } = goodHistory(false)
  visit.heard.splice(3, 0, heard(2, 'v1:1', 2))
  expect(brokenPromises(history)).toEqual([])
})

test('without ack, what is told again lately leaves no gap before what is next', () => {
  const { history, visit } = goodHistory(false)
  const told = visit.heard.find(({ number }) => number === 2)
  if (told === undefined) throw new Error('A good history tells number 2.')
  visit.heard.splice(4, 0, { ...told, generation: 3 })
  for (const later of visit.heard.slice(5)) Object.assign(later, { generation: 3 })
  expect(brokenPromises(history)).toEqual([])
})

test('what was refused may be done later if it had been tried without an answer before, and only then', () => {
  const refused = (unanswered: number) => {
    const { history, chat } = goodHistory()
    const late = written('v1:2', { refused: 'handover-open', unanswered })
    chat.written.splice(0, 2, late, written('v1:1', { number: 5 }))
    return brokenPromises(history)
  }
  expect(refused(1)).toEqual([])
  expect(refused(0)).toEqual(['v1: v1:2 was refused (handover-open), and is there.'])
})

test('without ack, what was not told is apart from what is broken', () => {
  const { history, visit, messages } = goodHistory(false)
  visit.heard.splice(3, 1)
  const missed = [
    'v1 was given number 4 where 3 was next (without ack).',
    'v1: what the visitor heard: at place 2 is nothing instead of v1:2.',
  ]
  expect(judge(history)).toEqual({ broken: [], missed: new Map([['v1', missed]]) })
  messages.shift()
  expect(judge(history).broken).toContainEqual(expect.stringMatching(/visitor's messages/))
})

describe.each<[what: string, spoil: (good: Good) => void, sentence: RegExp]>([
  [
    'an acknowledged message of the visitor is lost',
    ({ messages }) => messages.shift(),
    /visitor's messages: .* nothing/,
  ],
  [
    'a message of the visitor is there twice',
    ({ messages }) => messages.push({ number: 8, from: 'visitor', text: 'v1/1' }),
    /v1\/1 had more than one effect/,
  ],
  [
    'a message is there that nobody sent',
    ({ messages }) => messages.push({ number: 8, from: 'visitor', text: 'v9/1' }),
    /visitor's messages: at place 2 is v9\/1 instead of nothing/,
  ],
  [
    'messages of the visitor changed places',
    ({ visit, messages }) => {
      visit.said.push({ text: 'v1/3', acknowledged: true })
      messages.push({ number: 8, from: 'visitor', text: 'v1/3' }, { number: 9, from: 'visitor', text: 'v1/2' })
    },
    /visitor's messages: at place 2 is v1\/3 instead of v1\/2/,
  ],
  ['an acknowledged message of the agent is lost', ({ messages }) => messages.pop(), /agent's messages: .* nothing/],
  [
    'a message of the agent is there twice',
    ({ messages }) => messages.push({ number: 8, from: 'agent', text: 'v1:2' }),
    /v1:2 had more than one effect/,
  ],
  [
    'a message of the agent has another number than it was acknowledged with',
    ({ chat }) => (chat.written[0] = written('v1:1', { number: 6 })),
    /v1:1 was acknowledged as number 6, but is number 5/,
  ],
  ['the visitor missed a message', ({ visit }) => visit.heard.splice(3, 1), /number 4 where 3 was next/],
  [
    'the visitor was given a number again after acknowledging it',
    ({ visit }) => visit.heard.splice(3, 0, heard(2, 'v1:1', 2)),
    /number 2 again after acknowledging it/,
  ],
  [
    'the visitor was given another message with the same number',
    ({ visit }) => visit.heard.splice(3, 0, heard(2, 'v1:0', 2)),
    /two different messages with number 2/,
  ],
  [
    'the visitor heard something that is gone',
    ({ visit }) => (visit.heard[2] = heard(2, 'v1:0')),
    /what the visitor heard: at place 1 is v1:0 instead of v1:1/,
  ],
  [
    'the agent was not shown a message',
    ({ chat }) => chat.shown.delete(2),
    /what the agent was shown: at place 1 is 5 agent v1:1 instead of 2 visitor v1\/1/,
  ],
  [
    'the agent was shown messages in the wrong order',
    ({ chat }) => {
      chat.shown.delete(2)
      chat.shown.set(2, { number: 2, from: 'visitor', text: 'v1/1' })
    },
    /what the agent was shown: at place 1/,
  ],
  [
    'the agent was shown something that is gone',
    ({ chat }) => chat.shown.set(9, { number: 9, from: 'visitor', text: 'v1/2' }),
    /what the agent was shown: at place 4 is 9 visitor v1\/2 instead of nothing/,
  ],
  [
    'one request became two chats',
    ({ desk }) => {
      const twin = new DeskChat('c2', 'v1')
      twin.established = true
      desk.chats.set('c2', twin)
    },
    /v1 had 2 chats/,
  ],
  [
    'an agent had too many chats',
    ({ desk }) => (desk.placesTakenMost = 3),
    /agent1 had 3 chats at once, with 2 places/,
  ],
  [
    'the visitor was told of another agent whom nobody knows',
    ({ visit }) => (visit.heard[3] = heard(3, 'ChatTransferred', 2, 'ChatTransferred')),
    /v1 was told ChatTransferred, and had one agent/,
  ],
  [
    'the chat changed hands, and the visitor was not told',
    (good) => {
      handOver(good)
      const end = heard(4, 'ChatEnded agent', 2, 'ChatEnded')
      good.visit.heard.splice(2, 4, heard(2, 'v1:1'), heard(3, 'v1:2', 2), end)
    },
    /v1 had 2 agents and was not told of it/,
  ],
  ['two agents have the chat', (good) => (handOver(good).gaveAway = false), /v1 had 2 agents in the end/],
  [
    'who gave the chat away was shown what is not there',
    (good) => handOver(good).shown.set(2, { number: 2, from: 'visitor', text: 'v9/1' }),
    /what the agent was shown: at place 1 is 2 visitor v9\/1/,
  ],
  [
    'a message is there that no agent wrote',
    ({ messages }) => messages.push({ number: 9, from: 'agent', text: 'v1:9' }),
    /no agent wrote v1:9/,
  ],
  ['nobody served the visitor', ({ desk }) => desk.chats.clear(), /served by nobody/],
  ['the visit has no end', ({ visit }) => (visit.over = false), /never came to an end/],
  ['the end was not told', ({ visit }) => visit.heard.pop(), /not that it ended/],
  ['something else was noticed', ({ history }) => history.surprises.push('Odd.'), /Odd/],
])('%s', (_what, spoil, sentence) => {
  test('is seen', () => {
    const good = goodHistory()
    spoil(good)
    expect(brokenPromises(good.history)).toContainEqual(expect.stringMatching(sentence))
  })
})

test('without ack, a repeat without a crash is seen', () => {
  const { history, visit } = goodHistory(false)
  visit.heard.splice(3, 0, heard(2, 'v1:1', 1))
  expect(brokenPromises(history)).toContainEqual(expect.stringMatching(/number 2 again though nothing had crashed/))
})
