import { refusals, type AgentApp } from '../agent-app.js'
import { authenticate } from '../authenticate.js'
import { NewCustomEvent, RichContent } from '../entries.js'
import { Done } from '../messages.js'
import type { AgentServices } from '../services.js'
import { chatNamed, ChatPath } from './chat-of-request.js'

/** What programs that work as agents do in a chat besides writing. */
export const chatProgramRoutes = (app: AgentApp, services: AgentServices): void => {
  const { chats } = services

  app.post(
    '/chats/:chatId/custom-events',
    {
      schema: {
        summary: 'Tell the visitor’s programs something',
        description: 'It reaches the visitor’s client as `CustomEvent`. Durable when it is answered.',
        params: ChatPath,
        body: NewCustomEvent,
        response: { 201: Done, ...refusals(400, 401, 403, 404, 409, 413) },
      },
    },
    async (request, reply) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      await chats.tellVisitor(ref, agent.id, request.body.type, request.body.data ?? '')
      return reply.code(201).send({})
    },
  )

  app.post(
    '/chats/:chatId/rich-messages',
    {
      schema: {
        summary: 'Offer the visitor choices',
        description:
          'A menu or a row of buttons. What the visitor picks comes as `visitor-pick`. Durable when it is answered.',
        params: ChatPath,
        body: RichContent,
        response: { 201: Done, ...refusals(400, 401, 403, 404, 409, 413) },
      },
    },
    async (request, reply) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      await chats.offerChoices(ref, agent, request.body)
      return reply.code(201).send({})
    },
  )
}
