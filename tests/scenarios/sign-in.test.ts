/** Logging in with an identity provider, as a browser is sent there and back. */
import { describe, expect, test } from 'vitest'
import { IdentityProvider } from '../support/identity-provider.js'
import { startInProcess, type InProcessServer } from '../support/in-process-server.js'
import { changeSetup, makeOrganization, password } from '../support/test-organization.js'

const open = async (environment: Readonly<Record<string, string>> = {}) => {
  const provider = await IdentityProvider.start()
  const server = await startInProcess({
    environment: {
      PARLEY_OIDC_ISSUER: provider.issuer,
      PARLEY_OIDC_CLIENT_ID: provider.clientId,
      PARLEY_OIDC_CLIENT_SECRET: provider.clientSecret,
      PARLEY_OIDC_LABEL: 'Example Inc.',
      ...environment,
    },
  })
  const organization = await makeOrganization(server)
  const { ada } = organization.agents
  provider.change = ({ claims }) => (claims['email'] = ada.username)
  return { provider, server, organization, ada }
}

const get = (server: InProcessServer, path: string, cookie = '') =>
  server.request({ method: 'GET', path, headers: cookie === '' ? {} : { Cookie: cookie } })

/** The cookies that an answer has the browser keep, by name, with what they are kept by. */
const cookiesOf = ({ headers }: { readonly headers: Record<string, string | string[] | undefined> }) =>
  new Map(
    [headers['set-cookie'] ?? []].flat().map((line) => {
      const [, name = '', value = '', rest = ''] = /^([^=]+)=([^;]*);?(.*)$/.exec(line) ?? []
      return [name, { value, rest }] as const
    }),
  )

const leave = async (server: InProcessServer, to = '/console/') => {
  const answer = await get(server, `/api/v1/login/provider?to=${encodeURIComponent(to)}`)
  expect(answer.status).toBe(302)
  const memory = cookiesOf(answer).get('parley_sign_in')
  return { address: String(answer.headers['location']), memory, cookie: `parley_sign_in=${memory?.value ?? ''}` }
}

const comeBack = async (server: InProcessServer, query: URLSearchParams, cookie: string) => {
  const answer = await get(server, `/api/v1/login/provider/return?${query.toString()}`, cookie)
  expect(answer.status).toBe(302)
  return { location: answer.headers['location'], cookies: cookiesOf(answer) }
}

test('[A-90] somebody the provider vouches for is logged in, and is where they wanted to be', async () => {
  const { provider, server, ada } = await open()
  expect((await get(server, '/api/v1/login/ways')).json()).toEqual({
    password: true,
    provider: { label: 'Example Inc.' },
  })
  const { address, memory, cookie } = await leave(server, '/console/past?q=tea#/x')
  expect(memory?.rest).toMatch(/HttpOnly/)
  expect(memory?.rest).toMatch(/SameSite=Lax/)
  const { location, cookies } = await comeBack(server, await provider.visit(address), cookie)
  expect(location).toBe('/console/past?q=tea#/x')
  expect(cookies.get('parley_sign_in')?.value).toBe('')
  const token = cookies.get('parley_token')
  expect(token?.rest).toMatch(/HttpOnly; SameSite=Strict/)
  expect((await get(server, '/api/v1/me', `parley_token=${token?.value ?? ''}`)).json()).toMatchObject({ id: ada.id })
})

