import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { candidatesOf } from '../../tests/support/candidates-of.js'
import type { Button } from '../setup/kinds/button.js'
import type { Queue } from '../setup/kinds/queue.js'
import { withDefaults } from '../setup/setup-kinds.js'
import { buttonDemand } from './button-demand.js'
import type { Candidate } from './candidates.js'
import { listedPerAgentMax } from './choice-rules.js'
import type { Demand } from './demand.js'
import { isHopeless, neglected as neglectedAmong } from './prospects.js'
import { route as routeAmong } from './rules.js'
import type { Waiting } from './waiting.js'
import type { Line } from './walk.js'

const now = 1_000_000
const pauseMs = 5000
const nobody: ReadonlySet<string> = new Set()

const demand = (setup: Partial<Button> = {}, members: readonly string[] = []): Demand => {
  const button = withDefaults('button', { name: 'Ask us', ...setup }) as Button
  const queue = withDefaults('queue', { name: 'Queue', memberIds: members }) as Queue
  return buttonDemand(button, setup.routing === 'queue' ? queue : undefined, 30_000)
}

const agent = (agentId: string, changes: Partial<Candidate> = {}): Candidate => ({
  ...{ agentId, capacity: 3, free: 3, chats: 0, listed: 0, lastTakenAt: 0, skillIds: [] },
  ...changes,
})

const waits = (chatId: string, changes: Partial<Waiting> = {}): Waiting => ({
  ...{ chatId, waitingSince: now, resumed: false, tried: [], listed: nobody },
  ...changes,
})

const line = (of: Demand, chats: readonly Waiting[], buttonId = 'button'): Line => ({
  ...{ buttonId, chats, demand: of },
  direct: chats.filter(({ direct }) => direct !== undefined).length,
  particular: chats.filter(({ direct, tried }) => direct !== undefined || tried.length > 0),
  listed: chats.filter(({ listed }) => listed.size > 0),
})

const route = (lines: readonly Line[], agents: readonly Candidate[], at: number, pause: number) =>
  routeAmong(lines, candidatesOf(agents), at, pause)

const neglected = (lines: readonly Line[], agents: readonly Candidate[]) => neglectedAmong(lines, candidatesOf(agents))

const matchesOf = (lines: readonly Line[], agents: readonly Candidate[]): string[] =>
  route(lines, agents, now, pauseMs).matches.map(({ chatId, agentId }) => `${chatId} ${agentId}`)

describe('[R-1] the model of a button', () => {
  const busy = agent('busy', { capacity: 9, free: 6, chats: 3 })
  const idle = agent('idle', { capacity: 2, free: 1, chats: 1 })

  test('least-active asks who has the fewest chats, most-available who has the most places', () => {
    expect(matchesOf([line(demand({ routing: 'least-active' }), [waits('x')])], [busy, idle])).toEqual(['x idle'])
    expect(matchesOf([line(demand({ routing: 'most-available' }), [waits('x')])], [busy, idle])).toEqual(['x busy'])
  })

  test('among equals asks whose last chat is longest ago', () => {
    const lately = agent('a', { lastTakenAt: now })
    expect(matchesOf([line(demand({ routing: 'least-active' }), [waits('x')])], [lately, agent('b')])).toEqual(['x b'])
  })

  test('least-active gives 10,000 chats of equal length fairly: within a tenth of the mean', () => {
    const agents = Array.from({ length: 20 }, (_, n) => ({ id: `a${n}`, ends: [] as number[], last: 0, had: 0 }))
    const of = demand({ routing: 'least-active' })
    let left = 10_000
    for (let time = 1; left > 0; time += 1) {
      for (const one of agents) one.ends = one.ends.filter((end) => end > time)
      const chats = Array.from({ length: Math.min(left, (time * 7) % 5) }, (_, n) => waits(`${time}-${n}`))
      const candidates = agents.map(({ id, ends, last }) =>
        agent(id, { capacity: 4, free: 4 - ends.length, chats: ends.length, lastTakenAt: last }),
      )
      for (const { agentId } of route([line(of, chats)], candidates, now, pauseMs).matches) {
        const taker = agents.find(({ id }) => id === agentId)!
        taker.ends.push(time + 25)
        taker.last = time
        taker.had += 1
        left -= 1
      }
    }
    const mean = 10_000 / agents.length
    for (const { had } of agents) expect(Math.abs(had - mean)).toBeLessThanOrEqual(mean / 10)
  })

  test('queue asks its members alone, skills who has all, the others who has one', () => {
    const agents = [agent('none'), agent('one', { skillIds: ['s'] }), agent('both', { skillIds: ['s', 't'] })]
    const eligible = (of: Demand) =>
      agents
        .map(({ agentId }) => agentId)
        .filter(
          (id) =>
            matchesOf(
              [line(of, [waits('x')])],
              agents.filter((a) => a.agentId === id),
            ).length > 0,
        )
    expect(eligible(demand({ routing: 'queue', queueId: 'q' }, ['none', 'both']))).toEqual(['none', 'both'])
    expect(eligible(demand({ routing: 'skills', skillIds: ['s', 't'] }))).toEqual(['both'])
    expect(eligible(demand({ routing: 'least-active', skillIds: ['s', 't'] }))).toEqual(['one', 'both'])
    expect(eligible(demand({ routing: 'least-active' }))).toEqual(['none', 'one', 'both'])
  })

  test('drops additional skills after their time, and looks again then', () => {
    const of = demand({ routing: 'skills', skillIds: ['s'], additionalSkillIds: ['t'], additionalSkillsS: 10 })
    const one = agent('one', { skillIds: ['s'] })
    const waiting = (ms: number) => route([line(of, [waits('x', { waitingSince: now - ms })])], [one], now, pauseMs)
    expect(waiting(9999)).toMatchObject({ matches: [], lookAgainAt: now + 1 })
    expect(waiting(10_000).matches).toEqual([{ chatId: 'x', agentId: 'one' }])
    expect(isHopeless(waits('x'), { buttonId: 'button', demand: { ...of, queued: false } }, candidatesOf([one]))).toBe(
      false,
    )
  })
})

