import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { IdentityProvider, type TokenRecipe } from '../../tests/support/identity-provider.js'
import { answerBytesMax } from './bounded-fetch.js'
import { finishingMax, OidcProvider, type OidcOptions } from './oidc-provider.js'

const open = async (options: Partial<OidcOptions> = {}) => {
  const provider = await IdentityProvider.start()
  const failures: string[] = []
  const clock = new ManualClock()
  const oidc = new OidcProvider({
    ...{ issuer: provider.issuer, clientId: provider.clientId, clientSecret: provider.clientSecret },
    ...{ scopes: 'openid email', usernameClaim: 'email', domains: [], label: 'Example', clock },
    redirectUri: () => 'http://127.0.0.1:8080/return',
    endedUri: () => 'http://127.0.0.1:8080/console/',
    onFailure: (error) => failures.push(String(error)),
    ...options,
  })
  const begin = async () => {
    const begun = await oidc.begin()
    if (begun === undefined) throw new Error('The provider is away.')
    return begun
  }
  /** Goes there and comes back. */
  const signIn = async () => {
    const { address, memory } = await begin()
    return oidc.finish(await provider.visit(address), memory)
  }
  return { provider, oidc, failures, clock, begin, signIn }
}

test('[A-90] the provider’s word is taken for a name, and the exchange is bound to the browser that asked', async () => {
  const { provider, begin, signIn } = await open()
  const asked = new URL((await begin()).address).searchParams
  expect(Object.fromEntries(asked)).toMatchObject({
    ...{ client_id: 'parley', response_type: 'code', scope: 'openid email', code_challenge_method: 'S256' },
    redirect_uri: 'http://127.0.0.1:8080/return',
  })
  expect(new Set([(await begin()).memory, (await begin()).memory].flatMap(Object.values)).size).toBe(6)
  expect(await signIn()).toEqual({ type: 'vouched', username: 'ada@example.com' })
  expect(provider.lastExchange?.form.get('client_secret')).toBeNull()
  const [name, secret] = Buffer.from(provider.lastExchange?.authorization?.slice(6) ?? '', 'base64')
    .toString()
    .split(':')
  expect([name, new URLSearchParams(`secret=${secret ?? ''}`).get('secret')]).toEqual(['parley', provider.clientSecret])
})

const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const set = (claims: object) => (recipe: TokenRecipe) => void Object.assign(recipe.claims, claims)
const seconds = (from: number) => Math.floor(Date.now() / 1000) + from

describe('[A-91] a token is not believed', () => {
  test.each<[string, (recipe: TokenRecipe) => void, string]>([
    ['of another issuer', set({ iss: 'https://elsewhere.example' }), 'failed'],
    ['for another client', set({ aud: 'somebody-else' }), 'failed'],
    ['made for another asking', set({ nonce: 'another' }), 'failed'],
    ['without the asking it was made for', ({ claims }) => delete claims['nonce'], 'failed'],
    ['that has expired', set({ exp: seconds(-120) }), 'failed'],
    ['of the future', set({ nbf: seconds(3600) }), 'failed'],
    ['that nobody signed', ({ header }) => (header['alg'] = 'none'), 'failed'],
    ['signed with a shared secret', ({ header }) => (header['alg'] = 'HS256'), 'failed'],
    ['signed by somebody else', (recipe) => (recipe.key = otherKey), 'failed'],
    ['signed with a key that is not the provider’s', ({ header }) => (header['kid'] = 'unheard-of'), 'failed'],
    ['that names nobody', ({ claims }) => delete claims['email'], 'failed'],
    ['with a name that is no text', set({ email: ['ada@example.com'] }), 'failed'],
    ['with a name of any length', set({ email: `${'a'.repeat(300)}@example.com` }), 'failed'],
    ['with an address nobody verified', set({ email_verified: false }), 'unverified'],
    ['with a word where a truth belongs', set({ email_verified: 'true' }), 'unverified'],
  ])('%s', async (_what, change, why) => {
    const { provider, signIn, failures } = await open()
    provider.change = change
    expect(await signIn()).toEqual({ type: 'refused', why })
    expect(failures.length).toBe(why === 'failed' ? 1 : 0)
    expect(failures.join()).not.toContain(provider.clientSecret)
  })

  test('but a minute of difference between clocks is borne', async () => {
    const { provider, signIn } = await open()
    provider.change = set({ exp: seconds(-30) })
    expect(await signIn()).toMatchObject({ type: 'vouched' })
  })
})

