/** What browsers are told about pages of other sites, and which pages may ask for a chat of a deployment. */
import { beforeAll, describe, expect, test } from 'vitest'
import { askedHeadersMax } from '../../src/visitor-api/cors.js'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess, startInProcess, type InProcessServer } from '../support/in-process-server.js'
import type { RawAnswer } from '../support/raw-http.js'
import { RawVisitor, initBody, restPath, versionHeader } from '../support/raw-visitor.js'
import { makeOrganization, type TestOrganization } from '../support/test-organization.js'

const shop = 'https://shop.example.com'
const stranger = 'https://stranger.example.net'

/** Says which pages a deployment allows. */
const allowOrigins = async (organization: TestOrganization, allowedOrigins: readonly string[]): Promise<void> => {
  const { server, organizationId, deploymentId } = organization
  const { setup } = server.running.parts
  const stored = setup.raw(organizationId, 'deployment', deploymentId)!
  const change = { organizationId, kind: 'deployment', id: deploymentId, expectedVersion: stored.version }
  await setup.change([{ ...change, data: { ...(stored.data as object), allowedOrigins } }])
}

const corsHeaders = ({ headers }: RawAnswer): Record<string, unknown> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => /^access-control-|^vary$/.test(name)))

const begin = (server: InProcessServer, origin?: string): Promise<RawAnswer> =>
  server.request({
    path: restPath('System/SessionId'),
    headers: { ...versionHeader, ...(origin !== undefined && { Origin: origin }) },
  })

const preflight = (server: InProcessServer, origin: string, asked: string, resource = 'Chasitor/ChatMessage') =>
  server.request({
    method: 'OPTIONS',
    path: restPath(resource),
    headers: { Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': asked },
  })

const server = shareInProcess()
let organization: TestOrganization
beforeAll(async () => {
  organization = await makeOrganization(server)
  await allowOrigins(organization, [`${shop}/`, 'https://*.example.org'])
})

const reflected = (origin: string) => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'Retry-After',
  vary: 'Origin',
})

describe('[B-1] an answer', () => {
  test.each([shop, 'https://www.example.org'])('reflects %s, which a deployment lists', async (origin) => {
    const answer = await begin(server, origin)
    expect(answer.status).toBe(200)
    expect(corsHeaders(answer)).toEqual(reflected(origin))
  })

  test.each([stranger, 'null', `${shop}.evil.com`, 'http://shop.example.com', 'https://example.org', '*'])(
    'says nothing to %s, which none lists, and is an answer all the same',
    async (origin) => {
      const answer = await begin(server, origin)
      expect(answer.status).toBe(200)
      expect(corsHeaders(answer)).toEqual({ vary: 'Origin' })
    },
  )

  test('says nothing when no page asked', async () => {
    expect(corsHeaders(await begin(server))).toEqual({})
  })

  test('is readable for the page when it is a refusal as well', async () => {
    const headers = { Origin: shop }
    const refused = await server.request({ path: restPath('System/Messages'), headers })
    expect([refused.status, corsHeaders(refused)]).toEqual([400, reflected(shop)])
    const nowhere = await server.request({ path: restPath('Nowhere'), headers: { ...versionHeader, ...headers } })
    expect([nowhere.status, corsHeaders(nowhere)]).toEqual([404, reflected(shop)])
    const visitor = await RawVisitor.ask(organization)
    const poll = await server.request({
      path: restPath('System/Messages'),
      headers: { ...visitor.headers, ...headers },
    })
    expect([poll.status, corsHeaders(poll)]).toEqual([200, reflected(shop)])
  })

  test('follows setup at once', async () => {
    const other = await makeOrganization(server)
    const origin = 'https://new.example.com'
    expect(corsHeaders(await begin(server, origin))).toEqual({ vary: 'Origin' })
    await allowOrigins(other, [origin])
    expect(corsHeaders(await begin(server, origin))).toEqual(reflected(origin))
    await allowOrigins(other, [])
    expect(corsHeaders(await begin(server, origin))).toEqual({ vary: 'Origin' })
  })
})

describe('[B-2] a preflight', () => {
  const names = 'content-type,x-liveagent-api-version,X-LIVEAGENT-AFFINITY, x-liveagent-session-key,x-requested-with'

  test.each(['Chasitor/ChatMessage', 'System/SessionId', 'System/SessionId/key', 'Nowhere'])(
    'for %s needs no header of ours',
    async (resource) => {
      const answer = await preflight(server, shop, names, resource)
      expect([answer.status, answer.text]).toEqual([204, ''])
      expect(corsHeaders(answer)).toEqual({
        ...reflected(shop),
        'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
        'access-control-allow-headers': names.split(/, ?/).join(', '),
        'access-control-max-age': '7200',
      })
    },
  )

  test('allows the headers it may and no others', async () => {
    const allowed = async (asked: string) =>
      (await preflight(server, shop, asked)).headers['access-control-allow-headers']
    expect(await allowed('cookie, x-b3-traceid, authorization, x-, x-ü, a b, x-a;b')).toBe('x-b3-traceid')
    expect(await allowed(`x-${'a'.repeat(101)}, x-${'a'.repeat(100)}`)).toBe(`x-${'a'.repeat(100)}`)
    expect(await allowed('')).toBeUndefined()
    const many = Array.from({ length: askedHeadersMax + 1 }, (_, index) => `x-${index}`)
    expect(await allowed(many.join())).toBe(many.slice(0, -1).join(', '))
  })

  test('of a page that no deployment lists allows nothing, and neither does a bare OPTIONS', async () => {
    const answer = await preflight(server, stranger, names)
    expect([answer.status, corsHeaders(answer)]).toEqual([204, { vary: 'Origin' }])
    const bare = await server.request({ method: 'OPTIONS', path: restPath('System/SessionId') })
    expect([bare.status, bare.headers.allow, corsHeaders(bare)]).toEqual([204, 'GET, POST, DELETE, OPTIONS', {}])
  })
})