describe('[R-2] the order in which chats are served', () => {
  test('is the priority of the button, then age; who lost their agent comes before all', () => {
    const urgent = line(demand({ priority: 1 }), [waits('urgent')], 'urgent')
    const lost = waits('lost', { resumed: true })
    const old = line(demand({ priority: 9 }), [lost, waits('old', { waitingSince: now - 100 })], 'old')
    const one = agent('one')
    expect(matchesOf([old, urgent], [one])).toEqual(['lost one', 'urgent one', 'old one'])
  })

  test('a chat takes as many places as its button says, or all that an agent has', () => {
    const heavy = demand({ capacityWeight: 3 })
    expect(matchesOf([line(heavy, [waits('x'), waits('y')])], [agent('one', { capacity: 5, free: 5 })])).toEqual([
      'x one',
    ])
    expect(matchesOf([line(heavy, [waits('x')])], [agent('one', { capacity: 5, free: 2 })])).toEqual([])
    expect(matchesOf([line(heavy, [waits('x')])], [agent('one', { capacity: 2, free: 2 })])).toEqual(['x one'])
    expect(matchesOf([line(heavy, [waits('x')])], [agent('one', { capacity: 0, free: 0 })])).toEqual([])
  })
})

describe('[R-3] rounds', () => {
  const tried = (times: number) => [{ agentId: 'a', at: now - pauseMs, times }]

  test('end: an agent is asked no more often than there are', () => {
    const of = demand({ reroutesMax: 1 })
    expect(matchesOf([line(of, [waits('x', { tried: tried(1) })])], [agent('a')])).toEqual(['x a'])
    expect(matchesOf([line(of, [waits('x', { tried: tried(2) })])], [agent('a')])).toEqual([])
    const isLeftAlone = (times: number) =>
      isHopeless(waits('x', { tried: tried(times) }), line(of, []), candidatesOf([agent('a', { free: 0 })]))
    expect([isLeftAlone(1), isLeftAlone(2)]).toEqual([false, true])
  })

  test('have no end for a chat that had an agent: it cannot fail, so somebody has to take it', () => {
    const lost = waits('x', { resumed: true, tried: tried(9) })
    expect(matchesOf([line(demand({ reroutesMax: 0 }), [lost])], [agent('a')])).toEqual(['x a'])
    const { listings } = route(
      [line(demand({ routing: 'choice', reroutesMax: 0 }), [lost])],
      [agent('a')],
      now,
      pauseMs,
    )
    expect(listings).toEqual([{ chatId: 'x', agentIds: ['a'] }])
  })

  test('begin again only after everybody who is free was asked', () => {
    const agents = [agent('a', { free: 3 }), agent('b', { free: 1 })]
    expect(matchesOf([line(demand(), [waits('x', { tried: tried(1) })])], agents)).toEqual(['x b'])
  })
})

describe('[R-4] choice', () => {
  const of = demand({ routing: 'choice' })
  const listings = (chats: readonly Waiting[], agents: readonly Candidate[]) =>
    route([line(of, chats)], agents, now, pauseMs)

  test('lists a chat to everybody at once, places or not, and to whoever comes later', () => {
    const full = agent('full', { free: 0 })
    expect(listings([waits('x')], [agent('a'), full])).toMatchObject({
      matches: [],
      listings: [{ chatId: 'x', agentIds: ['a', 'full'] }],
    })
    expect(
      listings([waits('x', { listed: new Set(['a']) })], [agent('a', { listed: 1 }), agent('b')]).listings,
    ).toEqual([{ chatId: 'x', agentIds: ['b'] }])
  })

  test('takes it off the lists of those who may not have it any more', () => {
    const chat = waits('x', { listed: new Set(['a', 'gone']) })
    expect(listings([chat], [agent('a', { listed: 1 })]).unlistings).toEqual([{ chatId: 'x', agentIds: ['gone'] }])
    const pushed = route([line(demand(), [chat])], [agent('a', { free: 0, listed: 1 })], now, pauseMs)
    expect(pushed.unlistings).toEqual([{ chatId: 'x', agentIds: ['a', 'gone'] }])
  })

  test('lists no more than fifty chats to an agent, the first of those that wait', () => {
    const chats = Array.from({ length: listedPerAgentMax + 5 }, (_, n) => waits(String(n).padStart(3, '0')))
    const listed = listings(chats, [agent('a'), agent('b', { listed: 49 })]).listings
    expect(listed).toHaveLength(listedPerAgentMax)
    expect(listed.filter(({ agentIds }) => agentIds.includes('b'))).toEqual([{ chatId: '000', agentIds: ['a', 'b'] }])
  })
})

