import { Type } from 'typebox'
import { ChatError } from '../../chat/chat-error.js'
import { refusals, type AgentApp } from '../agent-app.js'
import { authenticate } from '../authenticate.js'
import { beforeNumber } from '../before-number.js'
import { Message } from '../entries.js'
import { asMessage } from '../entry-views.js'
import { Block, Chat, EntryPage, entryPageMax, MessagePage, NewMessage, Typing } from '../chats.js'
import { Done } from '../messages.js'
import { Decline, DeclineReasonList } from '../offers.js'
import { idempotencyKeyOf, KeyHeaders } from '../idempotency-key.js'
import { mayGive, reasonsFor } from '../decline-reasons.js'
import { ProblemError } from '../problems.js'
import type { AgentServices } from '../services.js'
import { chatNamed, ChatPath, readableChat } from './chat-of-request.js'

const PageQuery = Type.Object({
  before: beforeNumber('Only what has a smaller number'),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: entryPageMax, default: 50 })),
})

/** An agent's chats: taking them, reading, writing, ending. */
export const chatRoutes = (app: AgentApp, services: AgentServices): void => {
  const { assignments, blocking, chats, sight, views } = services

  app.get(
    '/chats/:chatId',
    {
      schema: {
        summary: 'One of my chats, or of an agent I look after',
        params: ChatPath,
        response: { 200: Chat, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => {
      const { chat, served } = await readableChat(
        services,
        await authenticate(services, request),
        request.params.chatId,
      )
      if (served === undefined)
        throw new ChatError('nobody-in-charge', 'No agent has this chat yet. It can be watched.')
      return views.chat(chat, served)
    },
  )

  app.get(
    '/chats/:chatId/messages',
    {
      schema: {
        summary: 'What was said in it, the newest page first',
        description: 'Ask for the page before with `before` set to the smallest number of this one.',
        params: ChatPath,
        querystring: PageQuery,
        response: { 200: MessagePage, ...refusals(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const { chat } = await readableChat(services, await authenticate(services, request), request.params.chatId)
      const { before, limit } = request.query
      return views.messages(chat, before ?? chat.version + 1, limit ?? 50)
    },
  )

  app.get(
    '/chats/:chatId/entries',
    {
      schema: {
        summary: 'Its whole transcript, the newest page first',
        description: 'Messages and all else that happened. Pages as with `messages`. Ignore kinds you do not know.',
        params: ChatPath,
        querystring: PageQuery,
        response: { 200: EntryPage, ...refusals(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const { chat } = await readableChat(services, await authenticate(services, request), request.params.chatId)
      const { before, limit } = request.query
      return views.entries(chat, before ?? chat.version + 1, limit ?? 50)
    },
  )

  app.post(
    '/chats/:chatId/accept',
    {
      schema: {
        summary: 'Take an offered chat',
        description: '409 when the offer is gone. Accepting a chat that is mine already changes nothing.',
        params: ChatPath,
        response: { 200: Done, ...refusals(401, 404, 409) },
      },
    },
    async (request) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      await assignments.accept(ref, agent)
      return {}
    },
  )

  app.get(
    '/decline-reasons',
    {
      schema: {
        summary: 'The reasons I am asked to choose from when I decline',
        description: 'As my configuration lists them; none when it asks for no reason.',
        response: { 200: DeclineReasonList, ...refusals(401) },
      },
    },
    async (request) => ({ reasons: reasonsFor(services.setup, await authenticate(services, request)) }),
  )

  app.post(
    '/chats/:chatId/decline',
    {
      schema: {
        summary: 'Let an offered chat pass',
        description: 'It is offered to the next agent. 409 when the offer is gone; 400 for a reason that is not there.',
        params: ChatPath,
        body: Decline,
        response: { 200: Done, ...refusals(400, 401, 404, 409) },
      },
    },
    async (request) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      const { reasonId } = request.body
      if (reasonId !== undefined && !mayGive(services.setup, agent, reasonId)) {
        throw new ProblemError(400, 'invalid', 'reasonId must be a decline reason that your configuration lists.')
      }
      await assignments.endOffer(ref, agent.id, 'declined', reasonId)
      return {}
    },
  )

  app.post(
    '/chats/:chatId/messages',
    {
      schema: {
        summary: 'Write',
        description:
          'Durable when it is answered. Send an `Idempotency-Key` (1 to 255 visible ASCII characters) to be able to ' +
          'repeat it after a lost answer: the same key and text give the message written the first time, the same ' +
          'key with another text a 422.',
        params: ChatPath,
        headers: KeyHeaders,
        body: NewMessage,
        response: { 201: Message, ...refusals(400, 401, 403, 404, 409, 413, 422) },
      },
    },
    async (request, reply) => {
      const agent = await authenticate(services, request)
      const { ref, chat } = await chatNamed(chats, agent, request.params.chatId)
      const key = idempotencyKeyOf(request.headers)
      const message = await chats.writeAsAgent(ref, agent, request.body.text, key)
      return reply.code(201).send(asMessage(chat, message))
    },
  )

  app.post(
    '/chats/:chatId/typing',
    {
      schema: {
        summary: 'Tell the visitor that I type, or stopped',
        params: ChatPath,
        body: Typing,
        response: { 200: Done, ...refusals(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      const { typing, text } = request.body
      const isShown = sight.configurationOf(agent.organizationId, agent.id).agentSneakPeek
      await chats.agentTyping(ref, agent.id, typing, isShown ? text : undefined)
      return {}
    },
  )

  app.post(
    '/chats/:chatId/end',
    {
      schema: {
        summary: 'End the chat',
        description: '409 when it is over already.',
        params: ChatPath,
        response: { 200: Done, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      await assignments.endByAgent(ref, agent.id)
      return {}
    },
  )

  app.post(
    '/chats/:chatId/block',
    {
      schema: {
        summary: 'End the chat and block its visitor’s address',
        description:
          'Makes a blocking rule that administrators find in setup. 403 without the permission; 409 when the address ' +
          'is not known, or the chat is over.',
        params: ChatPath,
        body: Block,
        response: { 200: Done, ...refusals(400, 401, 403, 404, 409) },
      },
    },
    async (request) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      if (!blocking.mayBlock(agent)) {
        throw new ProblemError(403, 'blocking-off', 'Your configuration does not let you block visitors.')
      }
      await blocking.block(ref, agent, request.body.reason ?? '')
      return {}
    },
  )
}
