/**
 * An OpenID Connect provider (OpenID Connect Core 1.0, authorization code flow with PKCE). What it says of itself is asked
 * when somebody first signs in and remembered for a while; its keys are asked for again when a token names one that is
 * not known. None of its tokens is kept.
 */
import * as oauth from 'oauth4webapi'
import type { SignInMemory, SignInOutcome, SignInProvider, SignInRefusal } from '../accounts/sign-in.js'
import type { Clock, Instant, Millis } from '../lib/clock.js'
import { boundedFetch } from './bounded-fetch.js'

/** How long what the provider says of itself is believed. */
const discoveryLastsMs: Millis = 3_600_000
/** How far its clock may be from ours, in seconds. */
const clockToleranceS = 60
/** How many sign-ins are finished at the same time; each holds a connection to the provider. */
export const finishingMax = 32
/** Longer names nobody has. */
const nameLengthMax = 255

export interface OidcOptions {
  /** The issuer, such as `https://login.example.com/realms/main`; http only on this machine. */
  readonly issuer: string
  readonly clientId: string
  /** Empty for a public client, which has none. */
  readonly clientSecret: string
  /** Space-separated; `openid` among them. */
  readonly scopes: string
  /** The claim whose value is an agent's username. An `email` counts only when the provider has verified it. */
  readonly usernameClaim: string
  /** Mail domains whose addresses are let in; all when empty. */
  readonly domains: readonly string[]
  readonly label: string
  /** Where the provider sends the browser back to; registered with it. */
  readonly redirectUri: () => string
  /** Where it sends a browser back to that has logged out there (OpenID Connect RP-Initiated Logout 1.0). */
  readonly endedUri: () => string
  readonly clock: Clock
  /** Told why a sign-in failed, for the log; never with a token, a code or a secret in it. */
  readonly onFailure: (error: unknown) => void
}

interface Known {
  readonly server: oauth.AuthorizationServer
  readonly since: Instant
}

export class OidcProvider implements SignInProvider {
  readonly label: string
  readonly #options: OidcOptions
  readonly #client: oauth.Client
  readonly #requests: { [oauth.customFetch]: typeof boundedFetch; [oauth.allowInsecureRequests]: boolean }
  readonly #keys: oauth.JWKSCacheInput = {}
  #known: Known | undefined
  #asking: Promise<oauth.AuthorizationServer | undefined> | undefined
  #finishing = 0

