/** Reads an event stream of `/api/v1`, an agent's unless it is said otherwise, event by event and in order, so that a test sees what came and that nothing else did. */
import { request, type ClientRequest, type IncomingHttpHeaders } from 'node:http'
import type { AgentEvents } from '../../src/agent-api/messages.js'
import { turn, until } from './in-process-server.js'

export interface StreamEvent<Events extends object = AgentEvents, N extends keyof Events = keyof Events> {
  /** Only durable events have one. */
  readonly id: string | undefined
  readonly name: N
  readonly data: Events[N]
}

const parseFrame = <Events extends object>(frame: string): StreamEvent<Events> | undefined => {
  let id: string | undefined
  let name: string | undefined
  let data: string | undefined
  for (const line of frame.split('\n')) {
    const colon = line.indexOf(': ')
    const value = line.slice(colon + 2)
    if (line.startsWith('id: ')) id = value
    else if (line.startsWith('event: ')) name = value
    else if (line.startsWith('data: ')) data = value
  }
  if (name === undefined || data === undefined) return undefined
  return { id, name: name as keyof Events, data: JSON.parse(data) as Events[keyof Events] }
}

export class EventStream<Events extends object = AgentEvents> {
  readonly headers: IncomingHttpHeaders
  readonly status: number
  /** Everything that came, in order. */
  readonly events: StreamEvent<Events>[] = []
  /** Everything that came, to the letter. */
  text = ''
  readonly #request: ClientRequest
  #taken = 0
  #unparsed = ''
  ended = false

  private constructor(request: ClientRequest, status: number, headers: IncomingHttpHeaders) {
    this.#request = request
    this.status = status
    this.headers = headers
  }

  /** Opens a stream; settles when its head has come. */
  static open<Events extends object = AgentEvents>(
    address: string,
    token: string,
    lastEventId?: string,
    path = '/events',
  ): Promise<EventStream<Events>> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(address)
      const headers = {
        Authorization: `Bearer ${token}`,
        ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }),
      }
      const sent = request({ hostname, port, path: `/api/v1${path}`, headers, agent: false }, (answer) => {
        const stream = new EventStream<Events>(sent, answer.statusCode ?? 0, answer.headers)
        answer.setEncoding('utf8')
        answer.on('data', (text: string) => stream.#read(text))
        answer.on('close', () => (stream.ended = true))
        // The stream is broken off by closing it, here or at the server.
        answer.on('error', () => (stream.ended = true))
        resolve(stream)
      })
      sent.on('error', reject)
      sent.end()
    })
  }

  /** The next event; it must be of this name. */
  async next<N extends keyof Events & string>(name: N): Promise<StreamEvent<Events, N>> {
    const place = this.#taken
    await until(() => this.events.length > place, `the event ${name}`)
    const event = this.events[place]
    if (event?.name !== name) throw new Error(`Expected ${name}, got ${String(event?.name ?? 'nothing')}.`)
    this.#taken += 1
    return event as StreamEvent<Events, N>
  }

  /** The events that were not taken yet, once all that the server has sent so far has come in. */
  async untaken(): Promise<readonly StreamEvent<Events>[]> {
    // What it sent is in this machine's hands already; these turns are for reading it.
    for (let turns = 0; turns < 3; turns += 1) await turn()
    return this.events.slice(this.#taken)
  }

  close(): void {
    this.#request.destroy()
  }

  #read(text: string): void {
    this.text += text
    this.#unparsed += text
    const frames = this.#unparsed.split('\n\n')
    this.#unparsed = frames.pop() ?? ''
    for (const frame of frames) {
      const event = parseFrame<Events>(frame)
      if (event) this.events.push(event)
    }
  }
}
