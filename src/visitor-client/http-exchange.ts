/**
 * One HTTP request and its whole answer. Built for many thousands of waiting polls: no streams handed out, no
 * promises but one, the address taken apart beforehand.
 */
import type { IncomingMessage, Agent as HttpAgent } from 'node:http'
import http from 'node:http'
import https from 'node:https'
import type { Clock } from '../lib/clock.js'
import type { Endpoint } from './endpoint.js'
import { WireError, type WireErrorKind } from './wire-error.js'
import type { Exchange, RawAnswer } from './wire-request.js'

/** Answers longer than this many bytes are not read to the end. */
export const ANSWER_BYTES_MAX = 8 * 1024 * 1024
const STALE_SOCKETS_MAX = 4
/** How much of a body goes out between two signs of progress. */
const PIECE_BYTES = 65_536

/** Who carries the requests: connections are kept by the agent, time comes from the clock. */
export interface Carrier {
  readonly endpoint: Endpoint
  readonly agent: HttpAgent
  readonly clock: Clock
}

const retryAfterMs = (header: string | undefined, now: number): number | undefined => {
  if (header === undefined) return undefined
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined
}

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '')

const describe = (error: Error): string => {
  const code = codeOf(error)
  if (code === 'ECONNREFUSED') return 'nobody answers there'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'there is no such host'
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'the connection broke'
  return error.message === '' ? code : error.message
}

/**
 * Sends the request and resolves with the whole answer, whatever its status.
 *
 * @throws WireError (as a rejection) when no whole answer came.
 */
export const exchange = async (carrier: Carrier, request: Exchange): Promise<RawAnswer> => {
  for (let stale = 0; ; stale += 1) {
    const outcome = await attempt(carrier, request)
    if (!(outcome instanceof StaleSocket)) return outcome
    if (!request.repeatable || stale >= STALE_SOCKETS_MAX) throw outcome.error
  }
}

/** The server closed a kept-open connection just when it was used again: says nothing about the server's health. */
class StaleSocket {
  constructor(readonly error: WireError) {}
}

const attempt = (carrier: Carrier, request: Exchange): Promise<RawAnswer | StaleSocket> =>
  new Promise((resolve, reject) => {
    const { endpoint, agent, clock } = carrier
    const { signal, body } = request
    if (signal?.aborted === true) {
      reject(new WireError('stopped', 'the request was stopped'))
      return
    }
    let connected = false
    let answering = false
    const outgoing = (endpoint.protocol === 'https:' ? https : http).request({
      host: endpoint.hostname,
      port: endpoint.port,
      method: request.method,
      path: endpoint.basePath + request.resource,
      headers:
        typeof body === 'string' ? { ...request.headers, 'Content-Length': Buffer.byteLength(body) } : request.headers,
      agent,
    })
    const stop = () => fail(new WireError('stopped', 'the request was stopped'))
    const timer = clock.after(request.timeoutMs, () => fail(new WireError('timeout', 'no answer came in time')))
    const settle = () => {
      timer.cancel()
      signal?.removeEventListener('abort', stop)
    }
    const fail = (error: WireError) => {
      settle()
      reject(error)
      outgoing.destroy()
    }
    signal?.addEventListener('abort', stop, { once: true })

    outgoing.on('socket', (socket) => {
      const ready = () => {
        connected = true
        request.onSent?.()
      }
      if (socket.connecting) socket.once(endpoint.protocol === 'https:' ? 'secureConnect' : 'connect', ready)
      else ready()
    })
    outgoing.on('response', (incoming) => {
      answering = true
      read(incoming)
        .then((text) => {
          settle()
          const after = retryAfterMs(incoming.headers['retry-after'], clock.now())
          resolve({ status: incoming.statusCode ?? 0, text, retryAfterMs: after })
        })
        .catch((error: unknown) => fail(toWireError(error, 'lost')))
    })
    outgoing.on('error', (error) => {
      const failure = toWireError(error, connected ? 'lost' : 'refused')
      const stale = outgoing.reusedSocket && !answering && ['ECONNRESET', 'EPIPE'].includes(codeOf(error))
      settle()
      if (stale) resolve(new StaleSocket(failure))
      else reject(failure)
    })
    if (body instanceof Uint8Array) sendInPieces(outgoing, body, request.onProgress)
    else outgoing.end(body)
  })

/** Sends a long body no faster than the connection takes it. */
const sendInPieces = (
  outgoing: http.ClientRequest,
  body: Uint8Array,
  onProgress: ((bytes: number) => void) | undefined,
): void => {
  const from = (at: number): void => {
    if (at >= body.length) {
      outgoing.end()
      return
    }
    const to = Math.min(body.length, at + PIECE_BYTES)
    outgoing.write(body.subarray(at, to), (error) => {
      // A connection that broke is told of by the request itself.
      if (error) return
      onProgress?.(to)
      from(to)
    })
  }
  from(0)
}

const toWireError = (error: unknown, kind: WireErrorKind): WireError => {
  if (error instanceof WireError) return error
  const cause = error instanceof Error ? error : new Error(String(error))
  return new WireError(kind, describe(cause), { cause })
}

const read = (incoming: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let bytes = 0
    incoming.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > ANSWER_BYTES_MAX) {
        reject(new WireError('unreadable', 'the answer is too long'))
        incoming.destroy()
      } else parts.push(part)
    })
    incoming.on('end', () => {
      const only = parts.length === 1 ? parts[0] : undefined
      resolve((only ?? Buffer.concat(parts)).toString('utf8'))
    })
    incoming.on('error', reject)
    incoming.on('close', () => {
      if (!incoming.complete) reject(new WireError('lost', 'the connection broke'))
    })
  })
