import type { FastifyRequest } from 'fastify'
import { isForeign, presentedToken } from '../accounts/presented-token.js'
import type { SetupObject } from '../setup/setup.js'
import { ProblemError } from './problems.js'
import type { AgentServices } from './services.js'

// A guard asks before the route does, and one answer is enough.
const known = new WeakMap<FastifyRequest, SetupObject<'agent'>>()

/** Throws a 403 for a request that a page of another origin made a browser send, with nothing but the cookie. */
export const refuseForeign = (request: FastifyRequest): void => {
  if (isForeign(request.headers)) {
    throw new ProblemError(403, 'cross-site', 'Requests from pages of other origins must bring a bearer token.')
  }
}

/** Who asks. Throws a 401, or a 403 for a request that a page of another origin made a browser send. */
export const authenticate = async (services: AgentServices, request: FastifyRequest): Promise<SetupObject<'agent'>> => {
  const before = known.get(request)
  if (before) return before
  refuseForeign(request)
  const token = presentedToken(request.headers)
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

/** Whether the token that a request brought along still opens something, for what outlasts the request. */
export const isStillWelcome =
  ({ accounts, setup }: AgentServices, { headers }: FastifyRequest): (() => Promise<boolean>) =>
  async () => {
    const token = presentedToken(headers)
    const identity = token === undefined ? undefined : await accounts.identify(token)
    return identity !== undefined && setup.agent(identity.organizationId, identity.agentId)?.active === true
  }