describe('[A-91] an answer is not taken', () => {
  test('to what this browser did not ask, nor a second time', async () => {
    const { provider, oidc, begin } = await open()
    const [mine, other] = [await begin(), await begin()]
    const query = await provider.visit(mine.address)
    expect(await oidc.finish(query, other.memory)).toEqual({ type: 'refused', why: 'stale' })
    expect(await oidc.finish(query, { ...mine.memory, verifier: other.memory.verifier })).toMatchObject({
      why: 'stale',
    })
    expect(await oidc.finish(query, mine.memory)).toEqual({ type: 'refused', why: 'stale' })
  })

  test('from another issuer, or from nobody', async () => {
    const { provider, oidc, begin } = await open()
    for (const spoil of [
      (query: URLSearchParams) => query.set('iss', 'https://elsewhere.example'),
      (query: URLSearchParams) => query.delete('iss'),
      (query: URLSearchParams) => query.delete('code'),
    ]) {
      const { address, memory } = await begin()
      const query = await provider.visit(address)
      spoil(query)
      expect(await oidc.finish(query, memory)).toEqual({ type: 'refused', why: 'failed' })
    }
    expect(provider.asked).not.toContain('/token')
  })

  test('when the person said no', async () => {
    const { provider, oidc, begin } = await open()
    const { memory } = await begin()
    const query = new URLSearchParams({ error: 'access_denied', state: memory.state, iss: provider.issuer })
    expect(await oidc.finish(query, memory)).toEqual({ type: 'refused', why: 'cancelled' })
  })
})

test('[A-90] another claim can be the name, and mail domains can be limited', async () => {
  const other = await open({ usernameClaim: 'preferred_username' })
  other.provider.change = set({ preferred_username: 'ada', email_verified: false })
  expect(await other.signIn()).toEqual({ type: 'vouched', username: 'ada' })

  const limited = await open({ domains: ['example.org'] })
  expect(await limited.signIn()).toEqual({ type: 'refused', why: 'stranger' })
  limited.provider.change = set({ email: 'ada@evil.example@Example.ORG' })
  expect(await limited.signIn()).toMatchObject({ type: 'vouched' })
  limited.provider.change = set({ email: 'ada@example.org.evil.example' })
  expect(await limited.signIn()).toEqual({ type: 'refused', why: 'stranger' })
})

