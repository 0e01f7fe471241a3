/** The administrators' part of `/api/v1`: `/setup`. */
import { admit } from '../agent-api/access.js'
import type { AgentApp } from '../agent-api/agent-app.js'
import { forgetWhoAsks } from '../agent-api/authenticate.js'
import { agentLogInRoutes } from './agent-log-in-routes.js'
import { agentRoutes } from './agent-routes.js'
import { auditRoutes } from './audit-routes.js'
import { installationRoutes } from './installation-routes.js'
import { objectRoutes } from './object-routes.js'
import { previewRoutes } from './preview-routes.js'
import { readingRoutes } from './reading-routes.js'
import { transferRoutes } from './transfer-routes.js'
import { trialRoutes } from './trial-routes.js'
import type { SetupServices } from './services.js'

/**
 * Registers the routes on the agents' surface, whose guard, forms and refusals they share. Before each is carried out, setup
 * is what the store has: an administrator who saved by one node reads, and changes, what they saved by any other. Who asks is
 * part of it, and what they may.
 */
export const setupApi = (app: AgentApp, services: SetupServices): void => {
  void app.register((scope: AgentApp, _options, done) => {
    scope.addHook('preHandler', async (request) => {
      await services.setup.refresh()
      forgetWhoAsks(request)
      await admit(services, request)
    })
    objectRoutes(scope, services)
    agentRoutes(scope, services)
    agentLogInRoutes(scope, services)
    auditRoutes(scope, services)
    installationRoutes(scope, services)
    readingRoutes(scope, services)
    transferRoutes(scope, services)
    previewRoutes(scope, services)
    trialRoutes(scope)
    done()
  })
}
