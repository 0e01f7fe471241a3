/** What agents see and do about their own log-ins and their password, over HTTP. */
import { describe, expect, test } from 'vitest'
import { wrongAtAddressMax } from '../../src/edge/log-in-limits.js'
import type { LoggedIn } from '../../src/agent-api/logging-in.js'
import type { OwnLogIns } from '../../src/agent-api/own-log-ins.js'
import { credentialKind } from '../../src/setup/new-organization.js'
import { Administrator } from '../support/administrator.js'
import { AgentDesk } from '../support/agent-desk.js'
import { EventStream } from '../support/event-stream.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess, startInProcess, until, type InProcessServer } from '../support/in-process-server.js'
import { storeKinds } from '../support/test-store.js'
import { makeOrganization, password, type TestOrganization } from '../support/test-organization.js'

// So long that what ends in the tests does not end because a stream says that it lives.
const server = shareInProcess({ environment: { PARLEY_HEARTBEAT_MS: '60000' } })

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

const logIn = async (on: InProcessServer, username: string, headers: Record<string, string> = {}, secret = password) =>
  on.request({ method: 'POST', path: '/api/v1/login', headers, body: JSON.stringify({ username, password: secret }) })

const logInsOf = async (desk: AgentDesk): Promise<OwnLogIns> =>
  (await desk.request('GET', '/me/log-ins')).json() as OwnLogIns

const isIn = async (token: string): Promise<boolean> =>
  (await server.request({ path: '/api/v1/me', headers: { Authorization: `Bearer ${token}` } })).status === 200

const changePassword = (desk: AgentDesk, body: object) => desk.request('POST', '/me/password', body)

const twice = async (organization: TestOrganization) => {
  const first = await AgentDesk.logIn(organization, 'ada')
  server.clock.advance(1000)
  return [first, await AgentDesk.logIn(organization, 'ada')] as const
}

describe('[A-101] where I am logged in', () => {
  test('is listed with what is known of each log-in, this one first, then the latest used', async () => {
    const own = await startInProcess({ environment: { PARLEY_TRUSTED_PROXIES: 'loopback' } })
    const organization = await makeOrganization(own)
    const { username } = organization.agents.ada
    const from = { 'User-Agent': firefox, 'X-Forwarded-For': '203.0.113.7' }
    const madeAt = new Date(own.clock.now()).toISOString()
    await logIn(own, username, from)
    own.clock.advance(60_000)
    const desk = await AgentDesk.logIn(organization, 'ada')
    own.clock.advance(60_000)
    const latest = (await logIn(own, username, { 'User-Agent': 'curl/8.5.0' })).json() as LoggedIn
    await logIn(own, organization.agents.ben.username)
    const { logIns, hasPassword } = await logInsOf(desk)
    expect(hasPassword).toBe(true)
    expect(logIns.map(({ program, isThis }) => [program, isThis])).toEqual([
      [undefined, true],
      ['curl', false],
      ['Firefox', false],
    ])
    expect(logIns[2]).toEqual({
      ...{ logInId: expect.any(String) as string, isThis: false, madeAt, seenAt: madeAt },
      ...{ program: 'Firefox', system: 'Linux', address: '203.0.113.7', way: 'password' },
    })
    expect(JSON.stringify(logIns)).not.toContain(latest.token)
  })

  test('says when one was used last, to within five minutes', async () => {
    const organization = await makeOrganization(server)
    const [idle, used] = await twice(organization)
    server.clock.advance(299_000)
    const before = new Date(server.clock.now() - 300_000).toISOString()
    expect((await used.request('GET', '/me')).status).toBe(200)
    server.clock.advance(1000)
    const now = new Date(server.clock.now()).toISOString()
    expect((await used.request('GET', '/me')).status).toBe(200)
    await expect.poll(async () => (await logInsOf(used)).logIns[0]?.seenAt).toBe(now)
    expect((await logInsOf(used)).logIns[1]?.seenAt).toBe(before)
    expect((await logInsOf(idle)).logIns[0]?.isThis).toBe(true)
  })

  test('has no program among it, which asks with its agent’s name', async () => {
    const organization = await makeOrganization(server)
    const administrator = await Administrator.logIn(organization)
    await AgentDesk.logIn(organization, 'ben')
    const path = `/agents/${organization.agents.ben.id}/tokens`
    const { token } = (await administrator.request('POST', path, { name: 'Bot' })).json() as { token: string }
    const headers = { Authorization: `Bearer ${token}` }
    const { logIns } = (await server.request({ path: '/api/v1/me/log-ins', headers })).json() as OwnLogIns
    expect(logIns.map(({ isThis }) => isThis)).toEqual([false])
  })
})