describe('[A-92] a provider', () => {
  test('is asked who it is once an hour, and for its keys when it has new ones', async () => {
    const { provider, clock, signIn } = await open()
    const count = (path: string) => provider.asked.filter((asked) => asked === path).length
    for (let n = 0; n < 3; n += 1) expect(await signIn()).toMatchObject({ type: 'vouched' })
    expect([count('/.well-known/openid-configuration'), count('/keys')]).toEqual([1, 1])
    clock.advance(3_600_000)
    expect(await signIn()).toMatchObject({ type: 'vouched' })
    expect(count('/.well-known/openid-configuration')).toBe(2)
    // The library looks for new keys when those it has are a minute old.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
    onTestFinished(() => void vi.useRealTimers())
    provider.rotateKeys()
    expect(await signIn()).toMatchObject({ type: 'vouched' })
    expect(count('/keys')).toBe(2)
  })

  test('is asked who it is once by all who come at the same time', async () => {
    const { provider, oidc, failures, begin } = await open()
    const path = '/.well-known/openid-configuration'
    provider.instead.set(path, (response) => response.writeHead(503).end())
    expect(await Promise.all([oidc.begin(), oidc.begin(), oidc.begin()])).toEqual([undefined, undefined, undefined])
    expect([provider.asked, failures.length]).toEqual([[path], 1])
    provider.instead.clear()
    await Promise.all([begin(), begin(), begin()])
    expect(provider.asked).toEqual([path, path])
  })

  test('that is away is said to be, and asked again by whoever comes next', async () => {
    const { provider, oidc, failures, signIn } = await open()
    provider.instead.set('/.well-known/openid-configuration', (response) => response.writeHead(503).end())
    expect(await oidc.begin()).toBeUndefined()
    expect(failures).toHaveLength(1)
    provider.instead.clear()
    expect(await signIn()).toMatchObject({ type: 'vouched' })
    const { address, memory } = (await oidc.begin())!
    const query = await provider.visit(address)
    provider.stop()
    expect(await oidc.finish(query, memory)).toEqual({ type: 'refused', why: 'away' })
  })

  test('that says something else than it is, sends us elsewhere or talks without end is not followed', async () => {
    const { provider, oidc, failures } = await open()
    const path = '/.well-known/openid-configuration'
    const json = { 'content-type': 'application/json' }
    for (const answer of [
      (issuer: string) => ({ status: 302, headers: { location: `${issuer}/keys` }, body: '' }),
      () => ({ status: 200, headers: json, body: JSON.stringify({ issuer: 'https://elsewhere.example' }) }),
      () => ({ status: 200, headers: json, body: ' '.repeat(answerBytesMax + 1) }),
      () => ({ status: 200, headers: json, body: '{' }),
    ]) {
      const { status, headers, body } = answer(provider.issuer)
      provider.instead.set(path, (response) => response.writeHead(status, headers).end(body))
      expect(await oidc.begin()).toBeUndefined()
    }
    expect(failures).toHaveLength(4)
    expect(provider.asked).toEqual([path, path, path, path])
  })

  test('holds no more of our requests than are allowed', async () => {
    const { provider, oidc, begin } = await open()
    const begun = await Promise.all(Array.from({ length: finishingMax + 1 }, begin))
    const queries = await Promise.all(begun.map(({ address }) => provider.visit(address)))
    const waiting: (() => void)[] = []
    provider.instead.set('/token', (response) => waiting.push(() => response.writeHead(500).end()))
    const outcomes = begun.map(({ memory }, index) => oidc.finish(queries[index]!, memory))
    expect(await outcomes.at(-1)).toEqual({ type: 'refused', why: 'away' })
    while (waiting.length < finishingMax) await new Promise(setImmediate)
    for (const answer of waiting) answer()
    expect((await Promise.all(outcomes)).every(({ type }) => type === 'refused')).toBe(true)
  })
})

describe('[A-107] logging out of the provider', () => {
  test('has an address where the provider has one', async () => {
    const { provider, oidc } = await open()
    provider.more = { end_session_endpoint: `${provider.issuer}/end?realm=a` }
    const address = new URL((await oidc.endAddress()) ?? '')
    expect(address.pathname).toBe('/end')
    expect(Object.fromEntries(address.searchParams)).toEqual({
      ...{ realm: 'a', client_id: 'parley', post_logout_redirect_uri: 'http://127.0.0.1:8080/console/' },
    })
  })

  test.each([{}, { end_session_endpoint: 'javascript:alert(1)' }, { end_session_endpoint: 'https://' }])(
    'has none otherwise (%j)',
    async (more) => {
      const { provider, oidc } = await open()
      provider.more = more
      expect(await oidc.endAddress()).toBeUndefined()
    },
  )

  test('has none while the provider is away', async () => {
    const { provider, oidc } = await open()
    provider.stop()
    expect(await oidc.endAddress()).toBeUndefined()
  })
})
