import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { madeAt, type MadeLogIn } from '../../accounts/log-ins.js'
import { presentedToken } from '../../accounts/presented-token.js'
import { clientAddress } from '../../edge/client-address.js'
import { credentialIn, ownPasswordChange } from '../../setup/agent-credentials.js'
import { SetupError } from '../../setup/setup-error.js'
import { afterChange } from '../after-change.js'
import { refusals, type AgentApp } from '../agent-app.js'
import { asTime } from '../as-time.js'
import { authenticate } from '../authenticate.js'
import { Done } from '../messages.js'
import { EndedLogIns, OwnLogIns, OwnPassword, type OwnLogIn } from '../own-log-ins.js'
import { ProblemError } from '../problems.js'
import type { AgentServices } from '../services.js'
import { tooManyTries } from '../too-many-tries.js'

const asOwnLogIn = ({ hash, expiresAt, seenAt, origin }: MadeLogIn, thisId: string): OwnLogIn => ({
  logInId: hash,
  isThis: hash === thisId,
  madeAt: asTime(madeAt({ expiresAt })),
  ...(seenAt > 0 && { seenAt: asTime(seenAt) }),
  ...origin,
})

/** The id of the log-in that asks; one that nothing has when a program does. */
const idOfThis = ({ logIns }: AgentServices, request: FastifyRequest): string =>
  logIns.idOf(presentedToken(request.headers) ?? '')

/** Where I am logged in, the end of that, and my password. */
export const ownLogInRoutes = (app: AgentApp, services: AgentServices): void => {
  const { accounts, clock, editor, hasher, logIns, logInCounts, logInLimits, setup, trustedProxies } = services

  app.get(
    '/me/log-ins',
    { schema: { summary: 'Where I am logged in', response: { 200: OwnLogIns, ...refusals(401) } } },
    async (request) => {
      const agent = await authenticate(services, request)
      const stored = await logIns.of({ organizationId: agent.organizationId, agentId: agent.id })
      const thisId = idOfThis(services, request)
      const rank = ({ hash, seenAt }: MadeLogIn): number => (hash === thisId ? Infinity : seenAt)
      return {
        logIns: stored.sort((a, b) => rank(b) - rank(a)).map((one) => asOwnLogIn(one, thisId)),
        hasPassword: credentialIn(setup, agent)?.passwordHash !== undefined,
      }
    },
  )

  app.delete(
    '/me/log-ins/:logInId',
    {
      schema: {
        summary: 'End a log-in of mine',
        description: 'Its token opens nothing from then on, and its event streams end.',
        params: Type.Object({ logInId: Type.String({ maxLength: 64 }) }),
        response: { 200: Done, ...refusals(401, 404) },
      },
    },
    async (request) => {
      const { organizationId, id: agentId } = await authenticate(services, request)
      if (await logIns.endOwn({ organizationId, agentId }, request.params.logInId)) return {}
      throw new ProblemError(404, 'no-such-log-in', 'You have no such log-in, or it has ended already.')
    },
  )

  app.post(
    '/me/log-ins/end-others',
    {
      schema: {
        summary: 'End all log-ins of mine but this one',
        description: 'The tokens of programs stay: an administrator revokes them.',
        response: { 200: EndedLogIns, ...refusals(401) },
      },
    },
    async (request) => {
      const { organizationId, id: agentId } = await authenticate(services, request)
      return { ended: await logIns.endOthers({ organizationId, agentId }, idOfThis(services, request)) }
    },
  )

  app.post(
    '/me/password',
    {
      schema: {
        summary: 'Change my password',
        description:
          'A wrong old one is 403 `wrong-password` and counts like one at the log-in, so that too many of them are 429 ' +
          '`too-many-tries` with Retry-After. An agent who has no password is answered 409 `no-password`.',
        body: OwnPassword,
        response: { 200: EndedLogIns, ...refusals(400, 401, 403, 409, 412, 429) },
      },
    },
    async (request) => {
      const agent = await authenticate(services, request)
      const { oldPassword, newPassword, endOthers = false } = request.body
      const before = credentialIn(setup, agent)?.passwordHash
      if (before === undefined)
        throw new ProblemError(409, 'no-password', 'You have no password that could be changed.')
      const address = clientAddress(request.raw, trustedProxies)
      const waitMs = logInLimits.waitMs(agent.username, address)
      if (waitMs > 0) {
        logInCounts.note('limited')
        throw tooManyTries(waitMs)
      }
      const proof = await logInLimits.during(agent.username, address, () => accounts.prove(agent.username, oldPassword))
      if (proof.type === 'too-many') {
        logInCounts.note('limited')
        throw tooManyTries(proof.retryAfterMs)
      }
      if (proof.type === 'refused') {
        logInCounts.note('wrong_password')
        logInLimits.failed(agent.username, address)
        throw new ProblemError(403, 'wrong-password', 'The old password is wrong. Nothing was changed.')
      }
      logInLimits.succeeded(agent.username, address)
      const passwordHash = await hasher.hash(newPassword)
      await editor.change(
        () => {
          if (credentialIn(setup, agent)?.passwordHash !== proof.credential.passwordHash)
            throw new SetupError('changed-meanwhile', 'Your password was changed by somebody else just now.')
          return [ownPasswordChange(setup, agent, passwordHash)]
        },
        { by: agent.id, name: agent.username, at: clock.now() },
      )
      if (!endOthers) return { ended: 0 }
      const { organizationId, id: agentId } = agent
      const thisId = idOfThis(services, request)
      return { ended: await afterChange(() => logIns.endOthers({ organizationId, agentId }, thisId)) }
    },
  )
}
