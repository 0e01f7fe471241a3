import { describe, expect, test } from 'vitest'
import type { ChatEvent } from './chat-events.js'
import { accepted, foldChat as fold, offered, requested } from './chat-fixtures.contract.js'
import { criticalWait, uncriticalSince, withCriticalCleared } from './critical-wait-rules.js'
import { queueTransfer } from './handover-rules.js'
import { accept } from './rules.js'

const asked: ChatEvent = { type: 'visitor-message', text: 'Hello?' }
const told: ChatEvent = { type: 'critical-wait', agentId: 'ada' }

describe('[R-9] a visitor in a chat', () => {
  const waiting = fold(requested, offered, accepted, asked)
  const since = uncriticalSince(waiting)!

  test('has waited too long when the time is over, and the agent is told once', () => {
    expect(criticalWait(waiting, since + 9999, 10_000)).toEqual([])
    expect(criticalWait(waiting, since + 10_000, 10_000)).toEqual([told])
    expect(criticalWait(fold(requested, offered, accepted, asked, told), since + 99_999, 10_000)).toEqual([])
  })

  test('waits since the first message that has no answer', () => {
    expect(uncriticalSince(fold(requested, offered, accepted, asked, asked))).toBe(since)
    expect(uncriticalSince(fold(requested, offered, accepted))).toBeUndefined()
    expect(uncriticalSince(fold(requested, asked))).toBeUndefined()
  })

  test('waits no longer once the agent wrote', () => {
    const said: ChatEvent = { type: 'agent-message', agentId: 'ada', agentName: 'Ada', text: 'Here' }
    const cleared = { type: 'critical-wait-cleared', agentId: 'ada' } as const
    const critical = fold(requested, offered, accepted, asked, told)
    expect(withCriticalCleared(critical, [said])).toEqual([said, cleared])
    expect(withCriticalCleared(critical, [])).toEqual([])
    expect(withCriticalCleared(waiting, [said])).toEqual([said])
    const after = fold(requested, offered, accepted, asked, told, said, cleared)
    expect(after.state === 'established' && [after.isCritical, uncriticalSince(after)]).toEqual([undefined, undefined])
  })

  const question = { handover: 'transfer', agentId: 'ada', toAgentId: 'ben', expiresAt: 9000 } as const
  const handedOver = fold(requested, offered, accepted, asked, told, { type: 'handover-offered', ...question })

  test.each([
    [undefined, ['accepted']],
    ['Ben here', ['accepted', 'agent-message']],
  ] as const)('waits on when a colleague takes over, whatever greets for them: %s', (greeting, types) => {
    const events = accept(handedOver, 'ben', { agentName: 'Ben', ...(greeting && { greeting }) })
    expect(events.map(({ type }) => type)).toEqual(types)
    const after = fold(requested, offered, accepted, asked, told, { type: 'handover-offered', ...question }, ...events)
    expect(after).toMatchObject({ agent: { id: 'ben' }, isCritical: true })
    expect(after.state === 'established' && after.talk?.unansweredSince).toBeDefined()
  })

  test('waits for another agent without that, once theirs hands the chat to nobody by name', () => {
    const critical = fold(requested, offered, accepted, asked, told)
    const given = queueTransfer(critical, { id: 'ada', name: 'Ada' }, { type: 'button', id: 'b2' }, { expiresAt: 9000 })
    expect(given.map(({ type }) => type)).toEqual(['critical-wait-cleared', 'transfer-queued'])
  })

  test('waits for another agent without that, once theirs is lost', () => {
    const lost = fold(requested, offered, accepted, asked, told, { type: 'agent-lost', agentId: 'ada' })
    expect(withCriticalCleared(lost, [asked])).toEqual([asked])
  })
})
