import type { FastifyRequest } from 'fastify'
import type { LogInEnd } from '../accounts/log-ins.js'
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

/** Has {@link authenticate} look anew who asks, because setup may say something else by now. */
export const forgetWhoAsks = (request: FastifyRequest): void => {
  known.delete(request)
}

/** Somebody who reads a stream for as long as the token that opened it opens something. */
export interface Reader {
  /** Whether they still may. */
  isWelcome(): Promise<boolean>
  /** Calls `ask` when that may have changed. Returns how to end it. */
  onDoubt(ask: () => void): () => void
}

/** Who reads what outlasts this request, which {@link authenticate} has let in. */
export const readerOf = ({ accounts, logIns, setup }: AgentServices, request: FastifyRequest): Reader => {
  const agent = known.get(request)
  const token = presentedToken(request.headers)
  const id = token === undefined ? undefined : logIns.idOf(token)
  const concerns = (end: LogInEnd): boolean =>
    'hash' in end
      ? end.hash === id
      : end.organizationId === agent?.organizationId && (end.agentId ?? agent.id) === agent.id
  return {
    async isWelcome() {
      const identity = token === undefined ? undefined : await accounts.identify(token)
      return identity !== undefined && setup.agent(identity.organizationId, identity.agentId)?.active === true
    },
    onDoubt: (ask) => logIns.follow((end) => concerns(end) && ask()),
  }
}
