import type { FastifyRequest } from 'fastify'
import type { SetupObject } from '../setup/setup.js'
import { ProblemError } from './problems.js'
import type { AgentServices } from './services.js'

/** The cookie that holds a browser's token. */
export const tokenCookie = 'parley_token'

/** The token the request brings along, as a bearer or as a cookie. */
export const tokenOf = (request: FastifyRequest): string | undefined => {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ')
  if (scheme?.toLowerCase() === 'bearer') return token
  // Tokens are base64url, so this finds all there are; parsing every cookie of every request would cost more.
  return /(?:^|;\s*)parley_token=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]
}

// A guard asks before the route does, and one answer is enough.
const known = new WeakMap<FastifyRequest, SetupObject<'agent'>>()

/** Who asks. Throws a 401, or a 403 for a request that another site made a browser send. */
export const authenticate = async (services: AgentServices, request: FastifyRequest): Promise<SetupObject<'agent'>> => {
  const before = known.get(request)
  if (before) return before
  const site = request.headers['sec-fetch-site']
  if (request.headers.authorization === undefined && site === 'cross-site') {
    throw new ProblemError(403, 'cross-site', 'Requests from other sites must bring a bearer token.')
  }
  const token = tokenOf(request)
  const identity = token === undefined ? undefined : await services.accounts.identify(token)
  const agent = identity && services.setup.agent(identity.organizationId, identity.agentId)
  if (agent?.active) {
    known.set(request, agent)
    return agent
  }
  throw new ProblemError(401, 'not-logged-in', 'Log in at POST /api/v1/login and send the token.', {
    'www-authenticate': 'Bearer',
  })
}
