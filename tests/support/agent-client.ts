/** A small agent: logs in, takes chats, writes, and listens, over the agents' API. One call, one request. */
import http from 'node:http'
import type { Message } from '../../src/agent-api/entries.js'
import type { NewTransfer } from '../../src/agent-api/handovers.js'
import type { Chat, MessagePage } from '../../src/agent-api/chats.js'
import type { Agent, LoggedIn } from '../../src/agent-api/logging-in.js'
import type { Problem } from '../../src/agent-api/messages.js'
import type { PresenceStatus } from '../../src/agent-api/presence.js'
import { AgentStream, type AgentStreamEvent } from './agent-stream.js'
import { httpRequest } from './http-request.js'

/** An answer of the agents' API: its body when it is a success, the problem when not. */
export type ApiAnswer<Body> =
  | { readonly ok: true; readonly status: number; readonly body: Body }
  | { readonly ok: false; readonly status: number; readonly problem: Problem }

/** The body of an answer that must be a success. */
export const bodyOf = <Body>(answer: ApiAnswer<Body>): Body => {
  if (answer.ok) return answer.body
  throw new Error(`${answer.status} ${answer.problem.code}: ${answer.problem.detail}`)
}

/** Asks until an answer comes that counts. */
export interface Asker {
  answered<Answer>(ask: () => Promise<Answer>): Promise<Answer>
}

const onceEach: Asker = { answered: (ask) => ask() }

export class AgentClient {
  readonly #base: string
  readonly #carrier = new http.Agent({ keepAlive: true })
  readonly token: string

  /** An agent with a token from before. `address` is the server's, such as `http://127.0.0.1:8080`. */
  constructor(address: string, token: string) {
    this.#base = `${address}/api/v1`
    this.token = token
  }

  /** Asks for a token. */
  static async askToken(address: string, username: string, password: string): Promise<ApiAnswer<LoggedIn>> {
    const client = new AgentClient(address, '')
    try {
      return await client.call<LoggedIn>('POST', '/login', { username, password })
    } finally {
      client.close()
    }
  }

  /** Logs in; throws when the password is wrong. */
  static async logIn(address: string, username: string, password: string): Promise<AgentClient> {
    return new AgentClient(address, bodyOf(await AgentClient.askToken(address, username, password)).token)
  }

  me(): Promise<ApiAnswer<Agent>> {
    return this.call('GET', '/me')
  }

  setPresence(status: PresenceStatus): Promise<ApiAnswer<unknown>> {
    return this.call('PUT', '/presence', { status })
  }

  accept(chatId: string): Promise<ApiAnswer<unknown>> {
    return this.call('POST', `/chats/${chatId}/accept`)
  }

  decline(chatId: string): Promise<ApiAnswer<unknown>> {
    return this.call('POST', `/chats/${chatId}/decline`)
  }

  end(chatId: string): Promise<ApiAnswer<unknown>> {
    return this.call('POST', `/chats/${chatId}/end`)
  }

  /** Hands the chat over to an agent, or to whoever answers a button, has a skill or is in a queue. */
  transfer(chatId: string, to: NewTransfer): Promise<ApiAnswer<unknown>> {
    return this.call('POST', `/chats/${chatId}/transfer`, to)
  }

  takeBack(chatId: string): Promise<ApiAnswer<unknown>> {
    return this.call('DELETE', `/chats/${chatId}/transfer`)
  }

  /** Writes; with a key it can be repeated after a lost answer. */
  write(chatId: string, text: string, key?: string): Promise<ApiAnswer<Message>> {
    const headers = key === undefined ? {} : { 'Idempotency-Key': key }
    return this.call('POST', `/chats/${chatId}/messages`, { text }, headers)
  }

  chat(chatId: string): Promise<ApiAnswer<Chat>> {
    return this.call('GET', `/chats/${chatId}`)
  }

  /** Up to 200 messages numbered below `before`, the newest of them. */
  messages(chatId: string, before?: number): Promise<ApiAnswer<MessagePage>> {
    const place = before === undefined ? '' : `&before=${before}`
    return this.call('GET', `/chats/${chatId}/messages?limit=200${place}`)
  }

  /** Every message of a chat, oldest first. Each page is asked for once, or as `asker` asks. */
  async allMessages(chatId: string, asker: Asker = onceEach): Promise<Message[]> {
    const all: Message[] = []
    for (;;) {
      const { messages, hasEarlier } = bodyOf(await asker.answered(() => this.messages(chatId, all[0]?.number)))
      all.unshift(...messages)
      if (!hasEarlier) return all
    }
  }

  /** See {@link AgentStream.open}. */
  events(lastId?: string, listener?: (event: AgentStreamEvent) => void): Promise<AgentStream> {
    return AgentStream.open(`${this.#base}/events`, this.token, lastId, listener)
  }

  /** Any call. Rejects when no whole answer came. */
  async call<Body>(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer<Body>> {
    const { status, text } = await httpRequest(`${this.#base}${path}`, {
      method,
      agent: this.#carrier,
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
    const json = JSON.parse(text) as unknown
    return status < 300 ? { ok: true, status, body: json as Body } : { ok: false, status, problem: json as Problem }
  }

  /** Closes the connections; an event stream is closed by itself. */
  close(): void {
    this.#carrier.destroy()
  }

  [Symbol.dispose](): void {
    this.close()
  }
}
