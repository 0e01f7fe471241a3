/** What supervisors decide in the place of an agent they look after. */
import { Type } from 'typebox'
import { ChatError } from '../../chat/chat-error.js'
import { refusals, type AgentApp } from '../agent-app.js'
import { authenticate } from '../authenticate.js'
import { Done, Presence } from '../messages.js'
import { ProblemError } from '../problems.js'
import type { AgentServices } from '../services.js'
import { chatNamed, ChatPath } from './chat-of-request.js'

const AgentPath = Type.Object({ agentId: Type.String({ maxLength: 64 }) })

/** Changing an agent's status, and ending their chats. */
export const supervisorDecisionRoutes = (app: AgentApp, services: AgentServices): void => {
  const { assignments, chats, setup, sight } = services

  app.put(
    '/supervision/agents/:agentId/presence',
    {
      config: { access: 'supervisor' },
      schema: {
        summary: 'Let an agent take chats, or not',
        description:
          'As the agent could, with the same consequences; their consoles show it at once. Who is made online and has ' +
          'no console open is offline again after the lease.',
        params: AgentPath,
        body: Presence,
        response: { 200: Presence, ...refusals(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const supervisor = await authenticate(services, request)
      const agent = setup.agent(supervisor.organizationId, request.params.agentId)
      if (agent?.active !== true) throw new ProblemError(404, 'no-such-agent', 'There is no such agent.')
      sight.requireSight(supervisor, agent.id)
      const { status } = request.body
      await assignments.setPresence(agent.organizationId, agent.id, status)
      return { status }
    },
  )

  app.post(
    '/supervision/chats/:chatId/end',
    {
      config: { access: 'supervisor' },
      schema: {
        summary: 'End a chat in the place of its agent',
        description:
          'For both sides it is as if the agent had ended it. 409 `nobody-in-charge` while there is no agent, ' +
          '`changed-hands` when another agent got it at that moment.',
        params: ChatPath,
        response: { 200: Done, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => {
      const supervisor = await authenticate(services, request)
      const { ref, chat } = await chatNamed(chats, supervisor, request.params.chatId)
      sight.requireSupervised(supervisor, chat)
      if (chat.state === 'ended') throw new ChatError('chat-over', 'This chat is over.')
      if (chat.state !== 'established') throw new ChatError('nobody-in-charge', 'Nobody is in charge of this chat.')
      try {
        await assignments.endByAgent(ref, chat.agent.id)
      } catch (error) {
        if (!(error instanceof ChatError) || error.code !== 'not-your-chat') throw error
        throw new ProblemError(409, 'changed-hands', 'Another agent got this chat at this moment. Look again.')
      }
      return {}
    },
  )
}
