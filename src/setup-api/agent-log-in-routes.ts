/** What administrators see and do about the log-ins of an agent. */
import { Type } from 'typebox'
import { refusals, type AgentApp } from '../agent-api/agent-app.js'
import { asTime } from '../agent-api/as-time.js'
import { Done } from '../agent-api/messages.js'
import { EndedLogIns } from '../agent-api/own-log-ins.js'
import { ProblemError } from '../agent-api/problems.js'
import { logInsEnd } from '../setup/agent-credentials.js'
import type { SetupObject } from '../setup/setup.js'
import { authorOf } from './author.js'
import { AgentLogIns } from './messages.js'
import type { SetupServices } from './services.js'

const AgentPath = Type.Object({ id: Type.String({ maxLength: 64, description: 'The agent' }) })
const administrators = { config: { access: 'administrator' as const } }

/** Registers the calls. */
export const agentLogInRoutes = (app: AgentApp, services: SetupServices): void => {
  const { clock, editor, logIns, logInLimits, setup } = services
  const tags = ['agents']

  const agentNamed = (organizationId: string, id: string): SetupObject<'agent'> => {
    const agent = setup.agent(organizationId, id)
    if (agent === undefined) throw new ProblemError(404, 'no-such-object', `There is no agent ${id}.`)
    return agent
  }

  app.get(
    '/setup/agents/:id/log-ins',
    {
      ...administrators,
      schema: {
        ...{ tags, summary: 'Whether an agent is logged in, and whether they can', params: AgentPath },
        response: { 200: AgentLogIns, ...refusals(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const { organizationId } = await authorOf(services, request)
      const { id, username } = agentNamed(organizationId, request.params.id)
      const { length } = await logIns.of({ organizationId, agentId: id })
      const lockedMs = logInLimits.lockedMs(username)
      return { count: length, ...(lockedMs > 0 && { lockedUntil: asTime(clock.now() + lockedMs) }) }
    },
  )

  app.post(
    '/setup/agents/:id/log-ins/end',
    {
      ...administrators,
      schema: {
        ...{ tags, summary: 'End all log-ins of an agent', params: AgentPath },
        description: 'Their tokens open nothing from then on. The tokens of programs, and the password, stay.',
        response: { 200: EndedLogIns, ...refusals(400, 401, 403, 404, 412) },
      },
    },
    async (request) => {
      const { organizationId, author } = await authorOf(services, request)
      const { id } = agentNamed(organizationId, request.params.id)
      const { length } = await logIns.of({ organizationId, agentId: id })
      await editor.change(() => {
        agentNamed(organizationId, id)
        return [logInsEnd(setup, { organizationId, id }, clock.now())]
      }, author)
      return { ended: length }
    },
  )

  app.post(
    '/setup/agents/:id/unlock',
    {
      ...administrators,
      schema: {
        ...{ tags, summary: 'Let an agent try passwords again', params: AgentPath },
        description:
          'After too many wrong passwords a name waits for up to a minute. This ends that, wherever it waits.',
        response: { 200: Done, ...refusals(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const { organizationId, author } = await authorOf(services, request)
      const { id, username } = agentNamed(organizationId, request.params.id)
      await setup.note({ organizationId, kind: 'agent', id }, 'lock', author)
      logInLimits.unlock(username)
      return {}
    },
  )
}
