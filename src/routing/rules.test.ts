import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { candidatesOf } from '../../tests/support/candidates-of.js'
import type { Candidate } from './candidates.js'
import type { Demand } from './demand.js'
import { route as routeLines, stranded } from './rules.js'
import { inServingOrder, type Waiting } from './waiting.js'
import type { Line } from './walk.js'

const now = 1_000_000
const pauseMs = 5000
const agentIds = ['a', 'b', 'c', 'd']
const nobody: ReadonlySet<string> = new Set()

const plain: Demand = {
  ...{ model: 'most-available', eligibility: { type: 'everybody' }, priority: 100, weight: 1, rounds: Infinity },
  ...{ queued: true, offerTimeoutMs: 30_000, autoAccept: false },
}

const agent = (agentId: string, changes: Partial<Candidate> = {}): Candidate => ({
  ...{ agentId, capacity: 10, free: 3, chats: 0, listed: 0, lastTakenAt: 0, skillIds: [] },
  ...changes,
})

const waits = (chatId: string, changes: Partial<Waiting> = {}): Waiting => ({
  ...{ chatId, waitingSince: now, resumed: false, tried: [], listed: nobody },
  ...changes,
})

const line = (chats: readonly Waiting[], demand: Partial<Demand> = {}, buttonId = 'button'): Line => ({
  ...{ buttonId, chats, demand: { ...plain, ...demand } },
  direct: chats.filter(({ direct }) => direct !== undefined).length,
  particular: chats.filter(({ direct, tried }) => direct !== undefined || tried.length > 0),
  listed: chats.filter(({ listed }) => listed.size > 0),
})

/** Of one button that asks for nothing in particular. */
const route = (chats: readonly Waiting[], agents: readonly Candidate[], at: number, pause: number) =>
  routeLines([line(chats)], candidatesOf(agents), at, pause)

const waitingChats = fc.uniqueArray(
  fc.record({
    chatId: fc.uuid(),
    waitingSince: fc.integer({ min: now - 100, max: now }),
    resumed: fc.boolean(),
    listed: fc.constant(nobody),
    tried: fc.uniqueArray(
      fc.record({ agentId: fc.constantFrom(...agentIds), at: fc.integer({ min: now - 2 * pauseMs, max: now }) }),
      { selector: ({ agentId }) => agentId, maxLength: 4 },
    ),
    direct: fc.option(fc.record({ agentId: fc.constantFrom(...agentIds), fallback: fc.boolean() }), {
      nil: undefined,
      freq: 2,
    }),
  }),
  { selector: ({ chatId }) => chatId, maxLength: 12 },
)
const candidates = fc.uniqueArray(
  fc.record({
    agentId: fc.constantFrom(...agentIds),
    skillIds: fc.constant([]),
    capacity: fc.constant(3),
    chats: fc.nat({ max: 3 }),
    listed: fc.constant(0),
    free: fc.nat({ max: 3 }),
    lastTakenAt: fc.integer({ min: now - 100, max: now }),
  }),
  { selector: ({ agentId }) => agentId, maxLength: 4 },
)

/** Whether a chat is one that this agent may have, free places or not. */
const isFor = ({ direct }: Waiting, agentId: string): boolean =>
  direct === undefined || direct.fallback || direct.agentId === agentId

const pausing = (chat: Waiting, agentId: string): boolean =>
  chat.tried.some((tried) => tried.agentId === agentId && tried.at + pauseMs > now)

