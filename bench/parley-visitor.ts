/** A visitor on Parley, as its client would speak: asks for a chat on a connection of its own, then polls for ever. */
import type { HttpConnection } from './http-connection.js'
import { getRequest, postRequest } from './http-request.js'
import type { Entrance } from './parley.js'

const version = 'X-LIVEAGENT-API-VERSION: 49\r\n'
const affinity = 'X-LIVEAGENT-AFFINITY: null\r\n'

const keyHeader = (key: string): string => `X-LIVEAGENT-SESSION-KEY: ${key}\r\n`

/** Begins a session and asks for a chat; settles with the session's key. `ask` settles with the body of an answer. */
export const requestChat = async (
  ask: (request: string) => Promise<string>,
  entrance: Entrance,
  visitorName: string,
): Promise<string> => {
  const { id, key } = JSON.parse(await ask(getRequest('/chat/rest/System/SessionId', version + affinity))) as {
    id: string
    key: string
  }
  const request = {
    ...entrance,
    ...{ sessionId: id, visitorName, language: 'en-US', screenResolution: '1280x800' },
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    ...{ prechatDetails: [], prechatEntities: [], receiveQueueUpdates: true, isPost: true },
  }
  const headers = `${version}${affinity}${keyHeader(key)}X-LIVEAGENT-SEQUENCE: 1\r\n`
  await ask(postRequest('/chat/rest/Chasitor/ChasitorInit', JSON.stringify(request), headers))
  return key
}

export class ParleyVisitor {
  readonly #connection: HttpConnection
  readonly #headers: string
  readonly #take: (body: string) => void
  readonly #fail: (why: string) => void
  #commands = 2
  #inCharge: (() => void) | undefined

  private constructor(
    connection: HttpConnection,
    key: string,
    take: (body: string) => void,
    fail: (why: string) => void,
  ) {
    this.#connection = connection
    this.#headers = `${version}${affinity}${keyHeader(key)}`
    this.#take = take
    this.#fail = fail
  }

  /**
   * Asks for a chat and polls; settles when an agent is in charge and the next poll is on its way. `take` gets the body
   * of every answer after that.
   */
  static async enter(
    connection: HttpConnection,
    entrance: Entrance,
    visitorName: string,
    take: (body: string) => void,
    fail: (why: string) => void,
  ): Promise<ParleyVisitor> {
    const key = await requestChat((request) => connection.ask(request), entrance, visitorName)
    const visitor = new ParleyVisitor(connection, key, take, fail)
    const inCharge = new Promise<void>((resolve) => (visitor.#inCharge = resolve))
    visitor.#poll(visitor.#pollRequest('-1'))
    await inCharge
    return visitor
  }

  /** The request that sends a message. */
  message(text: string): string {
    return this.#command('ChatMessage', JSON.stringify({ text }))
  }

  close(): void {
    this.#connection.close()
  }

  #command(name: string, body: string): string {
    const headers = `${this.#headers}X-LIVEAGENT-SEQUENCE: ${this.#commands}\r\n`
    this.#commands += 1
    return postRequest(`/chat/rest/Chasitor/${name}`, body, headers)
  }

  #pollRequest(ack: string): string {
    return getRequest(`/chat/rest/System/Messages?ack=${ack}`, this.#headers)
  }

  #poll(request: string): void {
    this.#connection.send(request, (status, _head, body) => {
      if (status === 204) {
        this.#poll(request)
        return
      }
      if (status !== 200) {
        this.#fail(`a poll was answered ${status}: ${body}`)
        return
      }
      const [, sequence = ''] = /"sequence":(\d+)/.exec(body) ?? []
      this.#poll(this.#pollRequest(sequence))
      if (this.#inCharge === undefined) this.#take(body)
      else if (body.includes('"ChatEstablished"')) {
        this.#inCharge()
        this.#inCharge = undefined
      }
    })
  }
}
