/** What administrators see and do about agents' log-ins. */
import { describe, expect, test } from 'vitest'
import { wrongAtAddressMax } from '../../src/edge/log-in-limits.js'
import { Administrator } from '../support/administrator.js'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess, until } from '../support/in-process-server.js'
import { readMetrics } from '../support/prometheus-text.js'
import { makeOrganization, password } from '../support/test-organization.js'

// So long that what ends in the tests does not end because a stream says that it lives.
const server = shareInProcess({ environment: { PARLEY_HEARTBEAT_MS: '60000' } })

const open = async () => {
  const organization = await makeOrganization(server)
  const administrator = await Administrator.logIn(organization)
  const { id, username } = organization.agents.ada
  const logIn = (secret: string) =>
    server.request({ method: 'POST', path: '/api/v1/login', body: JSON.stringify({ username, password: secret }) })
  const ask = async (method: string, path: string) => administrator.request(method, `/agents/${id}${path}`)
  const lastChange = async () =>
    ((await administrator.request('GET', `/audit?id=${id}&limit=1`)).json() as { changes: object[] }).changes[0]
  return { organization, administrator, logIn, ask, lastChange }
}

describe('[A-104] the log-ins of an agent', () => {
  test('are counted, and ended all at once', async () => {
    const { organization, administrator, logIn, ask, lastChange } = await open()
    expect((await ask('GET', '/log-ins')).json()).toEqual({ count: 0 })
    const desk = await AgentDesk.logIn(organization, 'ada')
    const stream = await desk.follow()
    await stream.next('snapshot')
    await logIn(password)
    expect((await ask('GET', '/log-ins')).json()).toEqual({ count: 2 })
    expect((await ask('POST', '/log-ins/end')).json()).toEqual({ ended: 2 })
    await until(() => stream.ended, 'the stream to end')
    expectProblem(await desk.request('GET', '/me'), 401, 'not-logged-in')
    expect((await ask('GET', '/log-ins')).json()).toEqual({ count: 0 })
    expect(await lastChange()).toMatchObject({
      ...{
        by: { id: administrator.id },
        action: 'changed',
        kind: 'agent',
        name: 'Ada',
        changes: [{ member: 'logIns' }],
      },
    })
    server.clock.advance(1)
    expect((await logIn(password)).status).toBe(200)
    expect((await ask('GET', '/log-ins')).json()).toEqual({ count: 1 })
  })

  test('are not lost from the record of a deactivation, which ends them as well', async () => {
    const { organization, administrator, ask, lastChange } = await open()
    await AgentDesk.logIn(organization, 'ada')
    await administrator.patch('agents', organization.agents.ada.id, { active: false })
    expect((await ask('GET', '/log-ins')).json()).toEqual({ count: 0 })
    expect(await lastChange()).toMatchObject({ changes: [{ member: 'active', before: true, after: false }] })
  })
})

describe('[A-104] an agent who has to wait', () => {
  test('is seen, and let in at once', async () => {
    const { administrator, logIn, ask, lastChange } = await open()
    expect((await ask('POST', '/unlock')).status).toBe(200)
    for (let tries = 0; tries < wrongAtAddressMax; tries += 1) expectProblem(await logIn('guess'), 401)
    const until = new Date(server.clock.now() + 60_000).toISOString()
    expect((await ask('GET', '/log-ins')).json()).toEqual({ count: 0, lockedUntil: until })
    expectProblem(await logIn(password), 429, 'too-many-tries')
    expect(await ask('POST', '/unlock')).toMatchObject({ status: 200, text: '{}' })
    expect((await ask('GET', '/log-ins')).json()).toEqual({ count: 0 })
    expect((await logIn(password)).status).toBe(200)
    expect(await lastChange()).toMatchObject({
      ...{ by: { id: administrator.id }, action: 'changed', kind: 'agent', name: 'Ada', changes: [{ member: 'lock' }] },
    })
  })
})

test('what came of log-ins is counted', async () => {
  const { logIn } = await open()
  const outcomes = async () => {
    const metrics = await readMetrics(server.address)
    return ['logged_in', 'wrong_password', 'limited'].map((one) => metrics.get(`parley_logins_total{outcome="${one}"}`))
  }
  const before = await outcomes()
  await logIn(password)
  for (let tries = 0; tries < wrongAtAddressMax + 2; tries += 1) await logIn('guess')
  const after = await outcomes()
  expect(after.map((count, index) => (count ?? 0) - (before[index] ?? 0))).toEqual([1, wrongAtAddressMax, 2])
})
