import { refusals, type AgentApp } from '../agent-app.js'
import { asTime } from '../as-time.js'
import { logInOriginOf } from '../log-in-origin-of.js'
import { LoggedIn } from '../logging-in.js'
import { SetupError } from '../../setup/setup-error.js'
import { ProblemError } from '../problems.js'
import type { AgentServices } from '../services.js'
import { keepCookie } from '../token-cookie.js'
import { Welcome } from '../welcome.js'
import { profileOf } from './profile-of.js'

const setUpAlready = (): ProblemError =>
  new ProblemError(409, 'set-up-already', 'There is an organization already. Log in instead.')

/** The first thing that is ever done with an installation. */
export const welcomeRoutes = (app: AgentApp, services: AgentServices): void => {
  const { clock, founding, hasher, logIns, setup, views } = services
  app.post(
    '/welcome',
    {
      config: { access: 'anyone' },
      schema: {
        summary: 'Make the first organization',
        description:
          'With its first administrator, who is logged in then. Needs the token of the address that a server prints when it ' +
          'starts with no organization. Once there is one, 409 `set-up-already`, whatever the token.',
        security: [],
        body: Welcome,
        response: { 200: LoggedIn, ...refusals(400, 403, 409, 412) },
      },
    },
    async (request, reply) => {
      const { token, organization, administrator } = request.body
      if (!founding.isDue) throw setUpAlready()
      if (!founding.isToken(token))
        throw new ProblemError(403, 'wrong-token', 'This is not the address that the server printed when it started.')
      const { name, username, password } = administrator
      const passwordHash = await hasher.hash(password)
      const made = await founding
        .found({ organization, administrator: { name, username, passwordHash } }, clock.now())
        .catch((error: unknown) => {
          throw error instanceof SetupError && error.code === 'exists-already' ? setUpAlready() : error
        })
      const logIn = await logIns.make(made, { ...logInOriginOf(services, request), way: 'password' })
      keepCookie(services, reply, logIn.token, logIn.expiresAt)
      const agent = views.agent(profileOf(setup, made.organizationId, made.agentId))
      return { token: logIn.token, expiresAt: asTime(logIn.expiresAt), agent }
    },
  )
}
