import { presentedToken } from '../../accounts/presented-token.js'
import { clientAddress } from '../../edge/client-address.js'
import { authenticate } from '../authenticate.js'
import { asTime } from '../as-time.js'
import { chosenStatus } from '../chosen-status.js'
import { Agent, LoggedIn, LoggedOut, Login } from '../logging-in.js'
import { Presence, PresenceChoice, StatusList } from '../presence.js'
import { logInOriginOf } from '../log-in-origin-of.js'
import { ProblemError } from '../problems.js'
import { refusals, type AgentApp } from '../agent-app.js'
import type { AgentServices } from '../services.js'
import { dropCookie, keepCookie } from '../token-cookie.js'
import { tooManyTries } from '../too-many-tries.js'

/** Logging in and out: the only routes that set cookies. */
export const logInRoutes = (app: AgentApp, services: AgentServices): void => {
  const { logIns, logInCounts, signIn } = services
  app.post(
    '/login',
    {
      config: { access: 'anyone' },
      schema: {
        summary: 'Log in',
        description:
          'Gives a bearer token, and the same token as an HttpOnly cookie for browsers. After too many wrong passwords ' +
          'for a name at an address, from an address, or for a name: 429 `too-many-tries` with Retry-After.',
        security: [],
        body: Login,
        response: { 200: LoggedIn, ...refusals(400, 401, 403, 429) },
      },
    },
    async (request, reply) => {
      const { accounts, logInLimits, trustedProxies } = services
      const { username, password } = request.body
      const address = clientAddress(request.raw, trustedProxies)
      const waitMs = logInLimits.waitMs(username, address)
      if (waitMs > 0) {
        logInCounts.note('limited')
        throw tooManyTries(waitMs)
      }
      const outcome = await logInLimits.during(username, address, () =>
        accounts.logIn(username, password, logInOriginOf(services, request)),
      )
      switch (outcome.type) {
        case 'refused':
          logInCounts.note('wrong_password')
          logInLimits.failed(username, address)
          throw new ProblemError(401, 'wrong-password', 'This username and password do not belong together.')
        case 'too-many':
          logInCounts.note('limited')
          throw tooManyTries(outcome.retryAfterMs)
        case 'logged-in': {
          logInCounts.note('logged_in')
          logInLimits.succeeded(username, address)
          const { token, expiresAt, organizationId, agentId } = outcome.logIn
          const profile = services.setup.agent(organizationId, agentId)
          if (profile === undefined)
            throw new ProblemError(401, 'wrong-password', 'This agent does not exist any more.')
          keepCookie(services, reply, token, expiresAt)
          return { token, expiresAt: asTime(expiresAt), agent: services.views.agent(profile) }
        }
      }
    },
  )

  app.post(
    '/logout',
    {
      config: { access: 'anyone' },
      schema: {
        summary: 'Log out',
        description:
          'The token opens nothing from then on. Who came from an identity provider is told where to log out of that as well.',
        response: { 200: LoggedOut, ...refusals(403) },
      },
    },
    async (request, reply) => {
      const token = presentedToken(request.headers)
      const id = token === undefined ? undefined : logIns.idOf(token)
      const way = id === undefined ? undefined : (await logIns.use(id))?.origin.way
      if (id !== undefined) await logIns.end(id)
      dropCookie(services, reply)
      const address = way === 'provider' ? await signIn?.endAddress() : undefined
      return signIn && address !== undefined ? { provider: { label: signIn.label, address } } : {}
    },
  )
}

/** Who I am, and whether I take chats. */
export const accountRoutes = (app: AgentApp, services: AgentServices): void => {
  app.get('/me', { schema: { summary: 'Who I am', response: { 200: Agent, ...refusals(401) } } }, async (request) =>
    services.views.agent(await authenticate(services, request)),
  )

  app.get(
    '/presence/statuses',
    {
      schema: {
        summary: 'The statuses I can choose besides online, away and offline',
        response: { 200: StatusList, ...refusals(401) },
      },
    },
    async (request) => {
      const { organizationId } = await authenticate(services, request)
      const statuses = services.setup
        .all(organizationId, 'presence-status')
        .sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1))
      return { statuses: statuses.map(({ id, name, takesChats }) => ({ statusId: id, name, takesChats })) }
    },
  )

  app.put(
    '/presence',
    {
      schema: {
        summary: 'Take chats, or not',
        description:
          'Only an online agent is offered chats. Offers of an agent who goes away return to the queue; chats stay. ' +
          'An agent whose event stream is gone for longer than the lease is offline, and their chats wait for another.',
        body: PresenceChoice,
        response: { 200: Presence, ...refusals(400, 401) },
      },
    },
    async (request) => {
      const { organizationId, id } = await authenticate(services, request)
      const { status, statusId } = chosenStatus(services.setup, organizationId, request.body)
      await services.assignments.setPresence(organizationId, id, status, statusId)
      return { status, ...(statusId !== undefined && { statusId }) }
    },
  )
}
