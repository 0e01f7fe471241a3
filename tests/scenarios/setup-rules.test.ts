/** What holds of setup as a whole: references, members that depend on each other, limits, and who is in charge. */
import { beforeAll, describe, expect, test } from 'vitest'
import { objectsPerKindMax } from '../../src/setup/edit-checks.js'
import { setupKinds } from '../../src/setup/setup-kinds.js'
import { Administrator } from '../support/administrator.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess } from '../support/in-process-server.js'
import { leastContent, madeKinds, membersOf } from '../support/setup-samples.js'
import { makeOrganization, type TestOrganization } from '../support/test-organization.js'

const server = shareInProcess()
let organization: TestOrganization
let root: Administrator
beforeAll(async () => {
  organization = await makeOrganization(server)
  root = await Administrator.logIn(organization)
})

/** Every member that refers to other objects. */
const referring = madeKinds.flatMap((kind) =>
  membersOf(kind).flatMap(([member, { refersTo, items, anyOf }]) => {
    const target = madeKinds.find((one) =>
      [refersTo, items?.refersTo, ...(anyOf ?? []).map((variant) => variant.refersTo)].includes(one),
    )
    return target ? [{ kind, member, target, isList: items !== undefined }] : []
  }),
)

const bySkill = async (): Promise<object> => {
  const { id } = await root.create('skills', leastContent('skill'))
  return { routing: 'skills', skillIds: [id] }
}

describe.each(referring)('[A-23] the $member of a $kind', ({ kind, member, target, isList }) => {
  const { plural } = setupKinds[kind]
  const targets = setupKinds[target]

  test(`must be there, and cannot be removed while it is named`, async () => {
    const missing = `${targets.idPrefix}P00000000000`
    // Without routing by skills these skills would be wrong for another reason.
    const routing = member === 'additionalSkillIds' ? await bySkill() : {}
    const content = { ...leastContent(kind), ...routing }
    const naming = (id: string) => ({ ...content, [member]: isList ? [id] : id })
    const refused = await root.request('POST', `/${plural}`, naming(missing))
    expect(expectProblem(refused, 400, 'invalid').errors).toEqual([
      { member, message: `There is no ${target} ${missing}.` },
    ])
    const elsewhere = await Administrator.logIn(await makeOrganization(server))
    const foreign = await elsewhere.create(targets.plural, leastContent(target))
    expectProblem(await root.request('POST', `/${plural}`, naming(foreign.id)), 400, 'invalid')

    const used = await root.create(targets.plural, leastContent(target))
    const user = await root.create(plural, naming(used.id))
    const remove = () => root.request('DELETE', `/${targets.plural}/${used.id}`, undefined, { 'If-Match': '*' })
    const { detail } = expectProblem(await remove(), 409, 'in-use')
    expect(detail).toContain(`${kind} ${String(user.name)} (${user.id})`)
    await root.patch(plural, user.id, { [member]: null })
    expect((await remove()).status).toBe(200)
  })
})

test('[A-23] the websites of an invitation must be there, and cannot be removed while it names them', async () => {
  const invite = (id: string) => ({ name: 'Invite', type: 'invite', invitation: { deploymentIds: [id] } })
  const missing = '572P00000000000'
  expect(expectProblem(await root.request('POST', '/buttons', invite(missing)), 400, 'invalid').errors).toEqual([
    { member: 'invitation.deploymentIds', message: `There is no deployment ${missing}.` },
  ])
  const shop = await root.create('deployments', { name: 'Shop' })
  const button = await root.create('buttons', invite(shop.id))
  const remove = () => root.request('DELETE', `/deployments/${shop.id}`, undefined, { 'If-Match': '*' })
  expect(expectProblem(await remove(), 409, 'in-use').detail).toContain(button.id)
  await root.patch('buttons', button.id, { type: 'standard', invitation: null })
  expect((await remove()).status).toBe(200)
})

test('[A-23] queues do not send what they cannot take round in a circle', async () => {
  const [a, b, c] = await Promise.all([1, 2, 3].map(() => root.create('queues', leastContent('queue'))))
  await root.patch('queues', a!.id, { overflowQueueId: b!.id })
  await root.patch('queues', b!.id, { overflowQueueId: c!.id })
  for (const [queue, target] of [
    [c!, a!],
    [c!, c!],
  ]) {
    const body = { overflowQueueId: target!.id }
    const refused = await root.request('PATCH', `/queues/${queue!.id}`, body, { 'If-Match': '*' })
    expect(expectProblem(refused, 400, 'invalid').errors).toMatchObject([{ member: 'overflowQueueId' }])
  }
})

