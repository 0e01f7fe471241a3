import { Type } from 'typebox'
import { refusals, type AgentApp } from '../agent-app.js'
import { authenticate } from '../authenticate.js'
import { colleaguesOf } from '../colleague-views.js'
import { Colleagues, colleagueSearchMax, NewInvitation, NewTransfer } from '../handovers.js'
import { Done } from '../messages.js'
import type { AgentServices } from '../services.js'
import { transferTarget } from '../transfer-target.js'
import { chatNamed, ChatPath } from './chat-of-request.js'

/** Handing chats over and inviting colleagues. Whoever is asked answers with `accept` or `decline`. */
export const handoverRoutes = (app: AgentApp, services: AgentServices): void => {
  const { chats, handovers } = services

  app.get(
    '/colleagues',
    {
      schema: {
        summary: 'Whom I may hand a chat to or invite',
        description: 'As things stand now. At most 200 agents; search by a part of the name to find others.',
        querystring: Type.Object({
          name: Type.Optional(
            Type.String({ maxLength: colleagueSearchMax, description: 'Only whose name has this in it' }),
          ),
        }),
        response: { 200: Colleagues, ...refusals(400, 401) },
      },
    },
    async (request) => colleaguesOf(services, await authenticate(services, request), request.query.name ?? ''),
  )

  app.post(
    '/chats/:chatId/transfer',
    {
      schema: {
        summary: 'Hand the chat over',
        description:
          'To a colleague, who has as long to answer as for any offer; or to whoever answers a button, has a skill or ' +
          'is in a queue, for whom the visitor waits. Until somebody accepts, the chat can return to me. 409 ' +
          '`nobody-there` when nobody could take it now, `handover-open` while somebody is asked already.',
        params: ChatPath,
        body: NewTransfer,
        response: { 202: Done, ...refusals(400, 401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      const target = transferTarget(request.body)
      const { note } = request.body
      if (target.type === 'agent') await handovers.ask(ref, agent.id, 'transfer', target.id, note)
      else await handovers.handTo(ref, agent, target, note)
      return reply.code(202).send({})
    },
  )

  app.delete(
    '/chats/:chatId/transfer',
    {
      schema: {
        summary: 'Take the chat back',
        description: 'While nobody has accepted it. 409 `no-handover` when there is nothing to take back.',
        params: ChatPath,
        response: { 200: Done, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      await handovers.cancel(ref, agent.id, 'transfer')
      return {}
    },
  )

  app.post(
    '/chats/:chatId/invitations',
    {
      schema: {
        summary: 'Invite a colleague to talk along',
        description: 'One at a time, up to 5 in a chat. 409 `nobody-there`, `handover-open` or `conference-full`.',
        params: ChatPath,
        body: NewInvitation,
        response: { 202: Done, ...refusals(400, 401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      await handovers.ask(ref, agent.id, 'conference', request.body.agentId, request.body.note)
      return reply.code(202).send({})
    },
  )

  app.delete(
    '/chats/:chatId/invitations',
    {
      schema: {
        summary: 'Take the invitation back',
        description: 'While it is not answered. 409 `no-handover` when there is nothing to take back.',
        params: ChatPath,
        response: { 200: Done, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      await handovers.cancel(ref, agent.id, 'conference')
      return {}
    },
  )

  app.post(
    '/chats/:chatId/leave',
    {
      schema: {
        summary: 'Leave the chat to my colleagues',
        description:
          'After the agent in charge the colleague who came first is. The last one who leaves ends the chat.',
        params: ChatPath,
        response: { 200: Done, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      await handovers.leave(ref, agent.id)
      return {}
    },
  )
}
