import { describe, expect, test } from 'vitest'
import { chatKind, type Chat } from '../chat/chat.js'
import type { ChatEvent } from '../chat/chat-events.js'
import type { ChatRequest } from '../chat/chat-request.js'
import { bucketOf } from './histogram.js'
import { countChat } from './chat-rules.js'
import { minuteMs, slotOf } from './slots.js'

const start = Date.UTC(2026, 2, 1, 12, 0, 30)
const chatRequest: ChatRequest = {
  ...{ sessionId: 's', deploymentId: 'd', buttonId: 'sales', visitorName: 'Vera', language: '', userAgent: '' },
  ...{ screenResolution: '', receiveQueueUpdates: false, details: [], entities: [] },
}
const requested: ChatEvent = { type: 'requested', request: chatRequest, digest: '' }
const offered = (agentId = 'ann'): ChatEvent => ({ type: 'offered', agentId, expiresAt: 0 })
const accepted = (agentId = 'ann', resumed = false): ChatEvent => ({
  ...{ type: 'accepted', agentId, agentName: agentId, resumed },
})
const says = (agentId = 'ann'): ChatEvent => ({ type: 'agent-message', agentId, agentName: agentId, text: 'Hello' })
const offerEnded = (reason: 'declined' | 'timed-out' | 'visitor-left' | 'not-online'): ChatEvent => ({
  ...{ type: 'offer-ended', agentId: 'ann', reason },
})
const queued: ChatEvent = { type: 'transfer-queued', agentId: 'ann', buttonId: 'support' }

/** What the last of the events, a second apart, adds: `subject measure amount`, in order. */
const last = (...events: readonly ChatEvent[]): string[] => {
  let chat: Chat = chatKind.initial({ organizationId: 'org-1', kind: 'chat', id: 'c' })
  let tallies: string[] = []
  for (const [n, body] of events.entries()) {
    const event = { version: n + 1, id: `e-${n}`, at: start + n * 1000, body }
    const after = chatKind.apply(chat, event)
    const counted = countChat(chat, event, after, (id) => (id === 'nonsense' ? '' : id))
    expect(counted.every(({ slot }) => slot === slotOf(event.at, minuteMs))).toBe(true)
    tallies = counted.map(({ subject, measure, amount }) => `${subject} ${measure} ${amount}`)
    chat = after
  }
  return tallies.sort()
}
const length = (who: string, what: string, seconds: number) => [
  ...[`${who} ${what} 1`, `${who} ${what}-ms ${seconds * 1000}`, `${who} ${what}~${bucketOf(seconds * 1000)} 1`],
]

