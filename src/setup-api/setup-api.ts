/** The administrators' part of `/api/v1`: `/setup`. */
import type { AgentApp } from '../agent-api/agent-app.js'
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

/** Registers the routes on the agents' surface, whose guard, forms and refusals they share. */
export const setupApi = (app: AgentApp, services: SetupServices): void => {
  objectRoutes(app, services)
  agentRoutes(app, services)
  agentLogInRoutes(app, services)
  auditRoutes(app, services)
  installationRoutes(app, services)
  readingRoutes(app, services)
  transferRoutes(app, services)
  previewRoutes(app, services)
  trialRoutes(app)
}
