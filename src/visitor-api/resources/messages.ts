import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HandOver, PollOutcome } from '../../delivery/visitor-session.js'
import type { VisitorSession } from '../../delivery/visitor-session.js'
import type { Instant } from '../../lib/clock.js'
import { sessionNotFound } from '../../protocol/wire-error.js'
import type { PlainResource, VisitorServices } from '../resource.js'
import { sendJson } from '../send.js'
import { sendError } from '../send-error.js'
import { SessionFacts } from '../session-facts.js'
import { sessionOfPoll } from '../session-of-request.js'
import { wireAnswer } from '../wire-answer.js'

/** The number in `ack`; anything that is none counts as not sent. */
const ackOf = (request: FastifyRequest): number | undefined => {
  const { ack } = request.query as { ack?: unknown }
  return typeof ack === 'string' && /^-?\d{1,9}$/.test(ack) ? Number(ack) : undefined
}

/** The answer that was handed over last on a connection, until somebody asks again on it: then it has arrived. */
const latestOn = new WeakMap<Socket, { readonly session: VisitorSession; readonly handOver: HandOver } | undefined>()

/** Another request came on the connection: whoever sent it has read what was answered before. */
export const usedAgain = (socket: Socket): void => {
  if (latestOn.has(socket)) latestOn.set(socket, undefined)
}

const watchConnection = (socket: Socket, session: VisitorSession, handOver: HandOver): void => {
  const watched = latestOn.has(socket)
  latestOn.set(socket, { session, handOver })
  // One listener however many polls the connection carries.
  if (watched) return
  socket.on('close', (hadError) => {
    const latest = latestOn.get(socket)
    if (hadError && latest && latest.session.poll === undefined) latest.handOver.undone()
  })
}

/**
 * Tells what became of the answer: handed over whole, or cut off before; and watches whether it is found cut off later. A process
 * that was kept from its event loop (`isBehind`) looks again after the next turn of it (`isAgain`), whether the client had gone
 * already: not twice in a row, or a client that closes each connection would be told the same for as long as that lasts.
 */
const settle = (
  response: ServerResponse,
  socket: Socket,
  session: VisitorSession,
  handOver: HandOver,
  isBehind: boolean,
  isAgain = false,
): void => {
  // The answer can have left in whole just before that the client had gone, or that the connection had failed, came in.
  if (!response.writableFinished || socket.errored !== null || socket.readableEnded) {
    session.doubted = isAgain
    handOver.failed()
    return
  }
  if (isBehind && !session.doubted) {
    setImmediate(settle, response, socket, session, handOver, false, true)
    return
  }
  session.doubted = false
  handOver.done()
  watchConnection(socket, session, handOver)
}

/** A server that drains sends its clients elsewhere. */
const sendElsewhere = (services: VisitorServices, reply: FastifyReply): void => {
  if (services.isDraining()) void reply.header('connection', 'close')
}

const open = (
  services: VisitorServices,
  session: VisitorSession,
  request: FastifyRequest,
  reply: FastifyReply,
  since: Instant,
): void => {
  const { sessions } = services
  if (services.failsPoll?.(session)) {
    void reply.code(503).send()
    return
  }
  const { raw } = reply
  // Whoever went away while the session was looked up is told nothing, and nobody would say what became of an answer.
  if (raw.destroyed) return
  const { socket } = request.raw
  let handOver: HandOver | undefined
  const end = (outcome: PollOutcome): void => {
    sendElsewhere(services, reply)
    switch (outcome.type) {
      case 'answer':
        handOver = outcome.handOver
        sendJson(reply, wireAnswer(outcome.answer, new SessionFacts(services, session)))
        return
      case 'nothing':
        void reply.code(204).send()
        return
      case 'gone':
        sendError(reply, sessionNotFound())
        return
      case 'cut':
        reply.hijack()
        raw.destroy()
        return
      case 'failed':
        sendError(reply, outcome.error)
    }
  }
  // A response closes once, so this needs no `once` with its wrapper: thousands of polls are held at a time.
  raw.on('close', () => {
    if (handOver === undefined) sessions.polls.abandon(session, end)
    // What came in by then is read first.
    else setImmediate(settle, raw, socket, session, handOver, services.loopPace.isBehind)
  })
  sessions.polls.open(session, ackOf(request), end, since)
}

/**
 * `GET System/Messages`: the long poll. With `ack`, everything numbered above it; without, what was not handed over
 * yet. 200 as soon as there is something, 204 after the hold time, also when the session could not be read that long, 403 once
 * the end was delivered.
 */
export const messages: PlainResource = {
  method: 'GET',
  path: 'System/Messages',
  handle: (services, request, reply) => {
    const since = services.clock.now()
    const session = sessionOfPoll(services, request, () => reply.raw.destroyed)
    if (!(session instanceof Promise)) {
      open(services, session, request, reply, since)
      return
    }
    return session.then((found) => {
      if (found !== undefined) return open(services, found, request, reply, since)
      sendElsewhere(services, reply)
      void reply.code(204).send()
    })
  },
}
