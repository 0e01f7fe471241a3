/**
 * The visitor surface: `/chat/rest/*`, exactly as the retired API spoke it. Behind the door (see `door.ts`) checks come
 * in the order of promise 7: version header, route, method, size, key, body, state.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CommandMark } from '../chat/command-memory.js'
import type { VisitorSession } from '../delivery/visitor-session.js'
import { parseJsonText } from '../lib/json-text.js'
import { bodyBytesMax } from '../protocol/requests.js'
import { noVersionHeader, WireError } from '../protocol/wire-error.js'
import { admittedSession } from './admitted-session.js'
import { isApiVersion, versionMin } from './api-version.js'
import { commandDigest } from './command-digest.js'
import { commands } from './commands.js'
import { watchTheDoor } from './door.js'
import { textOf } from './request-text.js'
import type { CommandResource, Resource, VisitorServices } from './resource.js'
import { breadcrumb } from './resources/breadcrumb.js'
import { agentRulesTriggered } from './resources/agent-rules-triggered.js'
import { deleteSession } from './resources/delete-session.js'
import { jsonp } from './resources/jsonp.js'
import { messages, usedAgain } from './resources/messages.js'
import { multiNoun } from './resources/multi-noun.js'
import { reconnect } from './resources/reconnect-session.js'
import { resyncSession } from './resources/resync-session.js'
import { createSession } from './resources/session-id.js'
import { visitorNouns } from './resources/visitor-nouns.js'
import { sendOk } from './send.js'
import { sendError } from './send-error.js'

/** Every resource there is. */
export const visitorResources: readonly Resource[] = [
  createSession,
  deleteSession,
  agentRulesTriggered,
  reconnect,
  resyncSession,
  messages,
  ...commands,
  multiNoun,
  ...visitorNouns,
  breadcrumb,
  ...jsonp,
]

const byPath = new Map<string, Map<string, Resource>>()
for (const resource of visitorResources) {
  const methods = byPath.get(resource.path) ?? new Map<string, Resource>()
  byPath.set(resource.path, methods.set(resource.method, resource))
}

const checkVersion = (request: FastifyRequest): void => {
  const version = request.headers['x-liveagent-api-version']
  if (typeof version !== 'string' || version.trim() === '') throw noVersionHeader()
  if (!isApiVersion(version)) {
    throw new WireError(400, `X-LIVEAGENT-API-VERSION must be a whole number from ${versionMin} on.`)
  }
}

const pathOf = (request: FastifyRequest): string => (request.params as { '*'?: string })['*'] ?? ''

const resourceOf = (request: FastifyRequest): Resource => {
  const path = pathOf(request)
  // The key follows the path of the one resource that takes the rest of it.
  const known = path.startsWith('System/SessionId/') ? 'System/SessionId/' : path
  const methods = byPath.get(known)
  if (methods === undefined) throw new WireError(404, 'There is no such resource.')
  const resource = methods.get(request.method)
  if (resource === undefined) {
    throw new WireError(405, `${request.method} is not allowed here; use ${[...methods.keys()].join(' or ')}.`)
  }
  return resource
}

const markOf = (
  request: FastifyRequest,
  { numbering: { reconnects } }: VisitorSession,
  digest: () => string,
): CommandMark | undefined => {
  const number = request.headers['x-liveagent-sequence']
  if (typeof number !== 'string' || !/^\d{1,9}$/.test(number)) return undefined
  return { number: Number(number), digest: digest(), ...(reconnects > 0 && { reconnects }) }
}

const runCommand = async (
  services: VisitorServices,
  resource: CommandResource,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const session = await admittedSession(services, request)
  const text = textOf(request)
  const body = parseJsonText(text)
  const read = resource.read(body)
  resource.check?.(services, session, read)
  const further = (resource.count?.(read) ?? 1) - 1
  if (further > 0) services.rateLimits.countFurther(request.clientAddress, session.id, further)
  const organizationId = session.chat?.name.organizationId ?? resource.organizationOf?.(read)
  const digest = () => commandDigest(services, organizationId, resource.path, body, text)
  const { origin, host } = request.headers
  const caller = { address: request.clientAddress, origin, host }
  const refuseOld = () => services.ages.refuseOld(request.arrivedAt)
  const run = async (mark: CommandMark | undefined): Promise<void> => {
    // The session may have been long in coming.
    refuseOld()
    await resource.run(services, { session, caller, digest, mark, refuseOld }, read)
  }
  const mark = markOf(request, session, digest)
  if (services.strictSequence === undefined || mark === undefined) await run(mark)
  else await services.strictSequence.run(session, mark, resource.parts?.(services, session, mark, read) ?? [mark], run)
  sendOk(reply)
}

/** Registers the surface at `/chat/rest`. */
export const visitorApi = (app: FastifyInstance, services: VisitorServices): void => {
  void app.register(
    (scope, _options, done) => {
      scope.removeAllContentTypeParsers()
      // Bodies are JSON whatever their type says.
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyBytesMax }, (_request, body, parsed) => {
        parsed(null, body)
      })
      watchTheDoor(scope, services)
      scope.addHook('onRequest', (request, _reply, next) => {
        // Not even a type that is none matters.
        request.headers['content-type'] = undefined
        usedAgain(request.raw.socket)
        // A script element sends no headers: its version is in the query, with everything else.
        if (!pathOf(request).endsWith('.jsonp')) checkVersion(request)
        resourceOf(request)
        if (request.method !== 'GET') services.ages.refuseOld(request.arrivedAt)
        next()
      })
      scope.setErrorHandler((error, _request, reply) => sendError(reply, error))
      // For methods that no route takes.
      scope.setNotFoundHandler((_request, reply) => sendError(reply, new WireError(404, 'There is no such resource.')))
      scope.all('/*', { bodyLimit: bodyBytesMax }, (request, reply) => {
        const resource = resourceOf(request)
        const settled =
          'run' in resource ? runCommand(services, resource, request, reply) : resource.handle(services, request, reply)
        settled?.catch((error: unknown) => sendError(reply, error))
      })
      done()
    },
    { prefix: '/chat/rest' },
  )
}