describe('[A-70] what an event adds to the figures', () => {
  test('a request, let in or refused', () => {
    expect(last(requested)).toEqual(['sales requested 1'])
    const refused = { ...requested, type: 'refused', reason: 'blocked' } as const
    expect(last(refused)).toEqual(['sales refused:blocked 1'])
    expect(last({ ...refused, request: { ...chatRequest, buttonId: 'nonsense' } })).toEqual([' refused:blocked 1'])
  })

  test('an offer, and each way in which it ends', () => {
    expect(last(requested, offered())).toEqual(['ann offered 1', 'sales offered 1'])
    for (const [reason, measure] of [
      ...[['declined', 'declined'] as const, ['timed-out', 'timed-out'] as const],
      ...[['visitor-left', 'withdrawn'] as const, ['not-online', 'withdrawn'] as const],
    ])
      expect(last(requested, offered(), offerEnded(reason))).toEqual([`ann ${measure} 1`, `sales ${measure} 1`])
  })

  test('a chat that several agents may choose, and one who lets it pass', () => {
    const listed: ChatEvent = { type: 'listed', agentIds: ['ann', 'bob'] }
    expect(last(requested, listed)).toEqual(['ann listed 1', 'bob listed 1', 'sales listed 1', 'sales listed 1'])
    const unlisted = (reason: 'declined' | 'taken'): ChatEvent => ({ type: 'unlisted', agentIds: ['ann'], reason })
    expect(last(requested, listed, unlisted('declined'))).toEqual(['ann declined 1', 'sales declined 1'])
    expect(last(requested, listed, unlisted('taken'))).toEqual([])
  })

  test('a flag that goes up, and not that its text changes', () => {
    const flag: ChatEvent = { type: 'flag-raised', agentId: 'ann', text: 'Help' }
    const taken = [requested, offered(), accepted()]
    expect(last(...taken, flag)).toEqual(['ann flagged 1', 'sales flagged 1'])
    expect(last(...taken, flag, flag)).toEqual([])
    const lowered: ChatEvent = { type: 'flag-lowered', byId: 'ann', by: 'agent' }
    expect(last(...taken, flag, lowered, flag)).toEqual(['ann flagged 1', 'sales flagged 1'])
  })

  test.each(['agent', 'supervisor'] as const)('a flag that the %s lowers, for whose it was', (by) => {
    const lowered: ChatEvent = { type: 'flag-lowered', byId: 'bob', by }
    const taken = [requested, offered(), accepted()]
    const counted = [`ann flag-lowered-by-${by} 1`, `sales flag-lowered-by-${by} 1`]
    expect(last(...taken, { type: 'flag-raised', agentId: 'ann', text: '' }, lowered)).toEqual(counted)
    expect(last(...taken, lowered)).toEqual([])
  })

  test('the first acceptance with its time to answer, a later one without', () => {
    expect(last(requested, offered(), accepted())).toEqual(
      [
        ...['ann accepted 1', 'sales accepted 1', 'sales answered-in:10 1'],
        ...[...length('ann', 'answer', 2), ...length('sales', 'answer', 2)],
      ].sort(),
    )
    const again = [requested, offered(), accepted(), { type: 'agent-lost', agentId: 'ann' } as const, offered('bob')]
    expect(last(...again, accepted('bob', true))).toEqual(['bob accepted-again 1', 'sales accepted-again 1'])
  })

  test('an agent’s first words and no others, once for each who takes it', () => {
    const taken = [requested, offered(), accepted()]
    expect(last(...taken, says())).toEqual([...length('ann', 'response', 1), ...length('sales', 'response', 1)].sort())
    expect(last(...taken, says(), says())).toEqual([])
    const greets: ChatEvent = { type: 'agent-message', agentId: 'ann', agentName: 'ann', text: 'Hi', automatic: true }
    expect(last(...taken, greets)).toEqual([])
    expect(last(...taken, greets, says())).toEqual(
      [...length('ann', 'response', 2), ...length('sales', 'response', 2)].sort(),
    )
    expect(last(...taken, { type: 'visitor-message', text: 'x' })).toEqual([])
    const next = [...taken, says(), queued, offered('bob'), accepted('bob', true)]
    expect(last(...next, says('bob'))).toEqual(
      [...length('bob', 'response', 1), ...length('support', 'response', 1)].sort(),
    )
  })

  test('the first words of a colleague who takes it over, counted from then, and none of one who talks along', () => {
    const taken = [requested, offered(), accepted(), says()]
    const over = [...taken, { ...accepted('bob', true), fromAgentId: 'ann' } as const]
    expect(last(...over, says('bob'))).toEqual(
      [...length('bob', 'response', 1), ...length('sales', 'response', 1)].sort(),
    )
    const along = [
      requested,
      offered(),
      accepted(),
      { type: 'agent-joined', agentId: 'bob', agentName: 'Bob' } as const,
    ]
    expect(last(...along, says('bob'))).toEqual([])
    expect(last(...along, says('bob'), says())).toEqual(
      [...length('ann', 'response', 3), ...length('sales', 'response', 3)].sort(),
    )
  })

  test('the handle time of each agent who had it, from when they took it over', () => {
    const over = [requested, offered(), accepted(), { ...accepted('bob', true), fromAgentId: 'ann' } as const]
    expect(last(...over)).toEqual(
      [
        ...['ann transferred 1', 'bob accepted-again 1', 'sales accepted-again 1', 'sales transferred 1'],
        ...[...length('ann', 'handle', 1), ...length('sales', 'handle', 1)],
      ].sort(),
    )
    expect(last(...over, { type: 'ended', reason: 'agent', agentId: 'bob' })).toEqual(
      [
        ...['bob ended:agent 1', 'sales ended:agent 1'],
        ...[...length('bob', 'handle', 1), ...length('sales', 'handle', 1)],
      ].sort(),
    )
  })

  test('a hand-over to a queue counts for the button and the agent it comes from', () => {
    expect(last(requested, offered(), accepted(), says(), queued)).toEqual(
      [
        ...['ann transferred 1', 'sales transferred 1'],
        ...[...length('ann', 'handle', 2), ...length('sales', 'handle', 2)],
      ].sort(),
    )
  })

  test('an end by its reason, with the handle time of who was in charge', () => {
    expect(last(requested, offered(), accepted(), { type: 'ended', reason: 'agent', agentId: 'ann' })).toEqual(
      [
        ...['ann ended:agent 1', 'sales ended:agent 1'],
        ...[...length('ann', 'handle', 1), ...length('sales', 'handle', 1)],
      ].sort(),
    )
  })

  test.each([
    ['visitor', 'abandoned', 'lost-in:10'],
    ['visitor-idle', 'abandoned', 'lost-in:10'],
    ['visitor-lost', 'abandoned', 'lost-in:10'],
    ['agents-unavailable', 'missed', 'lost-in:later'],
  ] as const)('an end by %s before anybody took it: %s, and dropped while it waits again', (reason, measure, wait) => {
    const ended: ChatEvent = { type: 'ended', reason }
    expect(last(requested, ended)).toEqual([`sales ${measure} 1`, `sales ${wait} 1`, `sales ended:${reason} 1`].sort())
    const again = [requested, offered(), accepted(), { type: 'agent-lost', agentId: 'ann' } as const]
    expect(last(...again, ended)).toEqual(['sales dropped 1', `sales ended:${reason} 1`])
  })

  test('what comes after the end, or says nothing new, counts nothing', () => {
    const over = [requested, { type: 'ended', reason: 'visitor' } as const]
    expect(last(...over, { type: 'ended', reason: 'visitor' })).toEqual([])
    expect(last(requested, requested)).toEqual([])
  })
})
