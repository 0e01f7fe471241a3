/** Logging in and out over HTTP: what a password gives, what guessing gives, and what a browser is told to keep. */
import { describe, expect, test } from 'vitest'
import type { LoggedIn } from '../../src/agent-api/logging-in.js'
import { wrongFromAddressMax } from '../../src/edge/log-in-limits.js'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess, startInProcess, type InProcessServer } from '../support/in-process-server.js'
import { storeKinds } from '../support/test-store.js'
import { makeOrganization, password } from '../support/test-organization.js'

const server = shareInProcess()

const logIn = (username: string, secret: string, on: InProcessServer = server, headers: Record<string, string> = {}) =>
  on.request({ method: 'POST', path: '/api/v1/login', headers, body: JSON.stringify({ username, password: secret }) })

const whoAmI = (headers: Record<string, string>, on: InProcessServer = server) =>
  on.request({ path: '/api/v1/me', headers })

/** The cookie's name and value, and what the browser is told about it. */
const cookieOf = (header: string[] | undefined) => {
  expect(header).toHaveLength(1)
  const [pair = '', ...flags] = header![0]!.split('; ')
  return { pair, flags: flags.sort() }
}

describe('[A-2] the right password', () => {
  test('gives a token and says who I am', async () => {
    const { agents, organizationId } = await makeOrganization(server)
    const { id, username } = agents.ada
    const answer = await logIn(username, password)
    expect(answer.status).toBe(200)
    const { token, expiresAt, agent } = answer.json() as LoggedIn
    expect(agent).toEqual({ id, organizationId, username, name: 'Ada', role: 'agent', capacity: 3 })
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(Date.parse(expiresAt)).toBe(server.clock.now() + 7 * 24 * 3_600_000)
    expect((await whoAmI({ Authorization: `Bearer ${token}` })).json()).toEqual(agent)
    expect((await whoAmI({ Authorization: `bearer ${token}` })).json()).toEqual(agent)
    expect(answer.text).not.toContain('argon')
  })

  test('belongs to a name in any case, and each log-in has a token of its own', async () => {
    const { agents } = await makeOrganization(server)
    const tokens = await Promise.all(
      [agents.ada.username, agents.ada.username.toUpperCase()].map(async (username) => {
        return ((await logIn(username, password)).json() as LoggedIn).token
      }),
    )
    expect(new Set(tokens).size).toBe(2)
  })

  test('gives a browser the same token in a cookie that no script can read and no other site can send', async () => {
    const { agents } = await makeOrganization(server)
    const answer = await logIn(agents.ada.username, password)
    const { token } = answer.json() as LoggedIn
    const { pair, flags } = cookieOf(answer.headers['set-cookie'])
    expect(pair).toBe(`parley_token=${token}`)
    const expires = new Date(server.clock.now() + 7 * 24 * 3_600_000).toUTCString()
    expect(flags).toEqual([`Expires=${expires}`, 'HttpOnly', 'Path=/', 'SameSite=Strict'])
    expect((await whoAmI({ Cookie: `other=1; ${pair}; more=2` })).status).toBe(200)
  })

  test('gives a cookie that only goes over TLS when that is where the world sees us', async () => {
    const own = await startInProcess({ environment: { PARLEY_PUBLIC_URL: 'https://chat.example.com' } })
    const { agents } = await makeOrganization(own)
    const answer = await logIn(agents.ada.username, password, own)
    expect(cookieOf(answer.headers['set-cookie']).flags).toContain('Secure')
  })
})

describe('[A-2] the wrong password', () => {
  test('and an unknown name look alike', async () => {
    const { agents } = await makeOrganization(server)
    const wrong = await logIn(agents.ada.username, `${password} `)
    const unknown = await logIn('nobody@example.com', password)
    expect(expectProblem(wrong, 401, 'wrong-password')).toEqual(expectProblem(unknown, 401, 'wrong-password'))
    expect(wrong.headers['set-cookie']).toBeUndefined()
    for (const name of ['__proto__', 'constructor', '\u{1f600}']) expectProblem(await logIn(name, password), 401)
  })

  test('may be tried ten times a minute for a name from one address', async () => {
    const { agents } = await makeOrganization(server)
    const { username } = agents.ada
    for (let tries = 0; tries < 10; tries += 1) expectProblem(await logIn(username, 'guess'), 401)
    server.clock.advance(20_000)
    for (const guess of ['guess', password]) {
      const answer = await logIn(username.toUpperCase(), guess)
      expectProblem(answer, 429, 'too-many-tries')
      expect(answer.headers['retry-after']).toBe('40')
    }
    expect((await logIn(agents.ben.username, password)).status).toBe(200)
    server.clock.advance(40_000)
    expect((await logIn(username, password)).status).toBe(200)
    expectProblem(await logIn(username, 'guess'), 401)
  })

  test('[L-4] keeps nobody out but at the address it comes from, a name that is nobody’s no less', async () => {
    const own = await startInProcess({ environment: { PARLEY_TRUSTED_PROXIES: 'loopback' } })
    const { agents } = await makeOrganization(own)
    const at = (address: string, name: string, secret = 'guess') =>
      logIn(name, secret, own, { 'X-Forwarded-For': `198.51.100.1, ${address}` })
    for (const name of [agents.ada.username, 'nobody@example.com']) {
      for (let tries = 0; tries < 10; tries += 1) expectProblem(await at('203.0.113.7', name), 401, 'wrong-password')
      expectProblem(await at('203.0.113.7', name), 429, 'too-many-tries')
      expectProblem(await at('203.0.113.8', name), 401, 'wrong-password')
    }
    expect((await at('203.0.113.8', agents.ada.username, password)).status).toBe(200)
    expectProblem(await at('203.0.113.7', agents.ada.username, password), 429, 'too-many-tries')
  })

  test('may be tried fifty times a minute from one address, whatever the names', async () => {
    const own = await startInProcess({ environment: { PARLEY_TRUSTED_PROXIES: 'loopback' } })
    const { agents } = await makeOrganization(own)
    const from = (address: string) => ({ 'X-Forwarded-For': address })
    for (let tries = 0; tries < wrongFromAddressMax; tries += 1) {
      expectProblem(await logIn(`nobody-${tries}@example.com`, 'guess', own, from('203.0.113.7')), 401)
    }
    expectProblem(await logIn(agents.ada.username, password, own, from('203.0.113.7')), 429, 'too-many-tries')
    expect((await logIn(agents.ada.username, password, own, from('203.0.113.8'))).status).toBe(200)
  })

  test('is refused when far too many are tried at once, and nobody is locked out by it', async () => {
    const own = await startInProcess()
    const { agents } = await makeOrganization(own)
    const names = Array.from({ length: 64 }, (_, index) => `nobody-${index}@example.com`)
    const answers = await Promise.all(names.map((name) => logIn(name, 'guess', own)))
    const statuses = answers.map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([401, 429]))
    expect((await logIn(agents.ada.username, password, own)).status).toBe(200)
  })
})

