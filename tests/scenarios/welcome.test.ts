/** The first organization of an installation, made over HTTP. */
import { describe, expect, test } from 'vitest'
import type { LoggedIn } from '../../src/agent-api/logging-in.js'
import { expectProblem } from '../support/expect-problem.js'
import { startInProcess, type InProcessServer } from '../support/in-process-server.js'
import { storeKinds } from '../support/test-store.js'

const environment = { PARLEY_PUBLIC_URL: 'https://chat.example.com' }

/** A server that nobody has used, and what is asked of it. */
const open = async (store?: (typeof storeKinds)[number]) => {
  const server = await startInProcess({ organizations: 'none', environment, ...(store && { store }) })
  return { server, token: server.running.parts.founding.token() }
}

const welcome = (token: string, changes: object = {}) => ({
  token,
  organization: { name: 'Example Ltd' },
  administrator: { name: 'Mara', username: 'mara@example.org', password: 'tulip roof 47 lamp' },
  ...changes,
})

const found = (server: InProcessServer, body: object) =>
  server.request({ method: 'POST', path: '/api/v1/welcome', body: JSON.stringify(body) })

const ways = async (server: InProcessServer): Promise<unknown> =>
  (await server.request({ path: '/api/v1/login/ways' })).json()

describe('[A-106] an installation that nobody has used', () => {
  test.each(storeKinds)('is begun once, by whoever has the token (%s)', async (store) => {
    const { server, token } = await open(store)
    expect(await ways(server)).toEqual({ password: true, isNew: true })
    const answer = await found(server, welcome(token))
    expect(answer.status).toBe(200)
    const { agent, token: bearer } = answer.json() as LoggedIn
    expect(agent).toMatchObject({ username: 'mara@example.org', name: 'Mara', role: 'administrator' })
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^parley_token=.*HttpOnly.*Secure/)
    const headers = { Authorization: `Bearer ${bearer}` }
    const asked = async (path: string) => (await server.request({ path: `/api/v1${path}`, headers })).json()
    expect(await asked(`/setup/organizations/${agent.organizationId}`)).toMatchObject({
      name: 'Example Ltd',
      demo: false,
    })
    for (const plural of ['deployments', 'buttons', 'agents'])
      expect(await asked(`/setup/${plural}`)).toMatchObject({ total: 1 })
    expect(await asked('/setup/audit?kind=organization')).toMatchObject({
      changes: [{ by: { id: agent.id }, action: 'created' }],
    })
    // It is good for nothing else, and never again.
    expect(await ways(server)).toEqual({ password: true })
    expectProblem(await found(server, welcome(token)), 409, 'set-up-already')
    expectProblem(await server.request({ path: '/api/v1/me', headers: { Authorization: `Bearer ${token}` } }), 401)
  })

  test('is begun by nobody else, and nothing is made', async () => {
    const { server, token } = await open()
    for (const wrong of ['x', `${token}x`, token.slice(1), token.toLowerCase(), '__proto__'])
      expectProblem(await found(server, welcome(wrong)), 403, 'wrong-token')
    for (const bad of [
      { token: '' },
      { token: 1 },
      { organization: {} },
      { organization: { name: ' ' } },
      { organization: { name: 'x'.repeat(81) } },
      { administrator: { name: 'Mara', username: 'mara@example.org', password: 'x'.repeat(9) } },
    ])
      expectProblem(await found(server, welcome(token, bad)), 400, 'invalid')
    expect(server.running.parts.setup.organizations).toEqual([])
    expect(await ways(server)).toMatchObject({ isNew: true })
  })

  test('is begun once, however many try at the same time', async () => {
    const { server, token } = await open()
    const answers = await Promise.all([1, 2, 3, 4].map(() => found(server, welcome(token))))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    for (const answer of answers) if (answer.status === 409) expectProblem(answer, 409, 'set-up-already')
    expect(server.running.parts.setup.organizations).toHaveLength(1)
  })

  test('cannot be begun by a page of another site', async () => {
    const { server, token } = await open()
    const headers = { 'Sec-Fetch-Site': 'cross-site' }
    const body = JSON.stringify(welcome(token))
    expectProblem(await server.request({ method: 'POST', path: '/api/v1/welcome', headers, body }), 403, 'cross-site')
  })
})
