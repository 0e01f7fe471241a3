/** What supervisors decide for an agent they look after. */
import { Type } from 'typebox'
import { refusals, type AgentApp } from '../agent-app.js'
import { authenticate } from '../authenticate.js'
import { chosenStatus } from '../chosen-status.js'
import { Presence, PresenceChoice } from '../presence.js'
import { ProblemError } from '../problems.js'
import type { AgentServices } from '../services.js'

const AgentPath = Type.Object({ agentId: Type.String({ maxLength: 64 }) })

/** Changing an agent's status. */
export const supervisedAgentRoutes = (app: AgentApp, services: AgentServices): void => {
  const { assignments, setup, sight } = services

  app.put(
    '/supervision/agents/:agentId/presence',
    {
      config: { access: 'supervisor' },
      schema: {
        summary: 'Let an agent take chats, or not',
        description:
          'As the agent could, with the same consequences; their consoles show it at once, and who did it. Who is made ' +
          'online and has no console open is offline again after the lease.',
        params: AgentPath,
        body: PresenceChoice,
        response: { 200: Presence, ...refusals(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const supervisor = await authenticate(services, request)
      const agent = setup.agent(supervisor.organizationId, request.params.agentId)
      if (agent?.active !== true) throw new ProblemError(404, 'no-such-agent', 'There is no such agent.')
      sight.requireSight(supervisor, agent.id)
      const { status, statusId } = chosenStatus(setup, agent.organizationId, request.body)
      const by = { id: supervisor.id, name: supervisor.name }
      await assignments.setPresence(agent.organizationId, agent.id, status, statusId, by)
      return { status, ...(statusId !== undefined && { statusId }) }
    },
  )
}