test('[A-107] who came from the provider is told where to log out of it, and nobody else', async () => {
  const { provider, server, ada } = await open()
  provider.more = { end_session_endpoint: `${provider.issuer}/end` }
  const logOut = async (cookie: string) =>
    (await server.request({ method: 'POST', path: '/api/v1/logout', headers: { Cookie: cookie } })).json()
  const { address, cookie } = await leave(server)
  const { cookies } = await comeBack(server, await provider.visit(address), cookie)
  const token = `parley_token=${cookies.get('parley_token')?.value ?? ''}`
  const back = encodeURIComponent(`${server.address}/console/`)
  const end = `${provider.issuer}/end?client_id=parley&post_logout_redirect_uri=${back}`
  expect(await logOut(token)).toEqual({ provider: { label: 'Example Inc.', address: end } })
  // The log-in is over, and whose it was is not told twice.
  expect((await get(server, '/api/v1/me', token)).status).toBe(401)
  expect(await logOut(token)).toEqual({})
  const body = JSON.stringify({ username: ada.username, password })
  const byPassword = cookiesOf(await server.request({ method: 'POST', path: '/api/v1/login', body })).get(
    'parley_token',
  )
  expect(await logOut(`parley_token=${byPassword?.value ?? ''}`)).toEqual({})
})

describe('[A-91] nobody is logged in', () => {
  test.each([
    ['whom nobody here knows', 'nobody@example.com', 'stranger'],
    ['who is no agent any more', undefined, 'stranger'],
  ])('%s', async (_who, email, why) => {
    const { provider, server, organization, ada } = await open()
    if (email === undefined) await changeSetup(organization, 'agent', ada.id, { active: false })
    else provider.change = ({ claims }) => (claims['email'] = email)
    const { address, cookie } = await leave(server)
    const { location, cookies } = await comeBack(server, await provider.visit(address), cookie)
    expect(location).toBe(`/console/?sign-in=${why}`)
    expect(cookies.has('parley_token')).toBe(false)
  })

  test('in a browser that did not ask, with a cookie that is not ours, or by a link that somebody sent', async () => {
    const { provider, server } = await open()
    const { address } = await leave(server)
    const query = await provider.visit(address)
    const stranger = await leave(server)
    for (const cookie of ['', 'parley_sign_in=x', `parley_sign_in=${'A'.repeat(5000)}`, stranger.cookie]) {
      const { location, cookies } = await comeBack(server, query, cookie)
      expect(location).toBe('/console/?sign-in=stale')
      expect(cookies.has('parley_token')).toBe(false)
    }
    expect(provider.asked).not.toContain('/token')
  })

  test('while the provider is away, and passwords go on working', async () => {
    const { provider, server, ada } = await open()
    provider.stop()
    expect((await get(server, '/api/v1/login/provider')).headers['location']).toBe('/console/?sign-in=away')
    const body = JSON.stringify({ username: ada.username, password })
    const headers = { 'Content-Type': 'application/json' }
    expect((await server.request({ method: 'POST', path: '/api/v1/login', headers, body })).status).toBe(200)
  })
})

test('[A-93] nobody is led out of the console', async () => {
  const { provider, server } = await open()
  for (const to of [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/api/v1/me',
    'javascript:alert(1)',
    '/consoles',
  ]) {
    const { address, cookie } = await leave(server, to)
    const { location } = await comeBack(server, await provider.visit(address), cookie)
    expect(location, to).toBe('/console/')
  }
})

test('[A-90] behind TLS the cookie is one that no other host can set, and the provider sends back to the public address', async () => {
  const { server } = await open({ PARLEY_PUBLIC_URL: 'https://chat.example.com' })
  const answer = await get(server, '/api/v1/login/provider')
  expect([...cookiesOf(answer)]).toEqual([['__Host-parley_sign_in', expect.objectContaining({})]])
  expect(cookiesOf(answer).get('__Host-parley_sign_in')?.rest).toMatch(/Path=\/; HttpOnly; Secure; SameSite=Lax/)
  expect(new URL(String(answer.headers['location'])).searchParams.get('redirect_uri')).toBe(
    'https://chat.example.com/api/v1/login/provider/return',
  )
})

test('[A-90] without a provider there is nothing but passwords', async () => {
  const server = await startInProcess()
  expect((await get(server, '/api/v1/login/ways')).json()).toEqual({ password: true })
  for (const path of ['/api/v1/login/provider', '/api/v1/login/provider/return']) {
    expect((await get(server, path)).json()).toMatchObject({ status: 404, code: 'no-provider' })
  }
})
