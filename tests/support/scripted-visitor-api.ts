/**
 * A chat server that says exactly what a test tells it to, also what a good server never says. For testing clients
 * only: it keeps no rules of the protocol, the test does.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it arrived. */
export interface Received {
  readonly method: string
  /** `Prefix/Noun`, without query. */
  readonly resource: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** What to do about a request, once it has arrived whole. */
export type Play = (answer: ServerResponse, request: Received) => void

/** Answers with a status and a text or JSON body. */
export const reply =
  (status: number, body?: unknown, headers: Record<string, string> = {}): Play =>
  (answer) => {
    const type = typeof body === 'string' ? 'text/plain' : 'application/json'
    answer.writeHead(status, { ...(body !== undefined && { 'Content-Type': type }), ...headers })
    answer.end(typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body))
  }

/** Closes the connection instead of answering. */
export const cut: Play = (answer) => answer.destroy()

/** Closes the connection in the middle of the body. */
export const cutInTheMiddle: Play = (answer) => {
  answer.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' })
  answer.write('{"messages":[', () => answer.destroy())
}

/** One element of a poll's answer. */
export const message = (type: string, fields: Record<string, unknown> = {}) => ({ type, message: fields })

/** A poll's answer. */
export const messages = (sequence: number, ...list: ReturnType<typeof message>[]): Play =>
  reply(200, { messages: list, sequence, offset: 1000 + sequence })

/** The session that the server makes when it was not told otherwise. */
export const scriptedSession = {
  id: '6f1d2c84-9b0e-4a57-8c3d-2e7a41b96f05',
  key: '6f1d2c84-9b0e-4a57-8c3d-2e7a41b96f05!1767268800123!kH3Vt9pQxW2mZr7YcLd8Ns5BfGo=',
  affinityToken: '4c1e1fa0',
  clientPollTimeout: 40,
}

/** A scripted server, listening on a port of the loopback address. */
export class ScriptedVisitorApi {
  readonly received: Received[] = []
  /** Stays the same after {@link close}, so that another server can take its place. */
  port = 0
  #held: { readonly answer: ServerResponse; readonly request: Received } | undefined
  readonly #server: Server
  readonly #scripts = new Map<string, Play[]>()
  #look: (() => void)[] = []

  private constructor() {
    this.#server = createServer((incoming, answer) => {
      let body = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (part: string) => (body += part))
      incoming.on('end', () => this.#arrived(incoming, answer, body))
    })
  }

  static async listen(port = 0): Promise<ScriptedVisitorApi> {
    const api = new ScriptedVisitorApi()
    await new Promise<void>((resolve, reject) => {
      api.#server.once('error', reject)
      api.#server.listen(port, '127.0.0.1', resolve)
    })
    api.port = (api.#server.address() as AddressInfo).port
    return api
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}/chat/rest/`
  }

  /**
   * What happens to the next requests for a resource, in order. After that a session is made, a command is answered
   * with OK, and a poll is held until {@link answerHeldPoll}.
   */
  next(resource: string, ...plays: Play[]): void {
    this.#scripts.set(resource, [...(this.#scripts.get(resource) ?? []), ...plays])
  }

  /** Answers the poll that is held, or the next one when it has not arrived yet. */
  answerHeldPoll(play: Play): void {
    const held = this.#held
    this.#held = undefined
    if (held === undefined) this.next('System/Messages', play)
    else play(held.answer, held.request)
  }

  /** The requests for a resource so far. */
  of(resource: string): Received[] {
    return this.received.filter((request) => request.resource === resource)
  }

  /** The commands so far, as number, noun and body. */
  get commands(): (readonly [number: number, noun: string, body: unknown])[] {
    return this.received
      .filter(({ method, resource }) => method === 'POST' && resource !== 'Chasitor/ChasitorResyncState')
      .map(({ resource, headers, body }) => {
        const noun = resource.replace('Chasitor/', '')
        return [Number(headers['x-liveagent-sequence']), noun, JSON.parse(body)] as const
      })
  }

  /** Settles when the condition holds; it is looked at whenever a request has arrived. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#look.push(resolve))
  }

  /** Settles when so many requests for a resource have arrived. */
  arrived(resource: string, count = 1): Promise<void> {
    return this.until(() => this.of(resource).length >= count)
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.close()
  }

  #arrived(incoming: IncomingMessage, answer: ServerResponse, body: string): void {
    const { pathname, searchParams: query } = new URL(incoming.url ?? '', 'http://localhost')
    const resource = pathname.replace('/chat/rest/', '')
    const { method = '', headers } = incoming
    const request = { method, resource, query, headers, body }
    this.received.push(request)
    const play = this.#scripts.get(resource)?.shift() ?? usual(request)
    if (play === undefined) this.#held = { answer, request }
    else play(answer, request)
    const look = this.#look
    this.#look = []
    for (const resolve of look) resolve()
  }
}

const usual = ({ method, resource }: Received): Play | undefined => {
  if (resource === 'System/SessionId') return reply(200, scriptedSession)
  return method === 'GET' ? undefined : reply(200, 'OK')
}
