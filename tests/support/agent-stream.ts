/** Reads the event stream (server-sent events) of an agent at any server: every event, in order, with its id. */
import http from 'node:http'
import type { AgentEventName, AgentEvents } from '../../src/agent-api/messages.js'

/** One event of the stream. `id` is there when it can be resumed from. */
export type AgentStreamEvent = {
  [Name in AgentEventName]: { readonly id: string | undefined; readonly name: Name; readonly data: AgentEvents[Name] }
}[AgentEventName]

/** The server answered, but not with a stream. */
export class NoStreamError extends Error {
  override name = 'NoStreamError'

  constructor(readonly status: number) {
    super(`The event stream was refused with ${status}.`)
  }
}

const parse = (frame: string): AgentStreamEvent | undefined => {
  let id: string | undefined
  let name: string | undefined
  const data: string[] = []
  for (const line of frame.split('\n')) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? []
    if (field === 'id') id = value
    else if (field === 'event') name = value
    else if (field === 'data') data.push(value ?? '')
  }
  if (name === undefined || data.length === 0) return undefined
  return { id, name, data: JSON.parse(data.join('\n')) as unknown } as AgentStreamEvent
}

export class AgentStream {
  /** Settles, and never rejects, when the stream is over, whoever ended it. */
  readonly ended: Promise<void>
  /** To be handed back to go on from here. */
  lastId: string | undefined
  readonly #incoming: http.IncomingMessage
  readonly #listener: ((event: AgentStreamEvent) => void) | undefined
  #untaken: AgentStreamEvent[] = []
  #over = false
  #rest = ''
  #look: (() => void)[] = []

  private constructor(
    incoming: http.IncomingMessage,
    lastId: string | undefined,
    listener?: (event: AgentStreamEvent) => void,
  ) {
    this.#incoming = incoming
    this.#listener = listener
    this.lastId = lastId
    incoming.setEncoding('utf8').on('data', (part: string) => this.#read(part))
    this.ended = new Promise((resolve) => {
      incoming.once('close', () => {
        this.#over = true
        this.#tell()
        resolve()
      })
    })
    // A stream that breaks off is over, like one that was ended; `close` follows.
    incoming.on('error', () => undefined)
  }

  /**
   * Opens a stream, from where `lastId` was if that is still known. With a `listener`, which is called with every
   * event, there is nothing for {@link next} to wait for. Rejects with {@link NoStreamError}, or when nobody answers.
   */
  static open(
    url: string,
    token: string,
    lastId?: string,
    listener?: (event: AgentStreamEvent) => void,
  ): Promise<AgentStream> {
    return new Promise((resolve, reject) => {
      const headers = {
        Authorization: `Bearer ${token}`,
        Accept: 'text/event-stream',
        ...(lastId !== undefined && { 'Last-Event-ID': lastId }),
      }
      const outgoing = http.get(url, { headers, agent: false })
      outgoing.on('error', reject)
      outgoing.on('response', (incoming) => {
        if (incoming.statusCode === 200) resolve(new AgentStream(incoming, lastId, listener))
        else {
          incoming.destroy()
          reject(new NoStreamError(incoming.statusCode ?? 0))
        }
      })
    })
  }

  /** The next event of this name; those before it are left out. Rejects when the stream ends without. */
  async next<Name extends AgentEventName>(name: Name): Promise<AgentEvents[Name]> {
    for (;;) {
      const event = this.#untaken.shift()
      if (event?.name === name) return event.data as AgentEvents[Name]
      if (event !== undefined) continue
      if (this.#over) throw new Error(`The stream ended before an event ${name} came.`)
      await new Promise<void>((resolve) => this.#look.push(resolve))
    }
  }

  close(): void {
    this.#incoming.destroy()
  }

  #read(part: string): void {
    const frames = (this.#rest + part).split('\n\n')
    this.#rest = frames.pop() ?? ''
    for (const frame of frames) {
      const event = parse(frame)
      if (event === undefined) continue
      this.lastId = event.id ?? this.lastId
      if (this.#listener) this.#listener(event)
      else this.#untaken.push(event)
    }
    this.#tell()
  }

  #tell(): void {
    const look = this.#look
    this.#look = []
    for (const resolve of look) resolve()
  }
}
