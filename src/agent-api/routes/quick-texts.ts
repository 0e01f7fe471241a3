import { refusals, type AgentApp } from '../agent-app.js'
import { authenticate } from '../authenticate.js'
import { QuickTextList } from '../quick-texts.js'
import { quickTextsFor } from '../quick-text-views.js'
import type { AgentServices } from '../services.js'
import { ChatPath, readableChat } from './chat-of-request.js'

/** Answers that agents insert instead of writing them. */
export const quickTextRoutes = (app: AgentApp, services: AgentServices): void => {
  app.get(
    '/chats/:chatId/quick-texts',
    {
      schema: {
        summary: 'What I can insert in this chat',
        description:
          'The organization’s quick texts for the chat’s button, as I would say them to its visitor: at most 1000.',
        params: ChatPath,
        response: { 200: QuickTextList, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const agent = await authenticate(services, request)
      const { chat } = await readableChat(services, agent, request.params.chatId)
      return { quickTexts: quickTextsFor(services.setup, agent, chat) }
    },
  )
}