describe('route', () => {
  test('never offers a chat twice, nor an agent more than they have places', () => {
    fc.assert(
      fc.property(waitingChats, candidates, (chats, agents) => {
        const { matches } = route(chats.sort(inServingOrder), agents, now, pauseMs)
        expect(new Set(matches.map(({ chatId }) => chatId)).size).toBe(matches.length)
        for (const { agentId, free } of agents) {
          expect(matches.filter((match) => match.agentId === agentId).length).toBeLessThanOrEqual(free)
        }
      }),
    )
  })

  test('leaves no chat waiting whom a free agent could take', () => {
    fc.assert(
      fc.property(waitingChats, candidates, (chats, agents) => {
        const { matches, lookAgainAt } = route(chats.sort(inServingOrder), agents, now, pauseMs)
        const left = (agent: Candidate) =>
          agent.free - matches.filter(({ agentId }) => agentId === agent.agentId).length
        for (const chat of chats) {
          if (matches.some(({ chatId }) => chatId === chat.chatId)) continue
          for (const agent of agents) {
            if (left(agent) === 0 || !isFor(chat, agent.agentId)) continue
            expect(pausing(chat, agent.agentId)).toBe(true)
            expect(lookAgainAt).toBeGreaterThan(now)
          }
        }
      }),
    )
  })

  test('serves the oldest first: nobody who could have had a place sees it go to one behind them', () => {
    fc.assert(
      fc.property(waitingChats, candidates, (chats, agents) => {
        const inOrder = chats.sort(inServingOrder)
        const { matches } = route(inOrder, agents, now, pauseMs)
        for (const [index, chat] of inOrder.entries()) {
          if (matches.some(({ chatId }) => chatId === chat.chatId)) continue
          const behind = inOrder.slice(index + 1).map(({ chatId }) => chatId)
          for (const match of matches) {
            if (behind.includes(match.chatId) && isFor(chat, match.agentId))
              expect(pausing(chat, match.agentId)).toBe(true)
          }
        }
      }),
    )
  })

  test('asks the agent with the most free places, among equals the one whose last chat is longest ago', () => {
    const chat = waits('x')
    const busy = agent('busy', { free: 1, lastTakenAt: 0 })
    const lately = agent('lately', { free: 2, lastTakenAt: now })
    const longAgo = agent('long-ago', { free: 2, lastTakenAt: now - 1 })
    expect(route([chat], [busy, lately, longAgo], now, pauseMs).matches).toEqual([{ chatId: 'x', agentId: 'long-ago' }])
  })

  test('asks everybody else before it asks again, and then not before the pause is over', () => {
    const tried = [{ agentId: 'a', at: now - pauseMs }]
    const chat = waits('x', { tried })
    const a = agent('a', { free: 3, lastTakenAt: 0 })
    const b = agent('b', { free: 1, lastTakenAt: 0 })
    expect(route([chat], [a, b], now, pauseMs).matches).toEqual([{ chatId: 'x', agentId: 'b' }])
    expect(route([chat], [a], now, pauseMs).matches).toEqual([{ chatId: 'x', agentId: 'a' }])
    expect(route([chat], [a], now - 1, pauseMs)).toMatchObject({ matches: [], lookAgainAt: now })
  })

  test('chats that lost their agent come first', () => {
    const old = waits('old', { waitingSince: now - 50 })
    const resumed = waits('resumed', { resumed: true })
    expect([old, resumed].sort(inServingOrder)).toEqual([resumed, old])
  })

  test('[V-3] a chat that asks for an agent goes to nobody else, unless anybody will do', () => {
    fc.assert(
      fc.property(waitingChats, candidates, (chats, agents) => {
        const { matches } = route(chats.sort(inServingOrder), agents, now, pauseMs)
        for (const { chatId, agentId } of matches) {
          expect(
            isFor(
              chats.find((chat) => chat.chatId === chatId)!,
              agentId,
            ),
          ).toBe(true)
        }
      }),
    )
  })

  test('[V-3] with fallback the agent comes first, then everybody once they are busy, gone, or let it pass', () => {
    const chat = waits('x', { direct: { agentId: 'a', fallback: true } })
    const a = agent('a', { free: 1, lastTakenAt: now })
    const b = agent('b', { free: 3, lastTakenAt: 0 })
    const to = (waiting: Waiting, agents: readonly Candidate[]) =>
      route([waiting], agents, now, pauseMs).matches.map(({ agentId }) => agentId)
    expect(to(chat, [a, b])).toEqual(['a'])
    expect(to(chat, [{ ...a, free: 0 }, b])).toEqual(['b'])
    expect(to(chat, [b])).toEqual(['b'])
    expect(to({ ...chat, tried: [{ agentId: 'a', at: now - 1 }] }, [a, b])).toEqual(['b'])
    expect(to({ ...chat, tried: [{ agentId: 'a', at: now - pauseMs }] }, [a, b])).toEqual(['b'])
    expect(to({ ...chat, tried: [{ agentId: 'a', at: now - pauseMs }] }, [a])).toEqual(['a'])
  })
})

test('[V-4] chats for an agent alone are stranded while that agent is not online, busy or not', () => {
  const agentOnly = new Map([
    ['x', 'a'],
    ['y', 'b'],
    ['z', 'a'],
  ])
  const busy = agent('a', { free: 0, lastTakenAt: now })
  expect(stranded(agentOnly, candidatesOf([busy]))).toEqual([{ chatId: 'y', agentId: 'b' }])
  expect(stranded(agentOnly, candidatesOf([]))).toHaveLength(3)
})