test('[R-4] where everybody has a full list of a long line, nobody is looked at for the chats behind', () => {
  const of = demand({ routing: 'choice' })
  const everybody = new Set(['a', 'b'])
  const first = Array.from({ length: listedPerAgentMax }, (_, n) =>
    waits(String(n).padStart(3, '0'), { listed: everybody }),
  )
  let looks = 0
  const busy = (agentId: string): Candidate => ({
    ...agent(agentId, { free: 0 }),
    get listed() {
      looks += 1
      return listedPerAgentMax
    },
  })
  const found = route([line(of, [...first, waits('behind')])], [busy('a'), busy('b')], now, pauseMs)
  expect(found).toMatchObject({ listings: [], unlistings: [] })
  expect(looks).toBe(0)
})

describe('[R-5] chats that nobody is there for', () => {
  test('fail at once without a queue, when everybody is full or has let them pass', () => {
    const of = demand({ queueEnabled: false, reroutesMax: 0 })
    const passed = waits('passed', { tried: [{ agentId: 'a', at: now, times: 1 }] })
    const failed = (agents: readonly Candidate[]) => neglected([line(of, [passed, waits('new')])], agents).failed
    expect(failed([agent('a')])).toEqual(['passed'])
    expect(failed([agent('a', { free: 0 })])).toEqual(['passed', 'new'])
    expect(failed([agent('a', { free: 0 }), agent('b')])).toEqual([])
    expect(neglected([line(of, [waits('lost', { resumed: true })])], []).failed).toEqual([])
  })

  test('with a queue wait on while somebody is there, busy or not', () => {
    const lines = [line(demand(), [waits('x')])]
    expect(neglected(lines, [agent('a', { free: 0 })])).toEqual({ failed: [], deserted: [], exhausted: [] })
    expect(neglected(lines, [])).toEqual({ failed: [], deserted: ['button'], exhausted: [] })
    expect(neglected(lines, [agent('a', { capacity: 0, free: 0 })]).deserted).toEqual(['button'])
  })

  test('wait on for whom they ask by name, at a button that is not theirs', () => {
    const of = demand({ routing: 'skills', skillIds: ['s'] })
    const chat = waits('x', { direct: { agentId: 'a', fallback: true } })
    const exhausted = (one: Waiting, agents: readonly Candidate[]) => neglected([line(of, [one])], agents).exhausted
    expect(exhausted(chat, [agent('a', { free: 0 })])).toEqual([])
    expect(exhausted(chat, [agent('b')])).toEqual(['x'])
    const passed = waits('x', {
      direct: { agentId: 'a', fallback: true },
      tried: [{ agentId: 'a', at: now, times: 1 }],
    })
    expect(exhausted(passed, [agent('a')])).toEqual(['x'])
  })
})

test('[R-1 R-2] whatever the buttons, nobody gets more than they have room for, or what is not for them', () => {
  const skills = fc.subarray(['s', 't'])
  const anyDemand = fc.record({
    routing: fc.constantFrom('choice' as const, 'least-active' as const, 'most-available' as const, 'skills' as const),
    skillIds: skills,
    priority: fc.nat(3),
    capacityWeight: fc.integer({ min: 1, max: 4 }),
  })
  const anyAgents = fc.array(fc.record({ capacity: fc.nat(4), skillIds: skills }), { maxLength: 5 })
  fc.assert(
    fc.property(fc.array(fc.tuple(anyDemand, fc.nat(5)), { maxLength: 4 }), anyAgents, (buttons, made) => {
      const lines = buttons.map(([setup, count], n) =>
        line(
          demand(setup),
          Array.from({ length: count }, (_, chat) => waits(`${n}-${chat}`)),
          String(n),
        ),
      )
      const agents = made.map(({ capacity, skillIds }, n) => agent(`a${n}`, { capacity, free: capacity, skillIds }))
      const { matches } = route(lines, agents, now, pauseMs)
      for (const { agentId, capacity, skillIds } of agents) {
        const mine = matches
          .filter((match) => match.agentId === agentId)
          .map(({ chatId }) => buttons[Number(chatId[0])]![0])
        const taken = mine.reduce((sum, { capacityWeight }) => sum + Math.min(capacityWeight, capacity), 0)
        expect(taken).toBeLessThanOrEqual(capacity)
        for (const { routing, skillIds: needed } of mine) {
          expect(routing).not.toBe('choice')
          const has = needed.filter((skillId) => skillIds.includes(skillId)).length
          expect(has).toBeGreaterThanOrEqual(routing === 'skills' ? needed.length : Math.min(1, needed.length))
        }
      }
    }),
  )
})
