import { describe, expect, test } from 'vitest'
import type { FloorChat, FloorSnapshot } from '../../../../src/agent-api/supervision/floor-messages.js'
import { applyFloorEvents, type Floor } from './floor.js'
import { agentRows, chatRow, chatRows, floorSums, lineRows } from './floor-rows.js'
import { wholeFloor, type FloorView } from './floor-view.js'
import { agent, at, floorSnapshot, line, runningChat, waitingChat } from './testing/floor-items.js'

const floorWith = (more: Partial<FloorSnapshot>): Floor => {
  const floor = applyFloorEvents(undefined, [{ name: 'snapshot', data: floorSnapshot(more) }])
  if (!floor) throw new Error('There is no floor.')
  return floor
}
const now = Date.parse(at(60))
const listed = (chats: FloorChat[], view: Partial<FloorView> = {}, queues = [line('button', 'shop')]): string[] =>
  chatRows(floorWith({ chats, queues }), { ...wholeFloor, ...view }, now).map(({ chat }) => chat.chatId)

const chats = [
  runningChat('calm', 1),
  runningChat('unanswered', 2, { unansweredSince: at(50), criticalAt: at(61) }),
  runningChat('critical', 3, { unansweredSince: at(40), criticalAt: at(60), agent: { id: 'ben', name: 'Ben' } }),
  runningChat('flagged', 4, { flag: { text: '', raisedAt: at(10) } }),
  waitingChat('waits', 5),
]

describe('the order of chats', () => {
  test('is by urgency first: who asks for help, who waits too long, who waits', () => {
    expect(listed(chats)).toEqual(['flagged', 'critical', 'waits', 'unanswered', 'calm'])
  })

  test('within an urgency who waited longest is first', () => {
    expect(listed([waitingChat('b', 9), waitingChat('c', 3), waitingChat('a', 9)])).toEqual(['c', 'a', 'b'])
  })

  test('can be another', () => {
    expect(listed(chats, { chatSort: 'duration' })[0]).toBe('calm')
    expect(listed(chats, { chatSort: 'unanswered' }).slice(0, 3)).toEqual(['waits', 'critical', 'unanswered'])
    expect(listed(chats, { chatSort: 'visitor' })).toEqual(['calm', 'critical', 'flagged', 'unanswered', 'waits'])
    expect(listed(chats, { chatSort: 'agent' }).at(-1)).toBe('critical')
  })

  test('an answer is late from its moment on, not before', () => {
    const chat = runningChat('1', 0, { unansweredSince: at(1), criticalAt: at(30) })
    expect(chatRow(chat, Date.parse(at(30)) - 1).urgency).toBe('unanswered')
    expect(chatRow(chat, Date.parse(at(30)))).toMatchObject({ urgency: 'critical', since: at(1) })
  })
})

describe('what is left out', () => {
  test('by what it needs', () => {
    expect(listed(chats, { only: 'flagged' })).toEqual(['flagged'])
    expect(listed(chats, { only: 'critical' })).toEqual(['critical'])
    expect(listed(chats, { only: 'waiting' })).toEqual(['waits'])
    expect(listed(chats, { only: 'running' })).toHaveLength(4)
  })

  test('by agent, whoever talks along included', () => {
    const along = runningChat('along', 9, {
      agent: { id: 'cleo', name: 'Cleo' },
      colleagues: [{ id: 'ben', name: 'Ben' }],
    })
    expect(listed([...chats, along], { agentId: 'ben' })).toEqual(['critical', 'along'])
  })

  test('by words, in any order, whatever their accents and case', () => {
    const zoe = waitingChat('z', 0, { visitorName: 'Zoë Müller' })
    expect(listed([zoe, ...chats], { text: 'muller ZOE' })).toEqual(['z'])
    expect(listed([zoe, ...chats], { text: 'ben' })).toEqual(['critical'])
    expect(listed([zoe, ...chats], { text: 'nobody' })).toEqual([])
  })

  test('by line: a button’s own, a skill’s by its buttons and by what was sent there; and none of one that is gone', () => {
    const queues = [
      line('button', 'shop'),
      line('button', 'help'),
      line('skill', 'refunds', { buttonIds: ['help'] }),
      line('queue', 'second'),
    ]
    const sent = waitingChat('sent', 1, { waitsAt: { type: 'queue', id: 'second', name: 'Second' } })
    const help = waitingChat('help', 2, { buttonId: 'help' })
    const all = [sent, help, waitingChat('shop', 3)]
    expect(listed(all, { line: 'button/shop' }, queues)).toEqual(['shop'])
    expect(listed(all, { line: 'skill/refunds' }, queues)).toEqual(['help'])
    expect(listed(all, { line: 'queue/second' }, queues)).toEqual(['sent'])
    expect(listed(all, { line: 'queue/gone' }, queues)).toEqual([])
  })
})

describe('agents', () => {
  const refunds = { id: 'refunds', name: 'Refunds' }
  const agents = [
    agent('ada', { status: 'away', load: 1, since: at(9) }),
    agent('ben', { load: 3, skills: [refunds], since: at(5) }),
    agent('cleo', { status: 'offline', flagged: true, queueIds: ['second'] }),
  ]
  const queues = [
    ...[line('skill', 'refunds'), line('queue', 'second')],
    line('button', 'refunds', { answeredBy: { skillIds: ['refunds'], all: true } }),
  ]
  const shown = (view: Partial<FloorView>): string[] =>
    agentRows(floorWith({ agents, queues }), { ...wholeFloor, ...view }).map(({ id }) => id)

  test('who asks for help is first, whatever the order', () => {
    expect(shown({})).toEqual(['cleo', 'ada', 'ben'])
    expect(shown({ agentSort: 'status' })).toEqual(['cleo', 'ben', 'ada'])
    expect(shown({ agentSort: 'load' })).toEqual(['cleo', 'ben', 'ada'])
    expect(shown({ agentSort: 'since' })).toEqual(['cleo', 'ben', 'ada'])
  })

  test('are left out by status, by what they answer, by words and need', () => {
    expect(shown({ status: 'away' })).toEqual(['ada'])
    expect(shown({ line: 'skill/refunds' })).toEqual(['ben'])
    expect(shown({ line: 'button/refunds' })).toEqual(['ben'])
    expect(shown({ line: 'queue/second' })).toEqual(['cleo'])
    expect(shown({ line: 'button/gone' })).toEqual([])
    expect(shown({ text: 'refund' })).toEqual(['ben'])
    expect(shown({ only: 'flagged' })).toEqual(['cleo'])
  })
})

test('lines where somebody waits stand first, the longest wait before all', () => {
  const queues = [
    line('skill', 'a'),
    line('button', 'b', { longestWaitSince: at(9) }),
    line('button', 'c', { longestWaitSince: at(3) }),
    line('queue', 'd'),
  ]
  expect(lineRows(floorWith({ queues })).map(({ id }) => id)).toEqual(['c', 'b', 'd', 'a'])
})

test('the sums count each thing once', () => {
  const agents = [agent('ada', { load: 4 }), agent('ben', { load: 1 }), agent('cleo', { status: 'away', load: 0 })]
  const offered = waitingChat('offered', 2, { state: 'offered', agent: { id: 'ben', name: 'Ben' } })
  expect(floorSums(floorWith({ agents, chats: [...chats, offered] }), now)).toEqual({
    ...{ waiting: 1, offered: 1, longestWaitSince: at(2), running: 4, critical: 1, flagged: 1 },
    ...{ online: 2, away: 1, free: 2 },
  })
})
