/** Takes a page's question apart and has its nouns answered. */
import type { FastifyRequest } from 'fastify'
import { switchServer, type WireMessage } from '../protocol/messages.js'
import { parameterLengthMax, parseVisitorId, VisitorQuery } from '../protocol/visitor-query.js'
import type { VisitorServices } from './resource.js'
import type { Question } from './visitor-noun.js'

/** The query of a request. */
export const queryOf = (request: FastifyRequest): VisitorQuery => new VisitorQuery(request.query)

/** The page a request comes from; `undefined` when the browser does not say, or says nothing of use. */
export const pageOf = (request: FastifyRequest): string | undefined => {
  const { referer } = request.headers
  if (referer === undefined || referer.length > parameterLengthMax || !URL.canParse(referer)) return undefined
  return /^https?:$/.test(new URL(referer).protocol) ? referer : undefined
}

/** Where an organization lives, for those that do not live here; `org_id` must be there. Throws a 400. */
export const elsewhere = (services: VisitorServices, query: VisitorQuery): WireMessage | undefined => {
  const newUrl = services.settings.switchServers.get(query.id('org_id', '00D'))
  return newUrl === undefined ? undefined : switchServer(newUrl)
}

/** The question in a request, once it is known that its organization does not live elsewhere. Throws a 400. */
export const questionOf = (request: FastifyRequest, query: VisitorQuery): Question => ({
  query,
  organizationId: query.id('org_id', '00D'),
  deploymentId: query.id('deployment_id', '572'),
  visitorId: parseVisitorId(query.one('sid')),
  page: pageOf(request),
})