describe('[A-21] members that depend on each other', () => {
  const wrong: [string, object, string][] = [
    ['buttons', { name: 'a', idleTimeout: { warningS: 20, timeoutS: 20 } }, 'idleTimeout.timeoutS'],
    ['buttons', { name: 'a', routing: 'queue' }, 'queueId'],
    ['buttons', { name: 'a', routing: 'skills' }, 'skillIds'],
    ['buttons', { name: 'a', routing: 'choice', autoAccept: true }, 'autoAccept'],
    ['buttons', { name: 'a', additionalSkillIds: ['0C5P00000000001'] }, 'additionalSkillIds'],
    ['deployments', { name: 'a', connectionTimeoutS: 30, connectionWarningS: 30 }, 'connectionTimeoutS'],
    ['deployments', { name: 'a', allowedOrigins: ['https://a.example', 'shop/page'] }, 'allowedOrigins.1'],
    ['business-hours', { name: 'a', timeZone: 'Europe/Nowhere' }, 'timeZone'],
    ['business-hours', { name: 'a', timeZone: 'UTC', holidays: [{ date: '2026-02-30' }] }, 'holidays.0.date'],
    [
      'business-hours',
      { name: 'a', timeZone: 'UTC', holidays: [{ date: '2026-02-03' }, { date: '2026-02-03' }] },
      'holidays.1.date',
    ],
    ['blocking-rules', { name: 'a', fromAddress: '192.0.2.256' }, 'fromAddress'],
    ['blocking-rules', { name: 'a', fromAddress: '192.0.2.1', toAddress: 'nowhere' }, 'toAddress'],
    ['blocking-rules', { name: 'a', fromAddress: '192.0.2.9', toAddress: '192.0.2.10', owner: 'me' }, 'owner'],
    ['blocking-rules', { name: 'a', fromAddress: '192.0.2.10', toAddress: '192.0.2.9' }, 'toAddress'],
    ['blocking-rules', { name: 'a', fromAddress: '192.0.2.10', toAddress: '2001:db8::1' }, 'toAddress'],
    ['sensitive-data-rules', { name: 'a', pattern: '(' }, 'pattern'],
    ['agents', { name: 'a', username: 'short@example.com', role: 'agent', password: 'too short' }, 'password'],
  ]
  test.each(wrong)('of %s: %j', async (plural, content, member) => {
    const { errors } = expectProblem(await root.request('POST', `/${plural}`, content), 400, 'invalid')
    expect(errors?.map((error) => error.member)).toContain(member)
  })
})

describe('[A-23] what no two objects may have in common', () => {
  test('is a username, in any organization and whatever its case', async () => {
    const elsewhere = await Administrator.logIn(await makeOrganization(server))
    const agent = { name: 'Twin', username: 'twin@example.com', role: 'agent' }
    await root.create('agents', agent)
    for (const administrator of [root, elsewhere]) {
      const again = { ...agent, username: 'TWIN@example.com' }
      const { errors } = expectProblem(await administrator.request('POST', '/agents', again), 400, 'invalid')
      expect(errors?.[0]?.member).toBe('username')
    }
    const racing = { ...agent, username: 'race@example.com' }
    const answers = await Promise.all([1, 2, 3].map(() => root.request('POST', '/agents', racing)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400])
  })

  test('is a shortcut', async () => {
    const text = { name: 'Hello', shortcut: 'hi', message: 'Hello!' }
    const { id } = await root.create('quick-texts', text)
    await root.patch('quick-texts', id, { message: 'Hi!' })
    const again = await root.request('POST', '/quick-texts', { ...text, shortcut: 'HI' })
    expect(expectProblem(again, 400, 'invalid').errors).toEqual([
      { member: 'shortcut', message: 'Hello has this shortcut; choose another.' },
    ])
  })
})

test('[A-23] a queue cannot be its own overflow', async () => {
  const { id } = await root.create('queues', { name: 'Alone' })
  const answer = await root.request('PATCH', `/queues/${id}`, { overflowQueueId: id }, { 'If-Match': '*' })
  expect(expectProblem(answer, 400).errors).toEqual([{ member: 'overflowQueueId', message: 'Must be another one.' }])
})

describe('[A-24] an organization', () => {
  test('is never left without an active administrator', async () => {
    const own = await makeOrganization(server)
    const first = await Administrator.logIn(own)
    const path = `/agents/${first.id}`
    const tries = [
      () => first.request('PATCH', path, { active: false }, { 'If-Match': '*' }),
      () => first.request('PATCH', path, { role: 'supervisor' }, { 'If-Match': '*' }),
      () => first.request('DELETE', path, undefined, { 'If-Match': '*' }),
    ]
    for (const attempt of tries) expectProblem(await attempt(), 409, 'last-administrator')
    const second = await Administrator.logIn(own)
    await second.patch('agents', first.id, { role: 'supervisor' })
    expectProblem(await second.request('DELETE', `/agents/${second.id}`, undefined, { 'If-Match': '*' }), 409)
  })

  test('has so many objects of a kind and no more', async () => {
    const own = await makeOrganization(server)
    const administrator = await Administrator.logIn(own)
    const { organizationId } = own
    const changes = Array.from({ length: objectsPerKindMax - 1 }, (_, number) => ({
      ...{ organizationId, kind: 'skill', id: `0C5P${String(number).padStart(11, '0')}` },
      ...{ expectedVersion: 0, data: { name: `Skill ${number}` } },
    }))
    await server.running.parts.setup.change(changes)
    const { id } = await administrator.create('skills', { name: 'The last' })
    const { detail } = expectProblem(
      await administrator.request('POST', '/skills', { name: 'One more' }),
      409,
      'too-many',
    )
    expect(detail).toContain('10000')
    await administrator.patch('skills', id, { name: 'Still changed' })
  })
})
