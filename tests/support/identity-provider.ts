/** A small OpenID Connect provider that lets everybody in, and says what a test has it say. */
import { createHash, createSign, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

type Claims = Record<string, unknown>

/** What a token is made with; a test changes what it wants to be wrong. */
export interface TokenRecipe {
  claims: Claims
  header: Claims
  key: KeyObject
}

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
// Making one takes a while, and tells no provider from another.
let usualKey: ReturnType<typeof newKey> | undefined
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export class IdentityProvider {
  readonly clientId = 'parley'
  readonly clientSecret = 'a secret: with/odd %characters'
  /** Changes a token before it is signed. */
  change: (recipe: TokenRecipe) => void = () => undefined
  /** What else it says of itself. */
  more: Claims = {}
  /** What is answered instead, if anything: by path. */
  readonly instead = new Map<string, (response: ServerResponse) => void>()
  /** Every path that was asked for. */
  readonly asked: string[] = []
  /** What the token endpoint was told, and how the client said who it is. */
  lastExchange: { readonly form: URLSearchParams; readonly authorization: string | undefined } | undefined
  #keys = [{ kid: 'first', ...(usualKey ??= newKey()) }]
  readonly #codes = new Map<
    string,
    { readonly nonce: string; readonly challenge: string; readonly redirectUri: string }
  >()
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  /** One that ends with the test. */
  static async start(): Promise<IdentityProvider> {
    const server = createServer((request, response) => void provider.#answer(request, response))
    const provider = new IdentityProvider(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => provider.stop())
    return provider
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Signs with another key from now on, and forgets the old one. */
  rotateKeys(): void {
    this.#keys = [{ kid: randomUUID(), ...newKey() }]
  }

  /** What a browser does that is sent here: says yes, and goes back. Settles with the query of where it is sent. */
  async visit(address: string): Promise<URLSearchParams> {
    const response = await fetch(address, { redirect: 'manual' })
    return new URL(response.headers.get('location') ?? '').searchParams
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.issuer)
    this.asked.push(pathname)
    const instead = this.instead.get(pathname)
    if (instead) return instead(response)
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return send(response, {
          issuer: this.issuer,
          authorization_endpoint: `${this.issuer}/authorize`,
          token_endpoint: `${this.issuer}/token`,
          jwks_uri: `${this.issuer}/keys`,
          authorization_response_iss_parameter_supported: true,
          ...this.more,
        })
      case '/keys':
        return send(response, {
          keys: this.#keys.map(({ kid, publicKey }) => ({
            ...{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' },
          })),
        })
      case '/authorize': {
        const value = (name: string) => searchParams.get(name) ?? ''
        const code = randomUUID()
        const redirectUri = value('redirect_uri')
        this.#codes.set(code, { nonce: value('nonce'), challenge: value('code_challenge'), redirectUri })
        const back = new URL(redirectUri)
        for (const [name, text] of Object.entries({ code, state: value('state'), iss: this.issuer }))
          back.searchParams.set(name, text)
        response.writeHead(302, { location: back.href }).end()
        return
      }
      case '/token':
        return this.#exchange(request, response)
      default:
        response.writeHead(404).end()
    }
  }

  async #exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = ''
    for await (const part of request.setEncoding('utf8')) text += part as string
    const form = new URLSearchParams(text)
    this.lastExchange = { form, authorization: request.headers.authorization }
    const code = form.get('code') ?? ''
    const asked = this.#codes.get(code)
    this.#codes.delete(code)
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (asked?.challenge !== challenge || asked.redirectUri !== form.get('redirect_uri'))
      return send(response, { error: 'invalid_grant' }, 400)
    send(response, { access_token: randomUUID(), token_type: 'Bearer', id_token: this.#token(asked.nonce) })
  }

  #token(nonce: string): string {
    const [key] = this.#keys
    if (key === undefined) throw new Error('There is no key.')
    const now = Math.floor(Date.now() / 1000)
    const recipe: TokenRecipe = {
      claims: {
        ...{ iss: this.issuer, aud: this.clientId, sub: 'person-1', iat: now, exp: now + 300, nonce },
        ...{ email: 'ada@example.com', email_verified: true },
      },
      header: { alg: 'RS256', kid: key.kid },
      key: key.privateKey,
    }
    this.change(recipe)
    const signed = `${encode(recipe.header)}.${encode(recipe.claims)}`
    if (recipe.header['alg'] === 'none') return `${signed}.`
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(recipe.key, 'base64url')}`
  }
}

const send = (response: ServerResponse, body: object, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
