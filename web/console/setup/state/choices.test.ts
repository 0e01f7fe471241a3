import { expect, test } from 'vitest'
import { setupPageMax } from '../../../../src/setup-api/messages.js'
import type { Answer, Refusal } from '../../api/answer.js'
import type { ListQuery, Page, Stored } from '../api/setup-api.js'
import { choicesOf, isFoundBy } from './choices.js'
import { pageSizeMax } from './object-list.js'

const agents: readonly Stored[] = Array.from({ length: 1200 }, (_, place) => ({
  ...{ id: `a${place}`, name: `Agent ${place}`, version: 1 },
}))

/** A server with these agents, and what it was asked. */
const serverOf = (refusal?: Refusal) => {
  const asked: ListQuery[] = []
  const list = (_plural: string, query: ListQuery = {}): Promise<Answer<Page>> => {
    asked.push(query)
    if (refusal) return Promise.resolve({ ok: false, refusal })
    const { after = '0', limit = 50 } = query
    if (limit > setupPageMax) throw new Error(`The server gives at most ${setupPageMax}.`)
    const end = Number(after) + limit
    const page = { objects: agents.slice(Number(after), end), total: agents.length }
    return Promise.resolve({ ok: true, value: end < agents.length ? { ...page, next: `${end}` } : page })
  }
  return { asked, api: { list } }
}

const always = (): boolean => true

const namesOf = async (chosen: number, count = 30) => {
  const { asked, api } = serverOf()
  const except = agents.slice(0, chosen).map(({ id }) => id)
  const answer = await choicesOf(api, 'agents', { name: '', except, count }, always)
  if (!answer?.ok) throw new Error('It was refused.')
  const { objects, hasMore } = answer.value
  return { calls: asked.length, first: objects[0]?.name, count: objects.length, hasMore }
}

test('there is something to choose however many were chosen before', async () => {
  expect(pageSizeMax).toBe(setupPageMax)
  expect(await namesOf(0)).toEqual({ calls: 1, first: 'Agent 0', count: 30, hasMore: true })
  expect(await namesOf(150)).toEqual({ calls: 1, first: 'Agent 150', count: 30, hasMore: true })
  expect(await namesOf(1000)).toEqual({ calls: 6, first: 'Agent 1000', count: 30, hasMore: true })
  expect(await namesOf(1190)).toEqual({ calls: 6, first: 'Agent 1190', count: 10, hasMore: false })
  expect(await namesOf(1200)).toEqual({ calls: 6, first: undefined, count: 0, hasMore: false })
})

test('what the server refuses is no empty list', async () => {
  const refusal: Refusal = { kind: 'unreachable' }
  const answer = await choicesOf(serverOf(refusal).api, 'agents', { name: '', except: [], count: 30 }, always)
  expect(answer).toEqual({ ok: false, refusal })
})

test('nothing further is asked when something else is searched for meanwhile', async () => {
  const { asked, api } = serverOf()
  const except = agents.slice(0, 1000).map(({ id }) => id)
  const answer = await choicesOf(api, 'agents', { name: '', except, count: 30 }, () => asked.length < 2)
  expect([answer, asked.length]).toEqual([undefined, 2])
})

test('an object is found by a part of its name or username, as the server finds it', () => {
  const mara: Stored = { id: 'a', name: 'Mara Lind', username: 'ML@example.org', version: 1 }
  expect(['mara', ' LIND', 'ml@', ''].map((part) => isFoundBy(mara, part))).toEqual([true, true, true, true])
  expect(isFoundBy(mara, 'ada')).toBe(false)
})
