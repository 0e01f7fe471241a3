/** A visitor's client that does exactly what it is told: no loop, no retry, no numbers of its own accord. */
import { until } from './in-process-server.js'
import type { RawAnswer } from './raw-http.js'
import type { TestOrganization } from './test-organization.js'

/** What `System/SessionId` answers. */
export interface WireSession {
  readonly id: string
  readonly key: string
  readonly affinityToken: string
  readonly clientPollTimeout: number
}

/** What a poll answers with 200. */
export interface WireMessages {
  readonly messages: readonly { readonly type: string; readonly message: Readonly<Record<string, unknown>> }[]
  readonly sequence: number
  readonly offset: number
}

/** The paths of the wire. */
export const restPath = (resource: string): string => `/chat/rest/${resource}`

export const versionHeader = { 'X-LIVEAGENT-API-VERSION': '34' } as const

/** A body of ChasitorInit that the organization takes. */
export const initBody = (organization: TestOrganization, changes: object = {}): object => ({
  organizationId: organization.organizationId,
  deploymentId: organization.deploymentId,
  buttonId: organization.buttonId,
  userAgent: 'ExampleApp/3.2',
  language: 'en-US',
  screenResolution: '1900x1080',
  visitorName: 'Ana Moreira',
  prechatDetails: [],
  prechatEntities: [],
  receiveQueueUpdates: true,
  isPost: true,
  ...changes,
})

export interface PostOptions {
  readonly sequence?: number | string
  readonly headers?: Readonly<Record<string, string>>
}

export interface HeldPoll {
  readonly answer: Promise<RawAnswer>
  /** Whether the server holds a poll of this visitor, this one or a newer one. */
  isHeld(): boolean
}

export class RawVisitor {
  readonly #organization: TestOrganization
  readonly session: WireSession

  private constructor(organization: TestOrganization, session: WireSession) {
    this.#organization = organization
    this.session = session
  }

  /** A visitor with a new session. */
  static async arrive(organization: TestOrganization): Promise<RawVisitor> {
    const headers = { ...versionHeader, 'X-LIVEAGENT-AFFINITY': 'null' }
    const answer = await organization.server.request({ path: restPath('System/SessionId'), headers })
    return new RawVisitor(organization, answer.json() as WireSession)
  }

  /** A visitor who has asked for a chat; nothing was polled yet. */
  static async ask(organization: TestOrganization, changes: object = {}): Promise<RawVisitor> {
    const visitor = await RawVisitor.arrive(organization)
    const answer = await visitor.init(changes)
    if (answer.status !== 200) throw new Error(`ChasitorInit was answered ${answer.status}: ${answer.text}`)
    return visitor
  }

  /** What proves the session. */
  get sessionHeaders(): Record<string, string> {
    return { 'X-LIVEAGENT-AFFINITY': this.session.affinityToken, 'X-LIVEAGENT-SESSION-KEY': this.session.key }
  }

  get headers(): Record<string, string> {
    return { ...versionHeader, ...this.sessionHeaders }
  }

  /** Sends a command, such as `ChatMessage`. A body that is no text is sent as JSON; `sequence` as its header. */
  post(noun: string, body?: string | Uint8Array | object, options: PostOptions = {}): Promise<RawAnswer> {
    return this.postTo(`Chasitor/${noun}`, body, options)
  }

  /** Sends several commands as one. */
  multiNoun(nouns: readonly object[], options: PostOptions = {}): Promise<RawAnswer> {
    return this.postTo('System/MultiNoun', { nouns }, options)
  }

  /** The same as {@link post}, to any resource. */
  postTo(resource: string, body?: string | Uint8Array | object, options: PostOptions = {}): Promise<RawAnswer> {
    const { sequence, headers } = options
    return this.#organization.server.request({
      method: 'POST',
      path: restPath(resource),
      headers: {
        ...this.headers,
        ...(sequence !== undefined && { 'X-LIVEAGENT-SEQUENCE': String(sequence) }),
        ...headers,
      },
      ...(body !== undefined && {
        body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
    })
  }

  init(changes: object = {}, sequence?: number): Promise<RawAnswer> {
    return this.post('ChasitorInit', initBody(this.#organization, changes), sequence === undefined ? {} : { sequence })
  }

  write(text: string, sequence?: number): Promise<RawAnswer> {
    return this.post('ChatMessage', { text }, sequence === undefined ? {} : { sequence })
  }

  /** Says that it lost its way; `offset` is sent as it is, or left out. */
  reconnect(offset?: number | string): Promise<RawAnswer> {
    const query = offset === undefined ? '' : `?ReconnectSession.offset=${offset}`
    const headers = { ...this.headers, 'X-LIVEAGENT-AFFINITY': 'null' }
    return this.#organization.server.request({ path: restPath(`System/ReconnectSession${query}`), headers })
  }

  /** A poll; the answer is whatever the server says. */
  poll(ack?: number | string): Promise<RawAnswer> {
    const query = ack === undefined ? '' : `?ack=${ack}`
    return this.#organization.server.request({ path: restPath(`System/Messages${query}`), headers: this.headers })
  }

  /** A poll that the server holds, because there is nothing to say yet. */
  async held(ack?: number | string): Promise<HeldPoll> {
    const before = this.#openPoll()
    const answer = this.poll(ack)
    // A poll that is open still when its server ends is nobody's concern.
    answer.catch(() => undefined)
    await until(() => this.#openPoll() !== undefined && this.#openPoll() !== before, 'a poll to be held')
    return { answer, isHeld: () => this.#openPoll() !== undefined }
  }

  /** A poll that must bring something. */
  async read(ack?: number): Promise<WireMessages> {
    const answer = await this.poll(ack)
    if (answer.status !== 200) throw new Error(`A poll was answered ${answer.status}: ${answer.text}`)
    return answer.json() as WireMessages
  }

  /** A poll that must bring these types of messages, in this order, and nothing else. */
  async reads(types: readonly string[], ack?: number): Promise<WireMessages> {
    const answer = await this.read(ack)
    const got = answer.messages.map(({ type }) => type)
    if (got.join() !== types.join()) throw new Error(`Expected ${types.join()}, got ${got.join()}.`)
    return answer
  }

  #openPoll() {
    return this.#organization.server.running.parts.sessions.recall(this.session.key)?.poll
  }
}
