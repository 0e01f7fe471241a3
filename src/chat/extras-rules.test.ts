import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ChatError } from './chat-error.js'
import type { ChatEvent } from './chat-events.js'
import { eventsUpTo, foldChat } from './chat-fixtures.contract.js'
import type { Chat } from './chat.js'
import {
  agentEvent,
  agentRichMessage,
  agentRulesTriggered,
  enforceIdle,
  idleDue,
  pageVisited,
  visitorEvent,
  visitorIdleWarning,
  visitorPick,
  visitorRulesTriggered,
  withRules,
  withWarningCleared,
} from './extras-rules.js'

const states = ['unrequested', 'waiting', 'offered', 'established', 'ended'] as const

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

const byVisitor = { unrequested: 'not-requested', ended: 'chat-over' }
const byAgent = { unrequested: 'not-your-chat', waiting: 'not-your-chat', offered: 'not-your-chat', ended: 'chat-over' }
const everywhere = (type: string) => ({ waiting: type, offered: type, established: type })

const rules: Record<string, [rule: (chat: Chat) => ChatEvent[], outcomes: Record<Chat['state'], string>]> = {
  'an event of the visitor’s': [
    (chat) => visitorEvent(chat, 'n', 'd'),
    { ...byVisitor, ...everywhere('visitor-event') },
  ],
  'a pick': [
    (chat) => visitorPick(chat, [{ type: 'menu', index: 0 }]),
    { ...byVisitor, ...everywhere('visitor-pick') },
  ],
  'an idle warning': [(chat) => visitorIdleWarning(chat, 'triggered'), { ...byVisitor, ...everywhere('idle-warning') }],
  'triggered rules': [
    (chat) => visitorRulesTriggered(chat, ['cards']),
    { ...byVisitor, ...everywhere('rules-triggered') },
  ],
  'a page': [(chat) => pageVisited(chat, 'https://a.example'), { ...byVisitor, ...everywhere('page-visited') }],
  'an event of the agent’s': [(chat) => agentEvent(chat, 'ada', 'n', 'd'), { ...byAgent, established: 'agent-event' }],
  'an event of another agent’s': [
    (chat) => agentEvent(chat, 'ben', 'n', 'd'),
    { ...byAgent, established: 'not-your-chat', ended: 'not-your-chat' },
  ],
  'triggered rules of the agent’s': [
    (chat) => agentRulesTriggered(chat, 'ada', ['cards']),
    { ...byAgent, established: 'rules-triggered' },
  ],
  'choices for the visitor': [
    (chat) => agentRichMessage(chat, { id: 'ada', name: 'Ada' }, { type: 'buttons', items: [{ text: 'Yes' }] }),
    { ...byAgent, established: 'agent-rich-message' },
  ],
}

describe.each(Object.entries(rules))('%s', (_name, [rule, outcomes]) => {
  test.each(states)('in a chat that is %s', (state) => {
    expect(outcome(() => rule(foldChat(...eventsUpTo[state])))).toBe(outcomes[state])
  })
})

test('a repeated command of the visitor’s client has one effect', () => {
  const command = { number: 2, digest: 'y' }
  const [told] = visitorEvent(foldChat(...eventsUpTo.established), 'n', 'd', command)
  expect(told).toBeDefined()
  const chat = foldChat(...eventsUpTo.established, told as ChatEvent)
  expect(visitorEvent(chat, 'n', 'd', command)).toEqual([])
  const over = foldChat(...eventsUpTo.established, told as ChatEvent, { type: 'ended', reason: 'visitor' })
  expect(visitorEvent(over, 'n', 'd', command)).toEqual([])
})

test('masked text is followed by the rules that masked it, and what has no effect by nothing', () => {
  const said: ChatEvent = { type: 'visitor-message', text: '*' }
  expect(withRules([said], 'visitor', ['cards'])).toEqual([
    said,
    { type: 'rules-triggered', side: 'visitor', rules: ['cards'] },
  ])
  expect(withRules([said], 'visitor', [])).toEqual([said])
  expect(withRules([], 'visitor', ['cards'])).toEqual([])
})

test('commands that share a number are told apart by their part', () => {
  const first = { number: 2, part: 0, digest: 'y' }
  const [told] = visitorEvent(foldChat(...eventsUpTo.established), 'n', 'd', first)
  const chat = foldChat(...eventsUpTo.established, told as ChatEvent)
  expect(visitorEvent(chat, 'n', 'd', first)).toEqual([])
  expect(visitorEvent(chat, 'n', 'd', { ...first, part: 1 })).toHaveLength(1)
})