describe('[B-3] with PARLEY_CORS_ANY', () => {
  const open = shareInProcess({ environment: { PARLEY_CORS_ANY: 'on' } })

  test('every page may, but only a listed one with credentials', async () => {
    await allowOrigins(await makeOrganization(open), [shop])
    const anybody = {
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Retry-After',
      vary: 'Origin',
    }
    expect(corsHeaders(await begin(open, stranger))).toEqual(anybody)
    expect(corsHeaders(await begin(open, 'null'))).toEqual(anybody)
    expect(corsHeaders(await begin(open, shop))).toEqual(reflected(shop))
    expect(corsHeaders(await preflight(open, stranger, 'x-liveagent-affinity'))).toEqual({
      ...anybody,
      'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
      'access-control-allow-headers': 'x-liveagent-affinity',
      'access-control-max-age': '7200',
    })
  })
})

test('[B-1 L-1] a page can read that it asks too often', async () => {
  const limited = await startInProcess({
    environment: { PARLEY_RATE_LIMIT_EXEMPT: 'none', PARLEY_RATE_LIMIT_SESSIONS: '1' },
  })
  await allowOrigins(await makeOrganization(limited), [shop])
  await begin(limited, shop)
  const answer = await begin(limited, shop)
  expect([answer.status, corsHeaders(answer)]).toEqual([429, reflected(shop)])
})

describe('[B-4] a request for a chat', () => {
  /** What the first poll says after ChasitorInit was sent by a page. */
  const outcome = async (of: TestOrganization, headers: Record<string, string>) => {
    const visitor = await RawVisitor.arrive(of)
    expect(await visitor.post('ChasitorInit', initBody(of), { headers })).toMatchObject({ status: 200, text: 'OK' })
    const { messages } = await visitor.read()
    return [messages[0]?.type, messages[0]?.message.reason]
  }

  test('is refused as blocked when its deployment lists other pages', async () => {
    const ada = await AgentDesk.open(organization, 'ada')
    expect(await outcome(organization, { Origin: shop })).toEqual(['ChatRequestSuccess', undefined])
    expect(await outcome(organization, {})).toEqual(['ChatRequestSuccess', undefined])
    await ada.events.next('offer')
    await ada.events.next('offer')
    // A page of another deployment of this server passes the browser, but not this.
    const other = await makeOrganization(server)
    await allowOrigins(other, [stranger])
    for (const origin of [stranger, 'null', 'https://example.org']) {
      expect(await outcome(organization, { Origin: origin })).toEqual(['ChatRequestFail', 'Blocked'])
    }
    expect(await ada.events.untaken()).toEqual([])
  })

  test('of a page of this server is taken', async () => {
    await AgentDesk.open(organization, 'ben')
    expect(await outcome(organization, { Origin: server.address })).toEqual(['ChatRequestSuccess', undefined])
    const headers = { Origin: 'https://chat.example.com', Host: 'chat.example.com' }
    expect(await outcome(organization, headers)).toEqual(['ChatRequestSuccess', undefined])
    const published = await startInProcess({ environment: { PARLEY_PUBLIC_URL: 'https://chat.example.com/support/' } })
    const there = await makeOrganization(published)
    await allowOrigins(there, [shop])
    await AgentDesk.open(there, 'ada')
    expect(await outcome(there, { Origin: 'https://chat.example.com' })).toEqual(['ChatRequestSuccess', undefined])
    expect(await outcome(there, { Origin: 'https://chat2.example.com' })).toEqual(['ChatRequestFail', 'Blocked'])
  })

  test('of any page is taken when its deployment lists none', async () => {
    const free = await makeOrganization(server)
    await AgentDesk.open(free, 'ada')
    expect(await outcome(free, { Origin: stranger })).toEqual(['ChatRequestSuccess', undefined])
  })
})

describe('[B-1 B-2] where files go', () => {
  const at = (method: string, origin: string) =>
    server.request({
      method,
      path: '/chat/upload',
      headers: { Origin: origin, 'Access-Control-Request-Headers': 'x-requested-with' },
    })

  test('pages that a deployment lists may read what became of theirs', async () => {
    const answer = await at('POST', shop)
    expect(answer.status).toBe(400)
    expect(corsHeaders(answer)).toEqual(reflected(shop))
    const asked = await at('OPTIONS', shop)
    expect([asked.status, asked.text]).toEqual([204, ''])
    expect(asked.headers['access-control-allow-headers']).toBe('x-requested-with')
  })

  test('others may not', async () => {
    for (const method of ['POST', 'OPTIONS']) {
      expect(corsHeaders(await at(method, 'https://unlisted.example.net'))).toEqual({ vary: 'Origin' })
    }
  })
})
