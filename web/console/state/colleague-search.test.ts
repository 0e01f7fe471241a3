import { beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import type { Colleagues } from '../../../src/agent-api/handovers.js'
import type { Answer } from '../api/answer.js'
import { colleaguesRefreshMs, createColleagueSearch, searchPauseMs, type ColleagueSearch } from './colleague-search.js'
import { handoverOptions } from './handover-options.js'
import { colleaguesListedMax } from './limits.js'
import { settle } from './testing/fake-api.js'

const someone = (number: number, more: Partial<Colleagues['agents'][number]> = {}): Colleagues['agents'][number] => ({
  ...{ agentId: `a${number}`, name: `Agent ${number}`, status: 'online', free: 1, skills: [] },
  ...more,
})
const listed = (agents: Colleagues['agents'], more: Partial<Colleagues> = {}): Colleagues => ({
  ...{ mayTransfer: true, mayInvite: true, agents, targets: [] },
  ...more,
})

let clock: ManualClock
let asked: { name: string; answer: (answer: Answer<Colleagues>) => void }[]
let search: ColleagueSearch

beforeEach(() => {
  clock = new ManualClock()
  asked = []
  search = createColleagueSearch({ colleagues: (name) => new Promise((answer) => asked.push({ name, answer })) }, clock)
})

const answer = async (value: Colleagues): Promise<void> => {
  asked.at(-1)?.answer({ ok: true, value })
  await settle()
}

describe('the search for a colleague', () => {
  test('asks once for all, and again while somebody looks', async () => {
    search.open()
    await answer(listed([someone(1)]))
    search.search('age')
    clock.advance(searchPauseMs)
    expect(asked).toHaveLength(1)
    clock.advance(colleaguesRefreshMs)
    expect(asked.map(({ name }) => name)).toEqual(['', ''])
    search.close()
    await answer(listed([]))
    clock.advance(colleaguesRefreshMs)
    expect(asked).toHaveLength(2)
    expect(search.found.value?.agents).toHaveLength(1)
  })

  test('leaves it to the server where there are more than it lists, once the keys rest', async () => {
    search.open()
    await answer(listed(Array.from({ length: colleaguesListedMax }, (_, number) => someone(number))))
    search.search('b')
    clock.advance(searchPauseMs - 1)
    search.search('be')
    clock.advance(searchPauseMs)
    expect(asked.map(({ name }) => name)).toEqual(['', 'be'])
    await answer(listed([someone(1, { name: 'Ben' })]))
    search.search('')
    clock.advance(searchPauseMs)
    expect(asked.at(-1)?.name).toBe('')
  })

  test('says when there is no answer, and keeps what it knows', async () => {
    search.open()
    await answer(listed([someone(1)]))
    clock.advance(colleaguesRefreshMs)
    asked.at(-1)?.answer({ ok: false, refusal: { kind: 'unreachable' } })
    await settle()
    expect(search.failed.value).toBe(true)
    expect(search.found.value?.agents).toHaveLength(1)
    clock.advance(colleaguesRefreshMs)
    await answer(listed([]))
    expect(search.failed.value).toBe(false)
  })

  test('takes no answer to an older question', async () => {
    search.open()
    const [first] = asked
    search.open()
    await answer(listed([someone(2)]))
    first?.answer({ ok: true, value: listed([someone(1)]) })
    await settle()
    expect(search.found.value?.agents[0]?.agentId).toBe('a2')
  })
})

describe('whom to ask', () => {
  const targets: Colleagues['targets'] = [
    { type: 'skill', id: 's', name: 'Refunds', online: 0, waiting: 0 },
    { type: 'button', id: 'b', name: 'Orders', online: 2, waiting: 1 },
  ]
  const agents = [
    someone(1, { name: 'Ben', skills: ['Refunds'] }),
    someone(2, { name: 'Cleo', free: 0 }),
    someone(3, { name: 'Dora', status: 'away' }),
  ]
  const shown = (...options: Parameters<typeof handoverOptions>): string[] =>
    handoverOptions(...options).map(({ name, available }) => `${name} ${available ? 'yes' : 'no'}`)

  test('says who could take it, kind by kind', () => {
    expect(shown(listed(agents, { targets }), 'transfer', '', [])).toEqual([
      ...['Ben yes', 'Cleo no', 'Dora no', 'Orders yes', 'Refunds no'],
    ])
  })

  test('finds by name and by skill', () => {
    expect(shown(listed(agents, { targets }), 'transfer', 'refu', [])).toEqual(['Ben yes', 'Refunds no'])
  })

  test('leaves out who is there already, and lines and those who may not be asked', () => {
    expect(shown(listed(agents, { targets }), 'conference', '', [{ agentId: 'a1' }])).toEqual(['Cleo no', 'Dora no'])
    expect(shown(listed(agents, { targets, mayTransfer: false }), 'transfer', '', [])).toEqual([
      ...['Orders yes', 'Refunds no'],
    ])
    expect(shown(listed(agents, { targets, mayInvite: false }), 'conference', '', [])).toEqual([])
  })
})
