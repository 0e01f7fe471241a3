/** What a browser wants to be told before a page of another site may talk to `/chat/rest`. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { OriginList } from '../setup/origins.js'
import type { Setup } from '../setup/setup.js'

/** For how long, in seconds, a browser may remember the answer to a preflight. Browsers cut it to their own limits. */
const preflightMaxAgeS = 7200
/** How many request headers a preflight may ask for; the rest is not allowed. */
export const askedHeadersMax = 50

const methods = 'GET, POST, DELETE, OPTIONS'
/** Headers that a page may send: ours, those that proxies and libraries add, and what describes a body. */
const allowedHeader = /^(?:x-[a-z0-9-]{1,100}|content-type|accept|accept-language|cache-control|pragma)$/

/** The headers asked for that may be sent, as they were asked for. */
const allowedHeaders = (asked: string): string =>
  asked
    .split(',', askedHeadersMax)
    .map((name) => name.trim())
    .filter((name) => allowedHeader.test(name.toLowerCase()))
    .join(', ')

export class Cors {
  readonly #setup: Setup
  readonly #allowAny: boolean
  #list = new OriginList([])
  #listRevision = -1

  constructor(options: {
    setup: Setup
    /** Whether pages of every other site may talk to the server as well, without credentials. */
    allowAny: boolean
  }) {
    this.#setup = options.setup
    this.#allowAny = options.allowAny
  }

  /** Writes the headers that the request's origin is owed. A request without one is from no page of another site. */
  writeHeaders(request: FastifyRequest, reply: FastifyReply): void {
    const { origin } = request.headers
    if (origin === undefined) return
    void reply.header('vary', 'Origin')
    if (this.#allowed.has(origin)) {
      void reply.header('access-control-allow-origin', origin).header('access-control-allow-credentials', 'true')
    } else if (this.#allowAny) void reply.header('access-control-allow-origin', '*')
    else return
    void reply.header('access-control-expose-headers', 'Retry-After')
  }

  /** Answers an OPTIONS request, whose headers for its origin are written. */
  answerPreflight(request: FastifyRequest, reply: FastifyReply): void {
    if (reply.hasHeader('access-control-allow-origin')) {
      const asked = request.headers['access-control-request-headers']
      const headers = typeof asked === 'string' ? allowedHeaders(asked) : ''
      void reply
        .header('access-control-allow-methods', methods)
        .header('access-control-max-age', String(preflightMaxAgeS))
      if (headers !== '') void reply.header('access-control-allow-headers', headers)
    }
    void reply.code(204).header('allow', methods).send()
  }

  get #allowed(): OriginList {
    const { revision } = this.#setup
    if (this.#listRevision !== revision) {
      this.#list = new OriginList(this.#setup.deployments.flatMap(({ allowedOrigins }) => allowedOrigins))
      this.#listRevision = revision
    }
    return this.#list
  }
}
