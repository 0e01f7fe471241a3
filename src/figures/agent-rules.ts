/**
 * What an event of an agent adds to the figures: the edges at which something begins or ends for them. From the edges
 * within a span and the level at its end follows how long it lasted, though nothing is written while it lasts.
 */
import { balanceSlot, type Tally } from '../event-log/tally.js'
import type { Instant } from '../lib/clock.js'
import { placesTaken, type AgentState } from '../routing/agent.js'
import { edgesFrom, levels, Tallies, type Level } from './measures.js'

/** What an agent is in: online, away, busy with at least one chat or offer, and how many places those take. */
export const levelsOf = (agent: AgentState): Readonly<Record<Level, number>> => {
  const { status, places } = agent
  const present = status !== 'offline'
  return {
    online: status === 'online' ? 1 : 0,
    away: status === 'away' ? 1 : 0,
    busy: present && places.length > 0 ? 1 : 0,
    load: present ? placesTaken(agent) : 0,
  }
}

/** The tallies of a change at `at` that took an agent from `before` to `after`. */
export const countAgent = (before: AgentState, after: AgentState, at: Instant): readonly Tally[] => {
  const tallies = new Tallies(after.organizationId, at)
  const [from, to] = [levelsOf(before), levelsOf(after)]
  for (const level of levels) {
    const change = to[level] - from[level]
    if (change === 0) continue
    tallies.add('agent', after.id, `in:${level}`, change)
    tallies.add('agent', after.id, `at:${level}`, change * (at - edgesFrom))
    tallies.add('agent', after.id, `in:${level}`, change, balanceSlot)
  }
  return tallies.list
}

/**
 * How long a level lasted within a span, in milliseconds, times its height: from what it is at the end, and the sums of
 * the `in:` and `at:` measures within the span.
 */
export const heldMs = (
  span: { readonly from: Instant; readonly until: Instant },
  atEnd: number,
  changes: number,
  edges: number,
): number => atEnd * (span.until - edgesFrom) - edges - (atEnd - changes) * (span.from - edgesFrom)
