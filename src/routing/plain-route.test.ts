import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidatesOf } from '../../tests/support/candidates-of.js'
import { plainRoute } from '../../tests/support/plain-route.js'
import type { Candidate } from './candidates.js'
import { listedPerAgentMax } from './choice-rules.js'
import type { Demand } from './demand.js'
import { route } from './rules.js'
import { inServingOrder, type Waiting } from './waiting.js'
import type { Line } from './walk.js'

const now = 1_000_000
const pauseMs = 500
const agentIds = ['a', 'b', 'c', 'd']

const lately = fc.integer({ min: now - 1000, max: now })

const waiting: fc.Arbitrary<Waiting> = fc.record({
  chatId: fc.uuid(),
  waitingSince: lately,
  resumed: fc.boolean(),
  tried: fc.uniqueArray(
    fc.record({ agentId: fc.constantFrom(...agentIds), at: lately, times: fc.integer({ min: 1, max: 3 }) }),
    { selector: ({ agentId }) => agentId, maxLength: 2 },
  ),
  direct: fc.option(fc.record({ agentId: fc.constantFrom(...agentIds), fallback: fc.boolean() }), {
    nil: undefined,
    freq: 3,
  }),
  except: fc.option(fc.constantFrom(...agentIds), { nil: undefined, freq: 5 }),
  listed: fc.subarray([...agentIds, 'gone']).map((ids) => new Set(ids)),
})

const skills = fc.subarray(['s', 't'])
const demand: fc.Arbitrary<Demand> = fc.record({
  model: fc.constantFrom('choice' as const, 'least-active' as const, 'most-available' as const),
  eligibility: fc.oneof(
    fc.constant({ type: 'everybody' as const }),
    fc.record({ type: fc.constant('members' as const), agentIds: fc.subarray(agentIds).map((ids) => new Set(ids)) }),
    fc.record({
      type: fc.constant('skills' as const),
      needed: fc.constantFrom('any' as const, 'all' as const),
      skillIds: skills,
      additional: fc.subarray(['t']),
      dropAfterMs: fc.constantFrom(0, 300, Infinity),
    }),
  ),
  priority: fc.nat(2),
  weight: fc.integer({ min: 1, max: 3 }),
  rounds: fc.constantFrom(1, 2, Infinity),
  queued: fc.boolean(),
  offerTimeoutMs: fc.constant(30_000),
  autoAccept: fc.constant(false),
})

const lineOf = (of: Demand, chats: readonly Waiting[], buttonId: string): Line => ({
  ...{ buttonId, demand: of, chats: [...chats].sort(inServingOrder) },
  direct: chats.filter(({ direct }) => direct !== undefined).length,
  particular: chats.filter(({ direct, tried }) => direct !== undefined || tried.length > 0),
  listed: chats.filter(({ listed }) => listed.size > 0),
})

const lines = fc
  .array(fc.tuple(demand, fc.array(waiting, { maxLength: 8 })), { maxLength: 4 })
  .map((made) => made.map(([of, chats], n) => lineOf(of, chats, `button ${n}`)))

const agents: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc.record({
      ...{ capacity: fc.nat(3), free: fc.nat(3), chats: fc.nat(2), lastTakenAt: lately, skillIds: skills },
      listed: fc.constantFrom(5, listedPerAgentMax - 1, listedPerAgentMax),
    }),
    { maxLength: agentIds.length },
  )
  .map((made) => made.map((one, n) => ({ ...one, free: Math.min(one.free, one.capacity), agentId: agentIds[n] ?? '' })))

const inAnyOrder = (listings: readonly { chatId: string; agentIds: readonly string[] }[]): string[] =>
  listings.map(({ chatId, agentIds: ids }) => `${chatId} ${[...ids].sort().join()}`).sort()

/** The floor once what was found has been carried out, but for when that was. */
const carriedOut = (all: readonly Line[], people: readonly Candidate[], found: ReturnType<typeof route>) => {
  const { matches, listings, unlistings } = found
  const idsFor = (some: typeof listings, chatId: string) => some.find((one) => one.chatId === chatId)?.agentIds ?? []
  const after = all.map(({ demand: of, chats, buttonId }) => {
    const left = [...chats].filter(({ chatId }) => matches.every((match) => match.chatId !== chatId))
    const listedNow = ({ chatId, listed }: Waiting) =>
      new Set([...listed, ...idsFor(listings, chatId)].filter((id) => !idsFor(unlistings, chatId).includes(id)))
    return lineOf(
      of,
      left.map((chat) => ({ ...chat, listed: listedNow(chat) })),
      buttonId,
    )
  })
  const peopleAfter = people.map((one) => {
    const mine = matches.filter(({ agentId }) => agentId === one.agentId)
    const places = mine.map(({ chatId }) => {
      const line = all.find(({ chats }) => [...chats].some((chat) => chat.chatId === chatId))!
      return Math.max(1, Math.min(line.demand.weight, one.capacity))
    })
    const changes = (some: typeof listings) => some.filter(({ agentIds: ids }) => ids.includes(one.agentId)).length
    return {
      ...{ ...one, chats: one.chats + mine.length, free: one.free - places.reduce((sum, taken) => sum + taken, 0) },
      listed: one.listed + changes(listings) - changes(unlistings),
    }
  })
  return { lines: after, agents: peopleAfter }
}

test('[R-1 R-2 R-3 R-4] finds what a look at every chat and everybody finds', () => {
  fc.assert(
    fc.property(lines, agents, (all, people) => {
      const found = route(all, candidatesOf(people), now, pauseMs)
      const plain = plainRoute(all, people, now, pauseMs)
      expect(found.matches).toEqual(plain.matches)
      expect(inAnyOrder(found.listings)).toEqual(inAnyOrder(plain.listings))
      expect(inAnyOrder(found.unlistings)).toEqual(inAnyOrder(plain.unlistings))
    }),
    { numRuns: 500 },
  )
})

/** What was found is carried out and looked upon again, until nothing is found, as after each change on a floor. */
const atRest = (all: readonly Line[], people: readonly Candidate[]) => {
  let floor = { lines: all, agents: people }
  for (;;) {
    const found = route(floor.lines, candidatesOf(floor.agents), now, pauseMs)
    const { matches, listings, unlistings, lookAgainAt = Infinity } = found
    if (matches.length + listings.length + unlistings.length === 0) return { ...floor, lookAgainAt }
    floor = carriedOut(floor.lines, floor.agents, found)
  }
}

test('[R-1 R-3] there is nothing to find again before the time at which it looks again', () => {
  fc.assert(
    fc.property(lines, agents, fc.nat(1500), (all, people, laterMs) => {
      const floor = atRest(all, people)
      const later = Math.min(now + laterMs, floor.lookAgainAt - 1)
      expect(floor.lookAgainAt).toBeGreaterThan(now)
      expect(plainRoute(floor.lines, floor.agents, later, pauseMs)).toEqual({
        ...{ matches: [], listings: [], unlistings: [] },
      })
    }),
    { numRuns: 500 },
  )
})