describe('[A-102] ending log-ins of mine', () => {
  test('ends one at once, with its streams, and no other', async () => {
    const organization = await makeOrganization(server)
    const [gone, stays] = await twice(organization)
    const [its, others] = [await gone.follow(), await stays.follow()]
    await its.next('snapshot')
    await others.next('snapshot')
    const { logInId } = (await logInsOf(gone)).logIns[0]!
    expect(await stays.request('DELETE', `/me/log-ins/${logInId}`)).toMatchObject({ status: 200, text: '{}' })
    expectProblem(await gone.request('GET', '/me'), 401, 'not-logged-in')
    await until(() => its.ended, 'the stream to end')
    expect(others.ended).toBe(false)
    expectProblem(await stays.request('DELETE', `/me/log-ins/${logInId}`), 404, 'no-such-log-in')
  })

  test('ends nobody else’s', async () => {
    const organization = await makeOrganization(server)
    const [ada, ben] = [await AgentDesk.logIn(organization, 'ada'), await AgentDesk.logIn(organization, 'ben')]
    const { logInId } = (await logInsOf(ben)).logIns[0]!
    for (const id of [logInId, 'x', '__proto__', '%2e%2e'])
      expectProblem(await ada.request('DELETE', `/me/log-ins/${id}`), 404, 'no-such-log-in')
    expectProblem(await ada.request('DELETE', `/me/log-ins/${'x'.repeat(65)}`), 400, 'invalid')
    expect(await isIn(ben.token)).toBe(true)
  })

  test('ends all others, wherever supervisors look on as well', async () => {
    const organization = await makeOrganization(server)
    const one = await Administrator.logIn(organization)
    const other = ((await logIn(server, one.username)).json() as LoggedIn).token
    const floor = await EventStream.open(server.address, other, undefined, '/supervision/events')
    const headers = { Authorization: `Bearer ${one.token}` }
    const path = '/api/v1/me/log-ins/end-others'
    expect((await server.request({ method: 'POST', path, headers })).json()).toEqual({ ended: 1 })
    expect([await isIn(one.token), await isIn(other)]).toEqual([true, false])
    await until(() => floor.ended, 'the stream to end')
    expect((await server.request({ method: 'POST', path, headers })).json()).toEqual({ ended: 0 })
  })
})

describe('[A-103] a new password of mine', () => {
  const newPassword = 'correct horse battery'

  test('counts from then on, is recorded, and leaves my log-ins as they are', async () => {
    const organization = await makeOrganization(server)
    const administrator = await Administrator.logIn(organization)
    const [one, other] = await twice(organization)
    const { id, username } = organization.agents.ada
    const answer = await changePassword(one, { oldPassword: password, newPassword })
    expect(answer).toMatchObject({ status: 200, text: '{"ended":0}' })
    expectProblem(await logIn(server, username), 401, 'wrong-password')
    expect((await logIn(server, username, {}, newPassword)).status).toBe(200)
    expect([await isIn(one.token), await isIn(other.token)]).toEqual([true, true])
    const record = (await administrator.request('GET', `/audit?id=${id}&limit=1`)).json()
    expect(record).toMatchObject({ changes: [{ by: { id }, kind: 'agent', changes: [{ member: 'password' }] }] })
    expect(JSON.stringify(record)).not.toContain('argon')
  })

  test('ends all my other log-ins when I say so', async () => {
    const [one, other] = await twice(await makeOrganization(server))
    const answer = await changePassword(one, { oldPassword: password, newPassword, endOthers: true })
    expect(answer.json()).toEqual({ ended: 1 })
    expect([await isIn(one.token), await isIn(other.token)]).toEqual([true, false])
  })

  test('needs the old one, and guessing it is guessing at the log-in', async () => {
    const organization = await makeOrganization(server)
    const { username } = organization.agents.ada
    const desk = await AgentDesk.logIn(organization, 'ada')
    for (let tries = 0; tries < wrongAtAddressMax; tries += 1) {
      const answer = await changePassword(desk, { oldPassword: 'guess', newPassword })
      expectProblem(answer, 403, 'wrong-password')
    }
    const answer = await changePassword(desk, { oldPassword: password, newPassword })
    expectProblem(answer, 429, 'too-many-tries')
    expect(answer.headers['retry-after']).toBe('60')
    expectProblem(await logIn(server, username), 429, 'too-many-tries')
    server.clock.advance(60_000)
    expect((await logIn(server, username)).status).toBe(200)
  })

  test('has 10 to 1024 characters', async () => {
    const desk = await AgentDesk.logIn(await makeOrganization(server), 'ada')
    for (const bad of ['x'.repeat(9), 'x'.repeat(1025), '', 1, null, undefined])
      expectProblem(await changePassword(desk, { oldPassword: password, newPassword: bad }), 400, 'invalid')
    const longest = 'ü'.repeat(1024)
    expect((await changePassword(desk, { oldPassword: password, newPassword: longest })).status).toBe(200)
    expect((await changePassword(desk, { oldPassword: longest, newPassword: 'x'.repeat(10) })).status).toBe(200)
  })

  test('is nothing for an agent who has none', async () => {
    const organization = await makeOrganization(server)
    const desk = await AgentDesk.logIn(organization, 'ada')
    const { setup } = server.running.parts
    const { organizationId, agents } = organization
    const { id, version } = setup.raw(organizationId, credentialKind, agents.ada.id)!
    await setup.change([{ organizationId, kind: credentialKind, id, expectedVersion: version, data: undefined }])
    expect((await logInsOf(desk)).hasPassword).toBe(false)
    expectProblem(await changePassword(desk, { oldPassword: password, newPassword }), 409, 'no-password')
    expectProblem(await logIn(server, agents.ada.username), 401, 'wrong-password')
  })
})

test.each(storeKinds.filter((kind) => kind !== 'memory'))(
  '[A-101] what is known of log-ins outlives a restart (%s)',
  async (store) => {
    const own = await startInProcess({ store })
    const organization = await makeOrganization(own)
    await logIn(own, organization.agents.ada.username, { 'User-Agent': firefox })
    const desk = await AgentDesk.logIn(organization, 'ada')
    const before = await logInsOf(desk)
    expect(before.logIns.map(({ program }) => program)).toContain('Firefox')
    await own.restart()
    expect(await logInsOf(desk)).toEqual(before)
  },
)