describe('a silent visitor', () => {
  const idle = { warningS: 60, timeoutS: 120 }
  const accepted: ChatEvent = { type: 'accepted', agentId: 'ada', agentName: 'Ada', resumed: false, idle }
  const begin = [...eventsUpTo.offered, accepted]
  const fromAgent: ChatEvent = { type: 'agent-message', agentId: 'ada', agentName: 'Ada', text: 'Hello' }
  const fromVisitor: ChatEvent = { type: 'visitor-message', text: 'Hi' }
  /** When the last of these events happened. */
  const lastAt = (events: readonly ChatEvent[]): number => 1000 * events.length

  test('is not waited for before the agent wrote', () => {
    expect(idleDue(foldChat(...begin), Number.MAX_SAFE_INTEGER, 0)).toBeUndefined()
  })

  test('is warned, then the chat ends', () => {
    const events = [...begin, fromAgent]
    const chat = foldChat(...events)
    const at = lastAt(events)
    expect(idleDue(chat, at + 59_999, 0)).toBeUndefined()
    expect(enforceIdle(chat, at + 60_000, 0)).toEqual([{ type: 'idle-warning', state: 'triggered', by: 'server' }])
    const warned = foldChat(...events, { type: 'idle-warning', state: 'triggered', by: 'server' })
    expect(enforceIdle(warned, at + 119_999, 0)).toEqual([])
    expect(enforceIdle(warned, at + 120_000, 0)).toEqual([{ type: 'ended', reason: 'visitor-idle', agentId: 'ada' }])
  })

  test('has answered with a message or a pick, warned or not', () => {
    for (const answer of [fromVisitor, { type: 'visitor-pick', picks: [{ type: 'button', index: 0 }] }] as const) {
      for (const warning of [[], [{ type: 'idle-warning', state: 'triggered', by: 'server' }]] as ChatEvent[][]) {
        const chat = foldChat(...begin, fromAgent, ...warning, answer)
        expect(idleDue(chat, Number.MAX_SAFE_INTEGER, 0)).toBeUndefined()
      }
    }
  })

  test('is given the whole time from the newest message of the agent', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(fromAgent, fromVisitor), { maxLength: 12 }), (said) => {
        const events = [...begin, ...said]
        const chat = foldChat(...events)
        const waits = said.at(-1) === fromAgent
        expect(idleDue(chat, lastAt(events) + 119_999, 0)).toBe(waits ? 'warning' : undefined)
        expect(idleDue(chat, lastAt(events) + 120_000, 0)).toBe(waits ? 'end' : undefined)
      }),
    )
  })

  test('is given the whole time again after a restart', () => {
    const chat = foldChat(...begin, fromAgent)
    expect(idleDue(chat, 1_059_999, 1_000_000)).toBeUndefined()
    expect(idleDue(chat, 1_060_000, 1_000_000)).toBe('warning')
    expect(idleDue(chat, 1_120_000, 1_000_000)).toBe('end')
  })

  test('is told that the warning is over when the server gave it, and only then', () => {
    const triggered = (by: 'visitor' | 'server'): ChatEvent => ({ type: 'idle-warning', state: 'triggered', by })
    const cleared = { type: 'idle-warning', state: 'cleared', by: 'server' }
    expect(withWarningCleared(foldChat(...begin, fromAgent, triggered('server')), [fromVisitor])).toEqual([
      fromVisitor,
      cleared,
    ])
    for (const before of [[], [triggered('visitor')], [triggered('server'), fromVisitor]]) {
      expect(withWarningCleared(foldChat(...begin, fromAgent, ...before), [fromVisitor])).toEqual([fromVisitor])
    }
    expect(withWarningCleared(foldChat(...begin, fromAgent, triggered('server')), [])).toEqual([])
  })

  test('is not warned twice, and not silent once their client takes its warning back', () => {
    const warned = foldChat(...begin, fromAgent, { type: 'idle-warning', state: 'triggered', by: 'server' })
    expect(visitorIdleWarning(warned, 'triggered')).toEqual([])
    const [cleared] = visitorIdleWarning(warned, 'cleared')
    const chat = foldChat(...begin, fromAgent, cleared as ChatEvent)
    expect(idleDue(chat, Number.MAX_SAFE_INTEGER, 0)).toBeUndefined()
  })

  test('is left alone where the button says nothing of silence', () => {
    expect(idleDue(foldChat(...eventsUpTo.established, fromAgent), Number.MAX_SAFE_INTEGER, 0)).toBeUndefined()
  })
})
