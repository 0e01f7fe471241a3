import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balanceSlot, type Tally } from '../event-log/tally.js'
import type { AgentState, PresenceStatus } from '../routing/agent.js'
import { countAgent } from './agent-rules.js'
import { dayMs, minuteMs, slotOf, type Span } from './slots.js'
import { addUp, timeFigures, timeSeries } from './summary.js'

const start = Date.UTC(2026, 0, 1)
const span: Span = { from: start, until: start + 10 * minuteMs + 30_000, slotMs: minuteMs }

interface Change {
  readonly at: number
  readonly status: PresenceStatus
  readonly places: number
}
const changes = fc
  .array(
    fc.record({
      at: fc.integer({ min: start - 5 * minuteMs, max: span.until }),
      status: fc.constantFrom<PresenceStatus>('online', 'away', 'offline'),
      places: fc.nat({ max: 4 }),
    }),
    { maxLength: 30 },
  )
  .map((all) => all.sort((a, b) => a.at - b.at))

const agentAfter = ({ status, places }: Pick<Change, 'status' | 'places'>): AgentState => ({
  ...{ id: 'a', organizationId: 'org-1', status, lastTakenAt: 0 },
  places: Array.from({ length: places }, (_, n) => `chat-${n}`),
})
const nobody = { at: -Infinity, status: 'offline', places: 0 } as const

const talliesOf = (history: readonly Change[]): Tally[] =>
  history.flatMap((change, n) => [...countAgent(agentAfter(history[n - 1] ?? nobody), agentAfter(change), change.at)])

/** Second by second would be slow and is not exact; piece by piece is both obvious and exact. */
const obvious = (history: readonly Change[], from: number, until: number) => {
  const held = { online: 0, away: 0, busy: 0, load: 0 }
  for (const [n, { at, status, places }] of history.entries()) {
    const length = Math.min(until, history[n + 1]?.at ?? until) - Math.max(from, at)
    if (length <= 0 || status === 'offline') continue
    held[status] += length
    held.busy += places > 0 ? length : 0
    held.load += places * length
  }
  const present = held.online + held.away
  const times = { onlineMs: held.online, awayMs: held.away, busyMs: held.busy }
  return present === 0 ? times : { ...times, occupancy: held.busy / present, meanLoad: held.load / present }
}

const asOf = (tallies: readonly Tally[]) => ({
  within: (from: number, until: number) => addUp(tallies.filter(({ slot }) => slot >= from && slot < until)),
  atEnd: addUp(tallies.filter(({ slot }) => slot === balanceSlot)),
})

test('time in a status, busy and with chats is what its edges say, however long it began before the span', () => {
  fc.assert(
    fc.property(changes, (history) => {
      const { within, atEnd } = asOf(talliesOf(history))
      const figures = timeFigures(span, within(span.from, span.until + 1), atEnd)
      expect(figures).toEqual(obvious(history, span.from, span.until))
    }),
  )
})

test('each slot of a chart is told for itself, and the last one as far as it has gone', () => {
  fc.assert(
    fc.property(changes, (history) => {
      const { within, atEnd } = asOf(talliesOf(history))
      const slots = Array.from({ length: 11 }, (_, n) => start + n * minuteMs)
      const bySlot = new Map(slots.map((slot) => [slot, within(slot, slot + minuteMs)]))
      const expected = slots.map((slot) => [slot, obvious(history, slot, Math.min(slot + minuteMs, span.until))])
      expect([...timeSeries(span, bySlot, atEnd)]).toEqual(expected)
    }),
  )
})

test('slots of an instant begin on whole minutes and days in UTC', () => {
  expect(slotOf(start + dayMs - 1, dayMs)).toBe(start)
  expect(slotOf(start + 59_999, minuteMs)).toBe(start)
})
