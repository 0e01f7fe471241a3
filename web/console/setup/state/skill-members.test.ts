import { expect, test } from 'vitest'
import type { Answer, Refusal } from '../../api/answer.js'
import type { Stored } from '../api/setup-api.js'
import type { Content } from './field.js'
import { createSkillMembership } from './skill-members.js'

const skillId = '0C5000000000001'
const agent: Stored = { id: 'a', version: 3, name: 'Ada', skillIds: ['other', skillId] }

/** An agent as the server has them, what was sent of them, and how often the list was asked for. */
const begin = (refusal?: Refusal) => {
  let now = agent
  const sent: { readonly version: number; readonly skillIds: unknown }[] = []
  let loads = 0
  const api = {
    read: (): Promise<Answer<Stored>> => Promise.resolve({ ok: true, value: now }),
    replace: (_plural: string, _id: string, version: number, content: Content): Promise<Answer<Stored>> => {
      sent.push({ version, skillIds: content['skillIds'] })
      if (refusal) return Promise.resolve({ ok: false, refusal })
      now = { ...now, ...content, version: version + 1 }
      return Promise.resolve({ ok: true, value: now })
    },
  }
  const membership = createSkillMembership(api, skillId, () => Promise.resolve(void (loads += 1)))
  return { membership, sent, loads: () => loads }
}

test('a skill is taken once, however often it is asked for, and given back', async () => {
  const { membership, sent, loads } = begin()
  await Promise.all([membership.give('a', false), membership.give('a', false)])
  expect([sent, loads()]).toEqual([[{ version: 3, skillIds: ['other'] }], 1])
  await membership.give('a', true)
  expect(sent[1]).toEqual({ version: 4, skillIds: ['other', skillId] })
})

test('whoever has it already is not saved anew', async () => {
  const { membership, sent, loads } = begin()
  await membership.give('a', true)
  expect([sent, loads()]).toEqual([[], 1])
})

test('why it was not done is told, and it can be asked for again', async () => {
  const refusal: Refusal = { kind: 'unreachable' }
  const { membership, sent } = begin(refusal)
  await membership.give('a', false)
  expect(membership.refusal.value).toBe(refusal)
  await membership.give('a', false)
  expect(sent.length).toBe(2)
})
