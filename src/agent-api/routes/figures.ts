import { Type } from 'typebox'
import { groupings } from '../../figures/report.js'
import { answerTargetsS, standardTargetS } from '../../figures/service-level.js'
import { periods } from '../../figures/slots.js'
import { refusals, type AgentApp } from '../agent-app.js'
import { authenticate } from '../authenticate.js'
import { FiguresAnswer } from '../figure-messages.js'
import { asFigures } from '../figure-views.js'
import type { AgentServices } from '../services.js'

const FiguresQuery = Type.Object({
  period: Type.Optional(
    Type.Enum([...periods], { default: 'day', description: 'Ends now, in 60 minutes, 24 hours or 30 days (UTC)' }),
  ),
  within: Type.Optional(
    Type.Enum([...answerTargetsS], {
      default: standardTargetS,
      description: 'How many seconds an answer may take for the service level',
    }),
  ),
  by: Type.Optional(Type.Enum([...groupings], { default: 'button', description: 'What each line tells of' })),
})

/** What a floor is run by. */
export const figureRoutes = (app: AgentApp, services: AgentServices): void => {
  app.get(
    '/figures',
    {
      config: { access: 'supervisor' },
      schema: {
        summary: 'What happened on the floor, and how it stands',
        description:
          'Totals, a line per button, agent, skill or queue, and a series for charts. Each event counts exactly once. ' +
          'Live figures are of this moment; all others end with it.',
        querystring: FiguresQuery,
        response: { 200: FiguresAnswer, ...refusals(400, 401, 403) },
      },
    },
    async (request) => {
      const { organizationId } = await authenticate(services, request)
      const { period = 'day', by = 'button', within = standardTargetS } = request.query
      return asFigures(await services.reports.of(organizationId, period, by), within)
    },
  )
}
