/** A visitor's client that does exactly what it is told: no loop, no retry, no numbers of its own accord. */
import type { RawAnswer, RawRequest } from './raw-http.js'

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

/** Whom a visitor asks for a chat. */
export interface ChatTarget {
  readonly organizationId: string
  readonly deploymentId: string
  readonly buttonId: string
}

/** Sends a request to the server that a test is about. */
export type Send = (request: RawRequest) => Promise<RawAnswer>

/** The paths of the wire. */
export const restPath = (resource: string): string => `/chat/rest/${resource}`

export const versionHeader = { 'X-LIVEAGENT-API-VERSION': '34' } as const

/** A body of ChasitorInit that the target takes. */
export const initBody = (target: ChatTarget, changes: object = {}): object => ({
  organizationId: target.organizationId,
  deploymentId: target.deploymentId,
  buttonId: target.buttonId,
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

/** A new session. */
export const newSession = async (send: Send): Promise<WireSession> => {
  const headers = { ...versionHeader, 'X-LIVEAGENT-AFFINITY': 'null' }
  return (await send({ path: restPath('System/SessionId'), headers })).json() as WireSession
}

/** What a command may bring besides its body. */
export interface CommandOptions {
  /** Its number, as the header says it. */
  readonly sequence?: number | string
  readonly headers?: Readonly<Record<string, string>>
}

export class PlainVisitor {
  readonly #send: Send
  readonly #target: ChatTarget
  readonly session: WireSession

  constructor(send: Send, target: ChatTarget, session: WireSession) {
    this.#send = send
    this.#target = target
    this.session = session
  }

  /** What proves the session. */
  get sessionHeaders(): Record<string, string> {
    return { 'X-LIVEAGENT-AFFINITY': this.session.affinityToken, 'X-LIVEAGENT-SESSION-KEY': this.session.key }
  }

  get headers(): Record<string, string> {
    return { ...versionHeader, ...this.sessionHeaders }
  }

  /** Sends a command, such as `ChatMessage`. A body that is no text is sent as JSON; `sequence` as its header. */
  post(noun: string, body?: string | Uint8Array | object, options: CommandOptions = {}): Promise<RawAnswer> {
    return this.postTo(`Chasitor/${noun}`, body, options)
  }

  /** Sends several commands in one. */
  multiNoun(nouns: readonly unknown[], options: CommandOptions = {}): Promise<RawAnswer> {
    return this.postTo('System/MultiNoun', { nouns }, options)
  }

  /** As {@link post}, to any resource. */
  postTo(resource: string, body?: string | Uint8Array | object, options: CommandOptions = {}): Promise<RawAnswer> {
    const { sequence, headers } = options
    return this.#send({
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
    return this.post('ChasitorInit', initBody(this.#target, changes), sequence === undefined ? {} : { sequence })
  }

  write(text: string, sequence?: number): Promise<RawAnswer> {
    return this.post('ChatMessage', { text }, sequence === undefined ? {} : { sequence })
  }

  /** Says that it lost its way; `offset` is sent as it is, or left out. */
  reconnect(offset?: number | string): Promise<RawAnswer> {
    const query = offset === undefined ? '' : `?ReconnectSession.offset=${offset}`
    const headers = { ...this.headers, 'X-LIVEAGENT-AFFINITY': 'null' }
    return this.#send({ path: restPath(`System/ReconnectSession${query}`), headers })
  }

  /** A poll; the answer is whatever the server says. */
  poll(ack?: number | string): Promise<RawAnswer> {
    const query = ack === undefined ? '' : `?ack=${ack}`
    return this.#send({ path: restPath(`System/Messages${query}`), headers: this.headers })
  }

  /** A poll that must bring something. */
  async read(ack?: number | string): Promise<WireMessages> {
    const answer = await this.poll(ack)
    if (answer.status !== 200) throw new Error(`A poll was answered ${answer.status}: ${answer.text}`)
    return answer.json() as WireMessages
  }

  /** A poll that must bring these types of messages, in this order, and nothing else. */
  async reads(types: readonly string[], ack?: number | string): Promise<WireMessages> {
    const answer = await this.read(ack)
    const got = answer.messages.map(({ type }) => type)
    if (got.join() !== types.join()) throw new Error(`Expected ${types.join()}, got ${got.join()}.`)
    return answer
  }
}
