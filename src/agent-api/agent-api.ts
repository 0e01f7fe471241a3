/** The agents' surface: `/api/v1`, JSON, described by the schemas that validate it at `/api/v1/openapi.json`. */
import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { decodeText, parseJsonText } from '../lib/json-text.js'
import { ProblemError, sendProblem } from './problems.js'
import { compileValidator } from './compile-validator.js'
import { guardRoutes } from './access.js'
import type { AgentApp } from './agent-app.js'
import { accountRoutes, logInRoutes } from './routes/account.js'
import { signInRoutes } from './routes/sign-in.js'
import { chatProgramRoutes } from './routes/chat-programs.js'
import { chatRoutes } from './routes/chats.js'
import { eventRoutes } from './routes/events.js'
import { figureRoutes } from './routes/figures.js'
import { fileRoutes } from './routes/files.js'
import { ownLogInRoutes } from './routes/own-log-ins.js'
import { supervisedChatRoutes } from './routes/supervised-chats.js'
import { supervisionRoutes } from './routes/supervision.js'
import { interventionRoutes } from './routes/interventions.js'
import { supervisedAgentRoutes } from './routes/supervised-agents.js'
import { handoverRoutes } from './routes/handovers.js'
import { pastChatRoutes } from './routes/past-chats.js'
import { welcomeRoutes } from './routes/welcome.js'
import { quickTextRoutes } from './routes/quick-texts.js'
import type { AgentServices } from './services.js'

/** How many bytes a body may have. */
export const agentBodyBytesMax = 262_144

declare module 'fastify' {
  interface FastifyRequest {
    /** When it came, as `RequestAges.passed` tells. */
    arrivedAt: number
  }
}

const description =
  'For agents, their consoles, and programs that work as agents. An empty body counts as an empty object. ' +
  'Errors are application/problem+json (RFC 9457) with a stable `code`. While the store is busy a change is answered ' +
  '503 with Retry-After; nothing was done then.'

/** Registers the surface at `/api/v1`; `further` adds routes that are not the agents' own. */
export const agentApi = (
  app: FastifyInstance,
  services: AgentServices,
  version: string,
  further: (app: AgentApp) => void,
): void => {
  void app.register(
    async (scope) => {
      scope.setValidatorCompiler(compileValidator)
      scope.removeAllContentTypeParsers()
      scope.decorateRequest('arrivedAt', 0)
      scope.addHook('onRequest', (request, reply, next) => {
        void reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff')
        // Bodies are JSON whatever their type says, also when it is none.
        request.headers['content-type'] = undefined
        request.arrivedAt = services.ages.passed()
        next()
      })
      scope.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: agentBodyBytesMax },
        (_request, body: Buffer, parsed) => {
          try {
            parsed(null, parseJsonText(decodeText(body)))
          } catch (error) {
            parsed(error as Error)
          }
        },
      )
      // By now whoever asks was looked up, and the body has come.
      scope.addHook('preHandler', (request, _reply, next) => {
        if (request.method !== 'GET') services.ages.refuseOld(request.arrivedAt)
        next()
      })
      scope.addHook('preValidation', (request, _reply, next) => {
        if (request.body === undefined && request.method !== 'GET') request.body = {}
        next()
      })
      scope.setErrorHandler((error, _request, reply) => sendProblem(reply, error))
      scope.setNotFoundHandler((_request, reply) =>
        sendProblem(reply, new ProblemError(404, 'no-such-route', 'There is no such route.')),
      )
      guardRoutes(scope, services)
      await scope.register(swagger, {
        openapi: {
          openapi: '3.1.0',
          info: { title: 'Parley agents’ API', version, description },
          servers: [{ url: '/' }],
          components: {
            securitySchemes: {
              bearer: { type: 'http', scheme: 'bearer' },
              cookie: { type: 'apiKey', in: 'cookie', name: 'parley_token' },
            },
          },
          security: [{ bearer: [] }, { cookie: [] }],
        },
      })
      const typed = scope.withTypeProvider<TypeBoxTypeProvider>()
      // Only these need to read and write cookies as such.
      await typed.register(async (loggingIn) => {
        await loggingIn.register(cookie)
        const typed = loggingIn.withTypeProvider<TypeBoxTypeProvider>()
        logInRoutes(typed, services)
        signInRoutes(typed, services)
        welcomeRoutes(typed, services)
      })
      accountRoutes(typed, services)
      ownLogInRoutes(typed, services)
      chatRoutes(typed, services)
      chatProgramRoutes(typed, services)
      fileRoutes(typed, services)
      figureRoutes(typed, services)
      handoverRoutes(typed, services)
      quickTextRoutes(typed, services)
      pastChatRoutes(typed, services)
      eventRoutes(typed, services)
      supervisionRoutes(typed, services)
      supervisedChatRoutes(typed, services)
      supervisedAgentRoutes(typed, services)
      interventionRoutes(typed, services)
      further(typed)
      scope.get('/openapi.json', { schema: { hide: true }, config: { access: 'anyone' } }, () => scope.swagger())
    },
    { prefix: '/api/v1' },
  )
}
