/** What supervisors do with a chat: watch it, whisper to its agent; and the flag by which agents ask for that. */
import { refusals, type AgentApp } from '../agent-app.js'
import { authenticate, readerOf } from '../authenticate.js'
import { Whisper } from '../entries.js'
import { asWhisper } from '../entry-views.js'
import { EventStreams, lastEventIdOf } from '../event-streams.js'
import { idempotencyKeyOf, KeyHeaders } from '../idempotency-key.js'
import { NewFlag } from '../chats.js'
import { Done } from '../messages.js'
import type { AgentServices } from '../services.js'
import { NewWhisper } from '../supervision/messages.js'
import { chatNamed, chatNow, ChatPath } from './chat-of-request.js'
import { profileOf } from './profile-of.js'

/** Routes about one chat, for whoever looks after its agent. */
export const supervisedChatRoutes = (app: AgentApp, services: AgentServices): void => {
  const { chats, sight, supervising, watches } = services
  const streams = new EventStreams(app, services)

  app.get(
    '/supervision/chats/:chatId/events',
    {
      config: { access: 'supervisor' },
      schema: {
        summary: 'Watch a chat',
        description:
          'Server-sent events (text/event-stream): first `snapshot`, a WatchedChat, then each entry of the transcript ' +
          'by the name of its kind, `chat` when something else about it is another, and what the visitor and the agent ' +
          'are about to say. The `id` is a place in the chat’s log: hand it back as `Last-Event-ID` to go on there. ' +
          'Neither the visitor nor the agent is told. The stream ends when the chat may not be watched any longer.',
        params: ChatPath,
        response: { ...refusals(401, 403, 404, 503) },
      },
    },
    async (request, reply) => {
      const watcher = await authenticate(services, request)
      const { ref, chat } = await chatNow(chats, watcher, request.params.chatId)
      sight.requireWatchable(watcher, chat)
      const stream = streams.open(reply, readerOf(services, request))
      let leave: (() => void) | undefined
      stream.onClose(() => leave?.())
      const { organizationId, id } = watcher
      const follower = {
        profile: () => profileOf(services.setup, organizationId, id),
        tell: stream.send.bind(stream),
        end: stream.end.bind(stream),
      }
      try {
        leave = await watches.follow(ref, follower, lastEventIdOf(request.headers['last-event-id']))
        if (!stream.isOpen) leave()
        stream.begin()
      } catch (error) {
        stream.fail(error)
      }
    },
  )

  app.post(
    '/chats/:chatId/whispers',
    {
      config: { access: 'supervisor' },
      schema: {
        summary: 'Tell the agent something that the visitor never sees',
        description:
          'It is an entry of the transcript, for the agents in the chat and for whoever watches. Durable when it is ' +
          'answered. An `Idempotency-Key` works as with messages. 409 `nobody-in-charge` while there is no agent.',
        params: ChatPath,
        headers: KeyHeaders,
        body: NewWhisper,
        response: { 201: Whisper, ...refusals(400, 401, 403, 404, 409, 413, 422) },
      },
    },
    async (request, reply) => {
      const supervisor = await authenticate(services, request)
      const { ref, chat } = await chatNow(chats, supervisor, request.params.chatId)
      sight.requireWatchable(supervisor, chat)
      sight.requireWhispering(chat)
      const key = idempotencyKeyOf(request.headers)
      const whisper = await supervising.whisper(ref, supervisor, request.body.text, key)
      return reply.code(201).send(asWhisper(chat, whisper))
    },
  )

  app.post(
    '/chats/:chatId/flag',
    {
      schema: {
        summary: 'Ask a supervisor for help',
        description: 'For the agent in charge. Asking again with another text changes the text.',
        params: ChatPath,
        body: NewFlag,
        response: { 200: Done, ...refusals(400, 401, 403, 404, 409) },
      },
    },
    async (request) => {
      const agent = await authenticate(services, request)
      const { ref } = await chatNamed(chats, agent, request.params.chatId)
      sight.requireFlags(agent)
      await supervising.raiseFlag(ref, agent.id, request.body.text ?? '')
      return {}
    },
  )

  app.delete(
    '/chats/:chatId/flag',
    {
      schema: {
        summary: 'Lower the flag',
        description: 'For the agent in charge, and for whoever looks after them. Without a flag nothing changes.',
        params: ChatPath,
        response: { 200: Done, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => {
      const agent = await authenticate(services, request)
      const { ref, chat } = await chatNow(chats, agent, request.params.chatId)
      const isAgents = chat.state === 'established' && chat.agent.id === agent.id
      if (!isAgents && agent.role !== 'agent') sight.requireSupervised(agent, chat)
      await supervising.lowerFlag(ref, {
        id: agent.id,
        by: isAgents || agent.role === 'agent' ? 'agent' : 'supervisor',
      })
      return {}
    },
  )
}
