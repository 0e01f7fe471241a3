/**
 * Where visitors' files go: `POST /chat/upload`, and `GET /chat/cdm`, the page that clients name as where they come
 * from. Neither knows the headers of `/chat/rest`: a plain HTML form in a hidden frame can send a file.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { clientAddress } from '../../edge/client-address.js'
import { LogAwayError } from '../../event-log/event-log.js'
import { TooLateError } from '../../event-log/too-late.js'
import { readFileToken } from '../../files/file-token.js'
import { UploadsBusyError } from '../../files/upload-places.js'
import { parseRecordId } from '../../protocol/record-id.js'
import { TooManyRequestsError, WireError } from '../../protocol/wire-error.js'
import { Cors } from '../cors.js'
import type { VisitorServices } from '../resource.js'
import { asWireError } from '../send-error.js'
import { sendText } from '../send.js'
import { discardRest } from './discard-rest.js'
import { readUpload } from './read-upload.js'

/** When a client may try again that came while too much was coming in, in milliseconds. */
const busyWaitMs = 5_000

const notAskedFor = (): WireError => new WireError(403, 'This file is not asked for, or not any more.')

interface Query {
  readonly orgId?: unknown
  readonly chatKey?: unknown
  readonly fileToken?: unknown
}

/** A request with what proves that it may be made. Throws a 400 without, a 403 with anything that proves nothing. */
const provenRequest = (services: VisitorServices, { orgId, chatKey, fileToken }: Query) => {
  if (typeof orgId !== 'string' || typeof chatKey !== 'string' || typeof fileToken !== 'string') {
    throw new WireError(400, 'The address needs orgId, chatKey and fileToken, each once.')
  }
  const organizationId = parseRecordId(orgId, '00D')
  const fileId = readFileToken(services.hash, chatKey, fileToken)
  if (organizationId === undefined || fileId === undefined) throw notAskedFor()
  return { organizationId, sessionId: chatKey, fileId }
}

const receive = async (services: VisitorServices, request: FastifyRequest): Promise<'Success' | 'Failure'> => {
  const { sessions, files, clock, settings } = services
  const { organizationId, sessionId, fileId } = provenRequest(services, request.query as Query)
  const chat = await sessions.chatAskedFor({ id: sessionId })
  if (chat?.name.organizationId !== organizationId) throw notAskedFor()
  sessions.heardOf(sessionId)
  const outcome = await files.take(chat, fileId, () =>
    readUpload(request.raw, { bytesMax: settings.fileBytesMax, clock }),
  )
  sessions.heardOf(sessionId)
  if (outcome === 'broken-off') throw new WireError(400, 'The file did not come in whole, or not in time.')
  if (outcome === 'not-kept') throw new WireError(500, 'The file could not be kept.')
  return outcome === 'received' ? 'Success' : 'Failure'
}

const refusalOf = (error: unknown): WireError =>
  error instanceof UploadsBusyError ? new TooManyRequestsError(busyWaitMs) : asWireError(error)

/** Counts a request, of whatever kind, and throws a 429 when the client has asked too often. */
const admit = ({ rateLimits, trustedProxies }: VisitorServices, request: FastifyRequest): void => {
  const waitMs = rateLimits.admit(clientAddress(request.raw, trustedProxies), 'requests')
  if (waitMs > 0) throw new TooManyRequestsError(waitMs)
}

/** Answers with why not, in the form that clients of this address look for. */
const sendFailure = (reply: FastifyReply, refusal: WireError): void => {
  if (refusal instanceof TooManyRequestsError) void reply.header('retry-after', String(refusal.retryAfterS))
  sendText(reply, refusal.status, `Failure: ${refusal.message}`)
}

const handleUpload = async (services: VisitorServices, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  let outcome: 'Success' | 'Failure' | WireError
  try {
    admit(services, request)
    if (request.method !== 'POST') throw new WireError(405, `${request.method} is not allowed here; use POST.`)
    outcome = await receive(services, request)
  } catch (error) {
    outcome = refusalOf(error)
    // That the store is away was told once.
    if (outcome.status === 500 && !(error instanceof LogAwayError || error instanceof TooLateError))
      request.log.error({ err: error }, 'An upload failed.')
  }
  if (!(await discardRest(request.raw, services.clock))) void reply.header('connection', 'close')
  if (outcome instanceof WireError) sendFailure(reply, outcome)
  else sendText(reply, 200, outcome)
}

const cdmPage = '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Parley</title>\n</html>\n'

/** Nothing loads and nothing runs, wherever it is framed. */
const policy = "default-src 'none'; sandbox"

/** Registers `/chat/upload` and `/chat/cdm`. */
export const uploadRoutes = (app: FastifyInstance, services: VisitorServices): void => {
  const cors = new Cors({ setup: services.setup, allowAny: services.settings.corsAny })
  void app.register(
    (scope, _options, done) => {
      scope.removeAllContentTypeParsers()
      // The body is read where its limits are known.
      scope.addContentTypeParser('*', (_request, _body, parsed) => parsed(null))
      scope.setErrorHandler((error, _request, reply) => {
        const refusal = asWireError(error)
        if (refusal.status === 500) reply.log.error({ err: error }, 'An upload failed.')
        sendFailure(reply, refusal)
      })
      scope.addHook('onRequest', (request, reply, next) => {
        void reply.headers({
          'cache-control': 'no-store',
          'content-security-policy': policy,
          'x-content-type-options': 'nosniff',
        })
        cors.writeHeaders(request, reply)
        next()
      })
      scope.all('/upload', (request, reply) => {
        if (request.method === 'OPTIONS') {
          admit(services, request)
          cors.answerPreflight(request, reply)
          return
        }
        void handleUpload(services, request, reply)
      })
      scope.get('/cdm', (request, reply) => {
        admit(services, request)
        return reply.type('text/html;charset=UTF-8').send(cdmPage)
      })
      done()
    },
    { prefix: '/chat' },
  )
}
