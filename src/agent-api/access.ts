/**
 * Who may use which route. A route says it with `config.access`; one that says nothing is for logged-in agents, so a
 * route that was forgotten is closed to the world. The document shows it as `x-access`.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Role } from '../setup/kinds/agent-profile.js'
import { authenticate, refuseForeign } from './authenticate.js'
import { ProblemError } from './problems.js'
import type { AgentServices } from './services.js'

/** The least role a route needs; `anyone` needs no token. */
export type Access = 'anyone' | Role

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifySchema {
    'x-access'?: Access
  }
}

const ranks: Readonly<Record<Access, number>> = { anyone: 0, agent: 1, supervisor: 2, administrator: 3 }

/** Throws a 401 or 403 for whoever may not use the route that they ask for. */
export const admit = async (services: AgentServices, request: FastifyRequest): Promise<void> => {
  const { access = 'agent' } = request.routeOptions.config
  if (access === 'anyone') {
    // Who is logged in here, and as whom, is not for pages of other sites to change.
    if (request.method !== 'GET') refuseForeign(request)
    return
  }
  const { role } = await authenticate(services, request)
  if (ranks[role] >= ranks[access]) return
  const whoMay = access === 'administrator' ? 'an administrator' : `a ${access}`
  throw new ProblemError(403, 'role', `Only ${whoMay} may do this.`)
}

/** Guards every route that is registered from now on, before anything that a request holds is read. */
export const guardRoutes = (app: FastifyInstance, services: AgentServices): void => {
  app.addHook('onRoute', (route) => {
    const access = route.config?.access ?? 'agent'
    route.config = { ...route.config, access }
    route.schema = { ...route.schema, 'x-access': access }
  })
  app.addHook('onRequest', async (request) => {
    if (!request.is404) await admit(services, request)
  })
}
