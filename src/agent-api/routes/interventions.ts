/** What supervisors decide about chats in the place of their agents: who gets one, and when it ends; and coming into one. */
import type { FastifyRequest } from 'fastify'
import type { RequestedChat } from '../../chat/chat.js'
import type { Intervened } from '../../routing/interventions.js'
import type { SetupObject } from '../../setup/setup.js'
import { refusals, type AgentApp } from '../agent-app.js'
import { authenticate } from '../authenticate.js'
import { NewTransfer } from '../handovers.js'
import { Done } from '../messages.js'
import type { AgentServices } from '../services.js'
import { transferTarget } from '../transfer-target.js'
import { chatNow, ChatPath } from './chat-of-request.js'

/** Giving chats of others to somebody, coming into them, and ending them. Leaving one is `POST /chats/{id}/leave`. */
export const interventionRoutes = (app: AgentApp, services: AgentServices): void => {
  const { chats, interventions, sight } = services

  /** The chat that is decided about; whether they `may` is asked now, and again when it is decided. */
  const intervened = async (
    request: FastifyRequest<{ Params: { chatId: string } }>,
    may: (supervisor: SetupObject<'agent'>, chat: RequestedChat) => void,
  ): Promise<Intervened> => {
    const supervisor = await authenticate(services, request)
    const { ref, chat } = await chatNow(chats, supervisor, request.params.chatId)
    may(supervisor, chat)
    const { id, name } = supervisor
    return { ref, supervisor: { id, name }, permit: (now) => may(supervisor, now) }
  }

  app.post(
    '/supervision/chats/:chatId/transfer',
    {
      config: { access: 'supervisor' },
      schema: {
        summary: 'Give a chat to somebody else',
        description:
          'One with an agent is handed over as its agent could, whatever their configuration allows. One that waits is ' +
          'offered to the agent at once, whatever its button asks of agents, or waits for whoever answers the button, ' +
          'has the skill or is in the queue. Only agents I look after can be named. 409 `nobody-there` when nobody ' +
          'could take it now, `handover-open` while somebody is asked already.',
        params: ChatPath,
        body: NewTransfer,
        response: { 202: Done, ...refusals(400, 401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const target = transferTarget(request.body)
      const chat = await intervened(request, (supervisor, now) => {
        sight.requireSupervised(supervisor, now)
        if (target.type === 'agent') sight.requireSight(supervisor, target.id)
      })
      const { note } = request.body
      if (target.type === 'agent') await interventions.giveToAgent(chat, target.id, note)
      else await interventions.giveTo(chat, target, note)
      return reply.code(202).send({})
    },
  )

  app.post(
    '/supervision/chats/:chatId/join',
    {
      config: { access: 'supervisor' },
      schema: {
        summary: 'Come into a chat',
        description:
          'To talk along, without being asked; the visitor is told. It takes none of my places. From then on it is one ' +
          'of my chats: I write in it and leave it as any other, and my event stream tells of it. Coming in again ' +
          'changes nothing. 409 `nobody-in-charge` while there is no agent, `conference-full`.',
        params: ChatPath,
        response: { 200: Done, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => {
      await interventions.comeIn(await intervened(request, sight.requireWatchable.bind(sight)))
      return {}
    },
  )

  app.post(
    '/supervision/chats/:chatId/end',
    {
      config: { access: 'supervisor' },
      schema: {
        summary: 'End a chat in the place of its agent',
        description:
          'For the visitor it is as if the agent had ended it; the agents in it are told who did. 409 ' +
          '`nobody-in-charge` while there is no agent.',
        params: ChatPath,
        response: { 200: Done, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => {
      await interventions.end(await intervened(request, sight.requireSupervised.bind(sight)))
      return {}
    },
  )
}
