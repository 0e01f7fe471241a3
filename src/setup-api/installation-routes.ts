/** What an administrator has to know of the server to point clients at it. */
import { Type } from 'typebox'
import { refusals, type AgentApp } from '../agent-api/agent-app.js'
import { authorOf } from './author.js'
import type { SetupServices } from './services.js'

const Installation = Type.Object(
  {
    endpoint: Type.String({
      description: 'Where clients find the Chat REST API, such as https://chat.example.com/chat/rest/',
    }),
    isPublic: Type.Boolean({
      description:
        'Whether that is the address the world sees (PARLEY_PUBLIC_URL), and not only where the server listens',
    }),
  },
  { $id: 'Installation' },
)

/** Registers the call. */
export const installationRoutes = (app: AgentApp, services: SetupServices): void => {
  app.get(
    '/setup/installation',
    {
      config: { access: 'administrator' },
      schema: {
        summary: 'Where clients find this server',
        response: { 200: Installation, ...refusals(401, 403) },
      },
    },
    async (request) => {
      await authorOf(services, request)
      const { baseUrl, isPublic } = services.installation
      return { endpoint: `${baseUrl()}/chat/rest/`, isPublic }
    },
  )
}
