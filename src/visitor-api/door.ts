/** What is done with every request to `/chat/rest` before anything of it is looked at. */
import type { FastifyInstance } from 'fastify'
import { clientAddress } from '../edge/client-address.js'
import { TooManyRequestsError } from '../protocol/wire-error.js'
import { Cors } from './cors.js'
import type { VisitorServices } from './resource.js'
import { sendLimitedScript } from './resources/jsonp.js'
import { sendError } from './send-error.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Where a request to `/chat/rest` comes from, normalised; empty when it is not known. */
    clientAddress: string
    /** When it came, as `RequestAges.passed` tells. */
    arrivedAt: number
  }
}

/**
 * Finds out who asks, writes the headers that belong into every answer, refuses who asks too often, and answers
 * preflights. Browsers read a refusal only with the headers for their origin, so those come first.
 */
export const watchTheDoor = (scope: FastifyInstance, services: VisitorServices): void => {
  const { rateLimits, setup, settings, trustedProxies } = services
  const cors = new Cors({ setup, allowAny: settings.corsAny })
  let mayWarn = trustedProxies.isEmpty
  scope.decorateRequest('clientAddress', '')
  scope.decorateRequest('arrivedAt', 0)
  scope.addHook('onRequest', (request, reply, next) => {
    void reply.header('cache-control', 'no-store')
    const address = clientAddress(request.raw, trustedProxies)
    request.clientAddress = address
    request.arrivedAt = services.ages.passed()
    if (mayWarn && request.headers['x-forwarded-for'] !== undefined) {
      mayWarn = false
      request.log.warn(
        'A request came with X-Forwarded-For, but PARLEY_TRUSTED_PROXIES names no proxy, so the header is not believed. ' +
          'If there is one, all its clients count as one, and on this machine as one without limits.',
      )
    }
    cors.writeHeaders(request, reply)
    const { '*': path = '' } = request.params as { '*'?: string }
    const isNewSession = request.method === 'GET' && path === 'System/SessionId'
    const waitMs = rateLimits.admit(address, isNewSession ? 'sessions' : 'requests')
    if (waitMs > 0) {
      const limited = new TooManyRequestsError(waitMs)
      if (!sendLimitedScript(request, reply, path, limited)) sendError(reply, limited)
    } else if (request.method === 'OPTIONS') cors.answerPreflight(request, reply)
    else next()
  })
}
