/**
 * Requests that come to no surface: the HTTP parser gives up before there is an address, or the framework would refuse
 * them without a word. Rule X-1 holds for them all the same.
 */
import { STATUS_CODES, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '../lib/clock.js'

/** How long a refused connection stays open for the client to read the answer, whatever it goes on sending. */
export const lingerMs = 2000

const head = { 'content-type': 'text/plain;charset=UTF-8', 'cache-control': 'no-store', connection: 'close' } as const

const withoutHost = 'The header Host is missing.'
const unknownExpectation = 'Only 100-continue may be expected.'

/** What the parser's error means for the client. All codes but these are its complaints about the form. */
const refusalOf = (code: string | undefined): readonly [status: number, text: string] => {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'The request took too long to arrive.']
  if (code === 'HPE_HEADER_OVERFLOW') return [431, 'The address and the headers are too long.']
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return [413, 'The extensions of the chunks are too long.']
  return [400, 'This is no HTTP request.']
}

const headersOf = (text: string) => ({ ...head, 'content-length': String(Buffer.byteLength(text)) })

const answerOf = ([status, text]: readonly [status: number, text: string]): string => {
  const headers = headersOf(text)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', text].join('\r\n')
}

/** Refuses unreadable requests in one line of plain text, after which the connection is over. */
export class UnreadableRequests {
  readonly #clock: Clock
  /** What was asked last on each connection. */
  readonly #newest = new WeakMap<Duplex, ServerResponse>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Follows what the server is asked. To be called before any surface is registered. */
  watch(app: FastifyInstance): void {
    const server: Server = app.server
    server.on('request', (request, response) => void this.#newest.set(request.socket, response))
    server.on('checkExpectation', (_request, response) => {
      response.writeHead(417, headersOf(unknownExpectation)).end(unknownExpectation)
    })
    app.addHook('onRequest', (request, reply, next) => {
      if (request.headers.host !== undefined || request.raw.httpVersion !== '1.1') next()
      else void reply.code(400).headers(head).send(withoutHost)
    })
  }

  /** Answers a connection whose bytes are no request; to be given to the framework. */
  readonly refuse = (error: NodeJS.ErrnoException, socket: Duplex): void => {
    // Whatever comes after a refusal is not looked at, and a broken connection hears nothing.
    if (!socket.writable) return
    if (error.code === 'ECONNRESET' || !this.#mayAnswer(socket)) {
      socket.destroy()
      return
    }
    socket.end(answerOf(refusalOf(error.code)))
    // Closed at once, with bytes unread, the connection would be reset and the answer lost with it.
    this.#clock.after(lingerMs, () => socket.destroy())
  }

  /**
   * Whether the next answer on the connection is the one to the bytes that cannot be read. While an earlier request waits
   * for its answer it is not: the client would take the refusal for that answer.
   */
  #mayAnswer(socket: Duplex): boolean {
    const newest = this.#newest.get(socket)
    if (newest === undefined || newest.writableFinished) return true
    return !newest.req.complete && newest.socket !== null && !newest.headersSent
  }
}
