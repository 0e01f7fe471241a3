/** What is told of a change before it is made: what it would do, what refers to an object, what a rule would hide. */
import { beforeEach, describe, expect, test } from 'vitest'
import { sampleMax } from '../../src/setup-api/trial-routes.js'
import { Administrator } from '../support/administrator.js'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization, type TestOrganization } from '../support/test-organization.js'

const server = shareInProcess()
let organization: TestOrganization
let root: Administrator
beforeEach(async () => {
  organization = await makeOrganization(server)
  root = await Administrator.logIn(organization)
})

interface Preview {
  readonly refusal?: { readonly code: string; readonly errors: readonly { readonly member: string }[] }
  readonly buttons: readonly object[]
  readonly agents: readonly object[]
}

/** What it would do to change these members of an object, or with null to remove it. */
const preview = async (kind: string, id: string, changes: object | null): Promise<Preview> => {
  const heads = ['id', 'version']
  const members = Object.entries({ ...(await root.read(kind, id)), ...changes })
  const whole = Object.fromEntries(members.filter(([member]) => !heads.includes(member)))
  const content = changes === null ? null : whole
  const answer = await root.request('POST', '/preview', { kind, id, content })
  expect(answer.status, answer.text).toBe(200)
  return answer.json() as Preview
}
const nobody = { count: 0, names: [] }
const some = (...names: string[]) => ({ count: names.length, names })

describe('[A-30] a preview', () => {
  test('says who gains and who loses a button, and whom that leaves, by the rules that decide', async () => {
    const skill = await root.create('skills', { name: 'Refunds' })
    await root.patch('agents', organization.agents.ben.id, { skillIds: [skill.id] })
    await AgentDesk.open(organization, 'ben')
    const told = await preview('buttons', organization.buttonId, { skillIds: [skill.id] })
    // The administrator could answer everything as well.
    expect(told.buttons).toEqual([
      {
        ...{ id: organization.buttonId, name: 'Chat with us', able: 1, online: 1, waiting: 0, gained: nobody },
        lost: { count: 2, names: expect.arrayContaining(['Ada']) as string[] },
        takesRequests: { before: true, after: true },
      },
    ])
    await root.patch('buttons', organization.buttonId, { skillIds: [skill.id] })
    const learns = await preview('agents', organization.agents.ada.id, { skillIds: [skill.id] })
    expect(learns.buttons).toMatchObject([{ gained: some('Ada'), lost: nobody, able: 2, online: 1 }])
    expect(await preview('agents', organization.agents.ada.id, { name: 'Ada L.' })).toMatchObject({
      buttons: [],
      agents: [],
    })
  })

  test('says what happens to those who wait and to those who chat', async () => {
    const ada = await AgentDesk.open(organization, 'ada')
    await RawVisitor.ask(organization)
    await ada.takeNext()
    await ada.setPresence('away')
    const ben = await AgentDesk.open(organization, 'ben')
    await root.patch('agents', organization.agents.ben.id, { capacity: 1 })
    await (await ben.follow()).next('snapshot')
    await RawVisitor.ask(organization)
    await ben.events.next('offer')
    const told = await preview('agents', organization.agents.ben.id, { active: false })
    expect(told.buttons).toMatchObject([{ lost: some('Ben'), waiting: 1, online: 0 }])
    expect(told.agents).toEqual([{ id: organization.agents.ben.id, name: 'Ben', chats: 1 }])
    expect(await preview('agents', organization.agents.ada.id, null)).toMatchObject({
      agents: [{ name: 'Ada', chats: 1 }],
    })
  })

  test('knows business hours and queues', async () => {
    const hours = await root.create('business-hours', { name: 'Never', timeZone: 'UTC' })
    const closed = await preview('buttons', organization.buttonId, { businessHoursId: hours.id })
    expect(closed.buttons).toMatchObject([{ takesRequests: { before: true, after: false }, lost: nobody }])
    const queue = await root.create('queues', { name: 'Line', memberIds: [organization.agents.ada.id] })
    await root.patch('buttons', organization.buttonId, { routing: 'queue', queueId: queue.id })
    const { ben } = organization.agents
    const joined = await preview('queues', queue.id, { memberIds: [ben.id] })
    expect(joined.buttons).toMatchObject([{ gained: some('Ben'), lost: some('Ada'), able: 1 }])
  })

  test('says why a change would be refused, and changes nothing', async () => {
    const told = await preview('buttons', organization.buttonId, { routing: 'queue' })
    expect(told).toMatchObject({ refusal: { code: 'invalid', errors: [{ member: 'queueId' }] }, buttons: [] })
    const before = await root.read('buttons', organization.buttonId)
    await preview('buttons', organization.buttonId, { name: 'Another' })
    expect(await root.read('buttons', organization.buttonId)).toEqual(before)
    const fresh = await root.request('POST', '/preview', { kind: 'skills', content: { name: 'New' } })
    expect(fresh.json()).toMatchObject({
      changes: expect.arrayContaining([{ member: 'name', after: 'New' }]) as object,
    })
    expectProblem(await root.request('POST', '/preview', { kind: 'nothing', content: {} }), 404, 'no-such-object')
    const missing = { kind: 'skills', id: '0C5000000000000', content: {} }
    expectProblem(await root.request('POST', '/preview', missing), 404, 'no-such-object')
    expectProblem(await root.request('POST', '/preview', { kind: 'skills', content: [] }), 400)
  })
})

test('[A-31] what refers to an object is listed', async () => {
  const skill = await root.create('skills', { name: 'Refunds' })
  const users = async () => (await root.request('GET', `/skills/${skill.id}/users`)).json()
  expect(await users()).toEqual({ total: 0, users: [] })
  const { ben } = organization.agents
  await root.patch('agents', ben.id, { skillIds: [skill.id] })
  expect(await users()).toEqual({ total: 1, users: [{ kind: 'agents', id: ben.id, name: 'Ben' }] })
  expectProblem(await root.request('GET', '/skills/0C5000000000000/users'), 404, 'no-such-object')
  expectProblem(await root.request('GET', `/nothing/${skill.id}/users`), 404, 'no-such-object')
})

test('[A-32] a rule against sensitive data is tried out on a sample', async () => {
  const rule = { pattern: '\\d{4}', action: 'replace', replacement: '****' }
  const tried = (body: object) => root.request('POST', '/sensitive-data-rules/try', body)
  expect((await tried({ ...rule, text: 'Pin 1234' })).json()).toEqual({ text: 'Pin ****', matched: true })
  expect((await tried({ ...rule, text: 'Nothing' })).json()).toEqual({ text: 'Nothing', matched: false })
  expect((await tried({ ...rule, action: 'remove', text: 'Pin 1234' })).json()).toMatchObject({ text: 'Pin ' })
  const refused = expectProblem(await tried({ ...rule, pattern: '(?=x)', text: '' }), 400, 'invalid')
  expect(refused.errors?.[0]?.member).toBe('pattern')
  expectProblem(await tried({ ...rule, text: 'x'.repeat(sampleMax + 1) }), 400)
})
