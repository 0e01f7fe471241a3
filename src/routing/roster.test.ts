import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidatesOf } from '../../tests/support/candidates-of.js'
import { placesTaken, type AgentState } from './agent.js'
import type { Candidate, Candidates } from './candidates.js'
import { isEligible, type Demand } from './demand.js'
import { Listings } from './listings.js'
import { Roster } from './roster.js'

const ids = ['a', 'b', 'c']
const demands: Demand[] = [['s'], ['s', 't'], []].map((skillIds) => ({
  ...{ model: 'choice', priority: 100, weight: 1, rounds: Infinity, queued: true, offerTimeoutMs: 1 },
  ...{ autoAccept: false, eligibility: { type: 'skills', needed: 'all', skillIds, additional: ['t'], dropAfterMs: 1 } },
}))

const change = fc.oneof(
  fc.record({
    type: fc.constant('agent' as const),
    id: fc.constantFrom(...ids),
    status: fc.constantFrom('online' as const, 'online' as const, 'away' as const, 'offline' as const),
    places: fc.subarray(['x', 'y', 'z']),
    weights: fc.option(fc.constant({ x: 2 }), { nil: undefined }),
    lastTakenAt: fc.nat(9),
  }),
  fc.record({
    type: fc.constant('setup' as const),
    id: fc.constantFrom(...ids),
    capacity: fc.nat(3),
    skillIds: fc.subarray(['s', 't']),
  }),
  fc.record({
    type: fc.constant('listed' as const),
    chatId: fc.constantFrom('x', 'y'),
    to: fc.subarray(ids),
  }),
)

/** All that can be asked, in an order of its own. */
const told = (candidates: Candidates) => {
  const inOrder = (some: Iterable<Candidate>) =>
    [...some]
      .map(({ agentId, capacity, free, chats, listed, lastTakenAt, skillIds }) =>
        JSON.stringify([agentId, capacity, free, chats, listed, lastTakenAt, skillIds]),
      )
      .sort()
  return {
    found: ids.map((id) => inOrder([candidates.find(id) ?? []].flat())),
    withPlace: inOrder(candidates.withPlace),
    able: demands.map((demand, n) => {
      const { agents, ids: theirs } = candidates.ableFor({ buttonId: `button ${n}`, demand })
      return [inOrder(agents), [...theirs].sort()]
    }),
  }
}

test('a roster knows who is online as if it asked about everybody each time, whoever comes, goes and changes', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const capacities = new Map<string, number>()
      const skills = new Map<string, readonly string[]>()
      const states = new Map<string, AgentState>()
      const listings = new Listings()
      let revision = 0
      const plan = {
        get revision() {
          return revision
        },
        capacityOf: (id: string) => capacities.get(id) ?? 1,
        skillsOf: (id: string) => skills.get(id) ?? ['s'],
        demandOf: () => demands[0]!,
      }
      const roster = new Roster(plan, listings)
      for (const one of changes) {
        if (one.type === 'agent') {
          const { id, status, places, weights, lastTakenAt } = one
          const state = { organizationId: 'org', id, status, places, weights, lastTakenAt }
          states.set(one.id, state)
          roster.set(state)
        } else if (one.type === 'setup') {
          capacities.set(one.id, one.capacity)
          skills.set(one.id, one.skillIds)
          revision += 1
        } else listings.set(one.chatId, one.to)
        const online = [...states.values()].filter(({ status }) => status === 'online')
        const asked = online.map((agent) => ({
          ...{ agentId: agent.id, capacity: plan.capacityOf(agent.id), skillIds: plan.skillsOf(agent.id) },
          free: Math.max(0, plan.capacityOf(agent.id) - placesTaken(agent)),
          ...{ chats: agent.places.length, lastTakenAt: agent.lastTakenAt, listed: listings.of(agent.id).size },
        }))
        expect(told(roster)).toEqual(told(candidatesOf(asked)))
      }
    }),
  )
})

test('who may have the chats of a button is found out once, until somebody comes or goes or setup changes', () => {
  const plan = { revision: 0, capacityOf: () => 1, skillsOf: () => ['s'], demandOf: () => demands[0]! }
  const roster = new Roster(plan, new Listings())
  const agent = (id: string, changes: Partial<AgentState> = {}): AgentState => ({
    ...{ id, organizationId: 'org', status: 'online', places: [], lastTakenAt: 0, ...changes },
  })
  const line = { buttonId: 'button', demand: demands[0]! }
  roster.set(agent('a'))
  const before = roster.ableFor(line)
  roster.set(agent('a', { places: ['x'] }))
  expect(roster.ableFor(line)).toBe(before)
  expect(isEligible(line.demand, before.agents[0]!, true)).toBe(true)
  roster.set(agent('b'))
  expect(roster.ableFor(line)).not.toBe(before)
  const both = roster.ableFor(line)
  plan.revision += 1
  expect(roster.ableFor(line)).not.toBe(both)
  const asked = roster.ableFor(line)
  roster.set(agent('b', { status: 'away' }))
  expect([...roster.ableFor(line).ids]).toEqual(['a'])
  expect(asked.ids.size).toBe(2)
})
