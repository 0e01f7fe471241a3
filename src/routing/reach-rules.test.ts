import { expect, test } from 'vitest'
import { orphanDemand } from './button-demand.js'
import type { Demand } from './demand.js'
import { changesReach, reachChange, reaches, type ReachingAgent, type Side } from './reach-rules.js'

const everybody = orphanDemand(1000)
const bySkill = (...skillIds: string[]): Demand => ({
  ...everybody,
  eligibility: { type: 'skills', needed: 'any', skillIds, additional: [], dropAfterMs: Infinity },
})
const members = (...ids: string[]): Demand => ({
  ...everybody,
  eligibility: { type: 'members', agentIds: new Set(ids) },
})
const agent = (agentId: string, ...skillIds: string[]): ReachingAgent => ({ agentId, skillIds, takesChats: true })
const same = (one: ReachingAgent): Side<ReachingAgent> => ({ before: one, after: one })

test('an agent reaches what they are eligible for, while they can have chats at all', () => {
  expect(reaches(bySkill('a'), agent('1', 'a'))).toBe(true)
  expect(reaches(bySkill('a'), agent('1', 'b'))).toBe(false)
  expect(reaches(everybody, { ...agent('1'), takesChats: false })).toBe(false)
  expect(reaches(undefined, agent('1'))).toBe(false)
  expect(reaches(everybody, undefined)).toBe(false)
})

test('what a button asks for decides who gains and who loses its chats', () => {
  const agents = [same(agent('1', 'a')), same(agent('2', 'b')), same(agent('3', 'a', 'b'))]
  expect(reachChange({ before: bySkill('a'), after: bySkill('b') }, agents)).toEqual({ gained: ['2'], lost: ['1'] })
  expect(reachChange({ before: bySkill('a'), after: members('2') }, agents)).toEqual({
    gained: ['2'],
    lost: ['1', '3'],
  })
  expect(reachChange({ before: undefined, after: bySkill('a') }, agents)).toEqual({ gained: ['1', '3'], lost: [] })
  expect(reachChange({ before: bySkill('a'), after: undefined }, agents)).toEqual({ gained: [], lost: ['1', '3'] })
})

test('so does what an agent can', () => {
  const demand = { before: bySkill('a'), after: bySkill('a') }
  const learns = { before: agent('1'), after: agent('1', 'a') }
  expect(reachChange(demand, [learns])).toEqual({ gained: ['1'], lost: [] })
  const leaves = { before: agent('2', 'a'), after: undefined }
  expect(reachChange(demand, [leaves])).toEqual({ gained: [], lost: ['2'] })
})

test('only skills, places and being there change whose chats an agent may have', () => {
  expect(changesReach(same(agent('1', 'a')))).toBe(false)
  expect(changesReach({ before: agent('1', 'a'), after: agent('1', 'a', 'b') })).toBe(true)
  expect(changesReach({ before: agent('1'), after: { ...agent('1'), takesChats: false } })).toBe(true)
  expect(changesReach({ before: undefined, after: agent('1') })).toBe(true)
})