describe('[A-2] a token', () => {
  test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer x y', 'x'])(
    'cannot be replaced by %j',
    async (authorization) => {
      const answer = await whoAmI(authorization === undefined ? {} : { Authorization: authorization })
      expectProblem(answer, 401, 'not-logged-in')
      expect(answer.headers['www-authenticate']).toBe('Bearer')
    },
  )

  test('opens nothing after it was logged out, and other tokens stay', async () => {
    const organization = await makeOrganization(server)
    const [one, two] = [await AgentDesk.logIn(organization, 'ada'), await AgentDesk.logIn(organization, 'ada')]
    const answer = await one.request('POST', '/logout')
    expect(answer).toMatchObject({ status: 200, text: '{}' })
    const { pair, flags } = cookieOf(answer.headers['set-cookie'])
    expect(pair).toBe('parley_token=')
    expect(flags).toContain('Expires=Thu, 01 Jan 1970 00:00:00 GMT')
    expectProblem(await one.request('GET', '/me'), 401, 'not-logged-in')
    expectProblem(await one.request('PUT', '/presence', { status: 'online' }), 401, 'not-logged-in')
    expectProblem(await one.request('GET', '/events'), 401, 'not-logged-in')
    expect((await one.request('POST', '/logout')).status).toBe(200)
    expect((await two.request('GET', '/me')).status).toBe(200)
  })

  test('lasts seven days', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.logIn(organization, 'ada')
    server.clock.advance(7 * 24 * 3_600_000 - 1)
    expect((await ada.request('GET', '/me')).status).toBe(200)
    server.clock.advance(1)
    expectProblem(await ada.request('GET', '/me'), 401, 'not-logged-in')
  })

  test('[A-10] in a cookie is not enough for what a page of another origin makes a browser send', async () => {
    const organization = await makeOrganization(server)
    const { token } = await AgentDesk.logIn(organization, 'ada')
    const from = (site: string) => ({ 'Sec-Fetch-Site': site, Cookie: `parley_token=${token}` })
    // A page of a neighbour's sub-domain is of the same site, so that SameSite does not keep the cookie from it.
    for (const site of ['cross-site', 'same-site']) {
      expectProblem(await whoAmI(from(site)), 403, 'cross-site')
      expect((await whoAmI({ ...from(site), Authorization: `Bearer ${token}` })).status).toBe(200)
    }
    for (const site of ['same-origin', 'none']) expect((await whoAmI(from(site))).status).toBe(200)
  })

  test('[A-10] is neither ended nor begun by a page of another origin', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.logIn(organization, 'ada')
    for (const [path, body] of [['logout', {}] as const, ['login', { username: 'ada', password: 'a' }] as const]) {
      const answer = await server.request({
        ...{ method: 'POST', path: `/api/v1/${path}`, body: JSON.stringify(body) },
        headers: {
          ...{ 'Sec-Fetch-Site': 'same-site', 'Content-Type': 'application/json' },
          Cookie: `parley_token=${ada.token}`,
        },
      })
      expectProblem(answer, 403, 'cross-site')
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect((await ada.request('GET', '/me')).status).toBe(200)
  })
})

test.each(storeKinds.filter((kind) => kind !== 'memory'))(
  '[A-2] a token outlives a restart, its end does too (%s)',
  async (store) => {
    const own = await startInProcess({ store })
    const organization = await makeOrganization(own)
    const [stays, goes] = [await AgentDesk.logIn(organization, 'ada'), await AgentDesk.logIn(organization, 'ada')]
    await goes.request('POST', '/logout')
    await own.restart()
    expect((await stays.request('GET', '/me')).status).toBe(200)
    expectProblem(await goes.request('GET', '/me'), 401)
  },
)
