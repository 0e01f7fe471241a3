/** Server-sent events as answers: how they are opened, kept alive and ended. */
import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { AgentApp } from './agent-app.js'
import type { Reader } from './authenticate.js'
import { ProblemError } from './problems.js'
import type { AgentServices } from './services.js'

/** A console that does not read is cut off when this much waits for it; it comes back for what it missed. */
const unsentBytesMax = 4 * 1024 * 1024
/** After how many seconds whoever was refused a stream, because the server is cut off, may ask again. */
const cutOffRetryAfterS = 1

/** One event; `id` is there when the stream can be resumed from it. */
export interface SentEvent {
  readonly id: string | undefined
  readonly name: string
  readonly data: unknown
}

const frame = ({ id, name, data }: SentEvent): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`

/** Gathers what is said at a time: a commit that concerns many chats of an agent costs each of their consoles one write. */
class Outgoing {
  readonly #response: ServerResponse
  readonly #onBegin: () => void
  #hasBegun = false
  #gathered = ''

  /** `onBegin` is called before anything is said. */
  constructor(response: ServerResponse, onBegin: () => void) {
    this.#response = response
    this.#onBegin = onBegin
  }

  get hasBegun(): boolean {
    return this.#hasBegun
  }

  begin(): void {
    if (this.#hasBegun) return
    this.#hasBegun = true
    this.#onBegin()
    this.write('retry: 1000\n\n')
  }

  write(text: string): void {
    this.begin()
    if (this.#gathered === '') process.nextTick(() => this.#send())
    this.#gathered += text
  }

  end(): void {
    this.begin()
    this.#send()
    this.#response.end()
  }

  #send(): void {
    const text = this.#gathered
    this.#gathered = ''
    if (text === '' || this.#response.writableEnded) return
    if (this.#response.writableLength > unsentBytesMax) this.#response.destroy()
    else this.#response.write(text)
  }
}

/** A stream that is open. */
export interface OpenStream {
  readonly isOpen: boolean
  /** Begins the answer, if nothing was said yet: the stream can go on from here. */
  begin(): void
  send(event: SentEvent): void
  /** Ends it; whoever follows comes back for what comes next. */
  end(): void
  /** Calls `left` when it is closed, whoever closed it; at once when it is already. */
  onClose(left: () => void): void
  /**
   * It cannot go on. Throws the error, to be the answer, while nothing was said; once the answer has begun, all that can be
   * said is the end of it.
   */
  fail(error: unknown): void
}

/**
 * Opens the event streams of one set of routes, and ends them when the server stops, when it cannot learn any more what
 * others do, or when who reads may not any more.
 */
export class EventStreams {
  readonly #heartbeatMs: number
  readonly #onError: (error: unknown) => void
  readonly #isolation: AgentServices['isolation']
  readonly #open = new Set<Outgoing>()

  /** `onError` is told what failed on a stream: nobody waits for an answer that could say so. */
  constructor(app: AgentApp, services: Pick<AgentServices, 'settings' | 'onError' | 'isolation'>) {
    this.#heartbeatMs = services.settings.heartbeatMs
    this.#onError = services.onError
    this.#isolation = services.isolation
    this.#isolation.onCutOff(() => this.#endAll())
    app.addHook('preClose', (done) => {
      this.#endAll()
      done()
    })
  }

  #endAll(): void {
    for (const outgoing of this.#open) outgoing.end()
  }

  /**
   * Answers with a stream. From what is said first on the reply is the stream's. As soon as it is in doubt, and with every
   * sign of life, the reader is asked whether they still may: a token that was given back must not go on opening what it
   * opened before. Throws a 503 while the server cannot learn what others do.
   */
  open(reply: FastifyReply, reader: Reader): OpenStream {
    if (this.#isolation.isCutOff) {
      const detail = 'This server cannot reach its database, and another may. Connect again.'
      throw new ProblemError(503, 'cut-off', detail, { 'retry-after': String(cutOffRetryAfterS) })
    }
    const response = reply.raw
    const outgoing = new Outgoing(response, () => {
      reply.hijack()
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
    })
    this.#open.add(outgoing)
    const ask = (): void => {
      if (response.writableEnded) return
      reader.isWelcome().then((welcome) => {
        if (!welcome) outgoing.end()
      }, this.#onError)
    }
    const heartbeat = setInterval(() => {
      if (!response.writableEnded) outgoing.write(':\n\n')
      ask()
    }, this.#heartbeatMs)
    const stopAsking = reader.onDoubt(ask)
    const onClose = (left: () => void): void => {
      // Who asked may be gone since before the answer began; that is not told again.
      if (response.destroyed) left()
      else response.once('close', left)
    }
    onClose(() => {
      this.#open.delete(outgoing)
      clearInterval(heartbeat)
      stopAsking()
    })
    return {
      get isOpen() {
        return !response.destroyed
      },
      begin: () => outgoing.begin(),
      send: (event) => outgoing.write(frame(event)),
      end: () => outgoing.end(),
      onClose,
      fail: (error) => {
        if (!outgoing.hasBegun) throw error
        this.#onError(error)
        response.destroy()
      },
    }
  }
}

/** The place a client had reached, as it says. */
export const lastEventIdOf = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : undefined