  constructor(options: OidcOptions) {
    this.label = options.label
    this.#options = options
    this.#client = { client_id: options.clientId, [oauth.clockTolerance]: clockToleranceS }
    this.#requests = {
      [oauth.customFetch]: boundedFetch,
      [oauth.allowInsecureRequests]: options.issuer.startsWith('http:'),
    }
  }

  async begin() {
    const server = await this.#discover()
    if (server?.authorization_endpoint === undefined) return undefined
    const memory: SignInMemory = {
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      verifier: oauth.generateRandomCodeVerifier(),
    }
    const address = new URL(server.authorization_endpoint)
    const { clientId, scopes, redirectUri } = this.#options
    for (const [name, value] of Object.entries({
      ...{ client_id: clientId, redirect_uri: redirectUri(), response_type: 'code', scope: scopes },
      ...{ state: memory.state, nonce: memory.nonce, code_challenge_method: 'S256' },
      code_challenge: await oauth.calculatePKCECodeChallenge(memory.verifier),
    }))
      address.searchParams.set(name, value)
    return { address: address.href, memory }
  }

  async finish(query: URLSearchParams, memory: SignInMemory): Promise<SignInOutcome> {
    if (query.get('state') !== memory.state) return refused('stale')
    if (this.#finishing >= finishingMax) return refused('away')
    this.#finishing += 1
    try {
      const server = await this.#discover()
      if (server === undefined) return refused('away')
      const claims = await this.#claimsOf(server, query, memory)
      return this.#judge(claims)
    } catch (error) {
      const why = whyOf(error)
      if (why === 'failed' || why === 'away') this.#options.onFailure(error)
      return refused(why)
    } finally {
      this.#finishing -= 1
    }
  }

  async endAddress(): Promise<string | undefined> {
    const { end_session_endpoint: end } = (await this.#discover()) ?? {}
    // A browser is led there, so it has to be an address of the web.
    if (end === undefined || !/^https?:/.test(end) || !URL.canParse(end)) return undefined
    const { clientId, endedUri } = this.#options
    const address = new URL(end)
    address.searchParams.set('client_id', clientId)
    address.searchParams.set('post_logout_redirect_uri', endedUri())
    return address.href
  }

  async #claimsOf(server: oauth.AuthorizationServer, query: URLSearchParams, memory: SignInMemory) {
    const { redirectUri } = this.#options
    const checked = oauth.validateAuthResponse(server, this.#client, query, memory.state)
    const response = await oauth.authorizationCodeGrantRequest(
      ...([server, this.#client, this.#authenticationAt(server), checked, redirectUri(), memory.verifier] as const),
      this.#requests,
    )
    const tokens = await oauth.processAuthorizationCodeResponse(server, this.#client, response, {
      expectedNonce: memory.nonce,
      requireIdToken: true,
    })
    // TLS says already who made it; its signature says so even where something in between ends the TLS.
    await oauth.validateApplicationLevelSignature(server, response, {
      ...this.#requests,
      [oauth.jwksCache]: this.#keys,
    })
    const claims = oauth.getValidatedIdTokenClaims(tokens)
    if (claims === undefined) throw new Error('The identity provider gave no ID token.')
    return claims
  }

  /** How we say who we are: as the provider likes it, and otherwise as every provider takes it (RFC 6749, 2.3.1). */
  #authenticationAt({ token_endpoint_auth_methods_supported: methods }: oauth.AuthorizationServer): oauth.ClientAuth {
    const { clientSecret } = this.#options
    if (clientSecret === '') return oauth.None()
    const isPosted = methods?.includes('client_secret_post') === true && !methods.includes('client_secret_basic')
    return isPosted ? oauth.ClientSecretPost(clientSecret) : oauth.ClientSecretBasic(clientSecret)
  }

  #judge(claims: oauth.IDToken): SignInOutcome {
    const { usernameClaim, domains } = this.#options
    const name = claims[usernameClaim]
    if (typeof name !== 'string' || name === '' || name.length > nameLengthMax) {
      this.#options.onFailure(new Error(`The ID token has no claim ${usernameClaim} that names a person.`))
      return refused('failed')
    }
    if (usernameClaim === 'email' && claims['email_verified'] !== true) return refused('unverified')
    const domain = name.slice(name.lastIndexOf('@') + 1).toLowerCase()
    if (domains.length > 0 && !domains.includes(domain)) return refused('stranger')
    return { type: 'vouched', username: name }
  }

  /** What the provider says of itself; undefined when it cannot be asked. What was known is used on as long as that. */
  async #discover(): Promise<oauth.AuthorizationServer | undefined> {
    const known = this.#known
    if (known !== undefined && this.#options.clock.now() - known.since < discoveryLastsMs) return known.server
    // Whoever comes while it is asked waits for the same answer: a slow provider is not asked by everybody.
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined))
    return this.#asking
  }

  async #ask(): Promise<oauth.AuthorizationServer | undefined> {
    const { clock, issuer, onFailure } = this.#options
    const since = clock.now()
    try {
      const expected = new URL(issuer)
      const response = await oauth.discoveryRequest(expected, { ...this.#requests, algorithm: 'oidc' })
      const server = await oauth.processDiscoveryResponse(expected, response)
      this.#known = { server, since }
    } catch (error) {
      onFailure(error)
    }
    return this.#known?.server
  }
}

const refused = (why: SignInRefusal): SignInOutcome => ({ type: 'refused', why })

/** What an error of an exchange means for the person who waits for it. */
const whyOf = (error: unknown): SignInRefusal => {
  if (error instanceof oauth.AuthorizationResponseError) return error.error === 'server_error' ? 'away' : 'cancelled'
  // Codes are used once and soon: somebody went back, or took too long.
  if (error instanceof oauth.ResponseBodyError) return error.error === 'invalid_grant' ? 'stale' : 'failed'
  if (error instanceof oauth.OperationProcessingError) return 'failed'
  if (error instanceof oauth.UnsupportedOperationError) return 'failed'
  // What `fetch` says of a server that is not there, or that takes too long.
  if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) return 'away'
  return 'failed'
}
