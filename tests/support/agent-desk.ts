/** An agent at work over the agents' API: logged in, with an event stream, doing what a test says. */
import type { Message } from '../../src/agent-api/entries.js'
import type { Chat, MessagePage } from '../../src/agent-api/chats.js'
import type { LoggedIn } from '../../src/agent-api/logging-in.js'
import { EventStream } from './event-stream.js'
import { until, type InProcessServer } from './in-process-server.js'
import type { RawAnswer } from './raw-http.js'
import { password, type AgentName, type TestOrganization } from './test-organization.js'

export class AgentDesk {
  readonly #server: InProcessServer
  #events: EventStream | undefined
  readonly token: string
  readonly agent: LoggedIn['agent']

  private constructor(server: InProcessServer, { token, agent }: LoggedIn) {
    this.#server = server
    this.token = token
    this.agent = agent
  }

  /** Logs in, and nothing more. */
  static async logIn({ server, agents }: TestOrganization, name: AgentName): Promise<AgentDesk> {
    const body = JSON.stringify({ username: agents[name].username, password })
    const answer = await server.request({ method: 'POST', path: '/api/v1/login', body })
    if (answer.status !== 200) throw new Error(`The log-in was answered ${answer.status}: ${answer.text}`)
    return new AgentDesk(server, answer.json() as LoggedIn)
  }

  /** Logs in, follows what happens from its snapshot on, and is online. */
  static async open(organization: TestOrganization, name: AgentName): Promise<AgentDesk> {
    const desk = await AgentDesk.logIn(organization, name)
    const events = await desk.follow()
    await events.next('snapshot')
    await desk.setPresence('online')
    await events.next('presence')
    return desk
  }

  /** The stream opened last. */
  get events(): EventStream {
    if (this.#events === undefined) throw new Error('This agent follows no event stream.')
    return this.#events
  }

  /** Opens an event stream; it becomes {@link events}. */
  async follow(lastEventId?: string): Promise<EventStream> {
    this.#events = await EventStream.open(this.#server.address, this.token, lastEventId)
    return this.#events
  }

  /** Breaks the event stream off; settles when the server has noticed. */
  async leave(): Promise<void> {
    const { feeds } = this.#server.running.parts
    const before = feeds.followers
    this.events.close()
    await until(() => feeds.followers < before, 'the server to notice that an event stream is gone')
  }

  /** Sends a request to `/api/v1`; a body that is no text is sent as JSON. */
  request(
    method: string,
    path: string,
    body?: string | Uint8Array | object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawAnswer> {
    return this.#server.request({
      method,
      path: `/api/v1${path}`,
      headers: { Authorization: `Bearer ${this.token}`, ...headers },
      ...(body !== undefined && {
        body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
    })
  }

  async setPresence(status: 'online' | 'away' | 'offline'): Promise<void> {
    expectStatus(await this.request('PUT', '/presence', { status }), 200)
  }

  /** Takes the offer that comes next on the stream. Settles with the chat as the stream tells of it. */
  async takeNext(): Promise<Chat> {
    const { data: offer } = await this.events.next('offer')
    await this.accept(offer.chatId)
    return (await this.events.next('chat-established')).data
  }

  async accept(chatId: string): Promise<void> {
    expectStatus(await this.request('POST', `/chats/${chatId}/accept`), 200)
  }

  async decline(chatId: string): Promise<void> {
    expectStatus(await this.request('POST', `/chats/${chatId}/decline`), 200)
  }

  /** Writes, and takes the event that tells of it. */
  async say(chatId: string, text: string, key?: string): Promise<Message> {
    const headers: Record<string, string> = key === undefined ? {} : { 'Idempotency-Key': key }
    const answer = await this.request('POST', `/chats/${chatId}/messages`, { text }, headers)
    expectStatus(answer, 201)
    await this.events.next('message')
    return answer.json() as Message
  }

  async typing(chatId: string, typing: boolean): Promise<void> {
    expectStatus(await this.request('POST', `/chats/${chatId}/typing`, { typing }), 200)
  }

  async end(chatId: string): Promise<void> {
    expectStatus(await this.request('POST', `/chats/${chatId}/end`), 200)
  }

  /** All messages of one of this agent's chats. */
  async messages(chatId: string): Promise<MessagePage['messages']> {
    const answer = await this.request('GET', `/chats/${chatId}/messages?limit=200`)
    expectStatus(answer, 200)
    return (answer.json() as MessagePage).messages
  }
}

const expectStatus = (answer: RawAnswer, status: number): void => {
  if (answer.status !== status) throw new Error(`Expected ${status}, got ${answer.status}: ${answer.text}`)
}
