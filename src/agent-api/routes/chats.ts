import { Type } from 'typebox'
import { ChatError } from '../../chat/chat-error.js'
import { chatRef, type ChatRef } from '../../chat/chat-service.js'
import type { RequestedChat } from '../../chat/chat.js'
import type { SetupObject } from '../../setup/setup.js'
import { refusals, type AgentApp } from '../agent-app.js'
import { authenticate } from '../authenticate.js'
import { asMessage } from '../chat-views.js'
import { Chat, Done, Message, MessagePage, messagePageMax, NewMessage, Typing } from '../messages.js'
import { ProblemError } from '../problems.js'
import type { AgentServices } from '../services.js'

const ChatPath = Type.Object({ chatId: Type.String({ maxLength: 64 }) })
const PageQuery = Type.Object({
  before: Type.Optional(Type.Integer({ minimum: 1, description: 'Only messages with a smaller number' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: messagePageMax, default: 50 })),
})
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const keyPattern = '^[\\x21-\\x7e]{1,255}$'
const keyForm = new RegExp(keyPattern)

const idempotencyKeyOf = (header: string | string[] | undefined): string | undefined => {
  if (header === undefined) return undefined
  if (typeof header === 'string' && keyForm.test(header)) return header
  throw new ProblemError(400, 'invalid', 'Idempotency-Key must be 1 to 255 visible ASCII characters.')
}

/** An agent's chats: taking them, reading, writing, ending. */
export const chatRoutes = (app: AgentApp, services: AgentServices): void => {
  const { assignments, chats, views } = services

  /** The chat named in the path, if there is one. */
  const found = async (agent: SetupObject<'agent'>, chatId: string): Promise<{ ref: ChatRef; chat: RequestedChat }> => {
    const ref = chatRef(agent.organizationId, chatId)
    const chat = uuid.test(chatId) ? await chats.read(ref) : undefined
    if (chat === undefined || chat.state === 'unrequested') {
      throw new ProblemError(404, 'no-such-chat', 'There is no such chat.')
    }
    return { ref, chat }
  }

  /** The chat, when this agent is, or was last, in charge of it. */
  const mine = async (agent: SetupObject<'agent'>, chatId: string) => {
    const { ref, chat } = await found(agent, chatId)
    const served = chat.state === 'ended' ? chat.served : chat.state === 'established' ? chat : undefined
    if (served?.agent.id !== agent.id) throw new ChatError('not-your-chat', 'This chat is not yours.')
    return { ref, chat, served }
  }

  app.get(
    '/chats/:chatId',
    { schema: { summary: 'One of my chats', params: ChatPath, response: { 200: Chat, ...refusals(401, 403, 404) } } },
    async (request) => {
      const { chat, served } = await mine(await authenticate(services, request), request.params.chatId)
      return views.chat(chat, served)
    },
  )

  app.get(
    '/chats/:chatId/messages',
    {
      schema: {
        summary: 'Its messages, the newest page first',
        description: 'Ask for the page before with `before` set to the smallest number of this one.',
        params: ChatPath,
        querystring: PageQuery,
        response: { 200: MessagePage, ...refusals(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const { chat } = await mine(await authenticate(services, request), request.params.chatId)
      const { before, limit } = request.query
      return views.messages(chat, before ?? chat.version + 1, limit ?? 50)
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
      const { ref } = await found(agent, request.params.chatId)
      await assignments.accept(ref, agent)
      return {}
    },
  )

  app.post(
    '/chats/:chatId/decline',
    {
      schema: {
        summary: 'Let an offered chat pass',
        description: 'It is offered to the next agent. 409 when the offer is gone.',
        params: ChatPath,
        response: { 200: Done, ...refusals(401, 404, 409) },
      },
    },
    async (request) => {
      const agent = await authenticate(services, request)
      const { ref } = await found(agent, request.params.chatId)
      await assignments.endOffer(ref, agent.id, 'declined')
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
        headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ pattern: keyPattern })) }),
        body: NewMessage,
        response: { 201: Message, ...refusals(400, 401, 403, 404, 409, 413, 422) },
      },
    },
    async (request, reply) => {
      const agent = await authenticate(services, request)
      const { ref, chat } = await found(agent, request.params.chatId)
      const key = idempotencyKeyOf(request.headers['idempotency-key'])
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
      const { ref } = await found(agent, request.params.chatId)
      await chats.agentTyping(ref, agent.id, request.body.typing)
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
      const { ref } = await found(agent, request.params.chatId)
      await assignments.endByAgent(ref, agent.id)
      return {}
    },
  )
}
