/** Who read past chats that were not theirs, and who exported past chats, to be read. */
import { Type } from 'typebox'
import { refusals, type AgentApp } from '../agent-api/agent-app.js'
import { asTime } from '../agent-api/as-time.js'
import type { ExportedSearch as RecordedSearch, RecordedReading } from '../setup/readings.js'
import { authorOf } from './author.js'
import { recordFilter, recordPage, recordsOf } from './record-query.js'
import type { SetupServices } from './services.js'

const ReadingQuery = Type.Object({
  chatId: recordFilter('Only readings of the chat with this id'),
  by: recordFilter('Only what the agent with this id read and exported'),
  ...recordPage,
})

const ExportedSearch = Type.Object(
  {
    format: Type.String(),
    hasWords: Type.Boolean({ description: 'Whether words were searched for; which is not recorded' }),
    hasVisitor: Type.Boolean({ description: 'The same of a visitor’s name' }),
    agentId: Type.Optional(Type.String()),
    buttonId: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String()),
    since: Type.Optional(Type.String({ format: 'date-time' })),
    until: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { description: 'What an export was asked for' },
)

const Reading = Type.Object({
  number: Type.Integer({ description: 'Grows by one with each record of the organization' }),
  at: Type.String({ format: 'date-time' }),
  by: Type.Object({
    id: Type.String({ description: 'The agent' }),
    name: Type.String({ description: 'What they were called then' }),
  }),
  chatId: Type.Optional(Type.String({ description: 'The chat that was read; absent for an export' })),
  endedAt: Type.Optional(Type.String({ format: 'date-time', description: 'When that chat ended' })),
  search: Type.Optional(ExportedSearch),
})

const asReading = ({ number, at, by, byName, chatId, endedAt, search }: RecordedReading) => ({
  ...{ number, at: asTime(at), by: { id: by, name: byName } },
  ...(chatId !== undefined && { chatId }),
  ...(endedAt !== undefined && { endedAt: asTime(endedAt) }),
  ...(search && { search: asSearch(search) }),
})

const asSearch = ({ agentId, buttonId, reason, since, until, ...search }: RecordedSearch) => ({
  ...search,
  ...(agentId !== undefined && { agentId }),
  ...(buttonId !== undefined && { buttonId }),
  ...(reason !== undefined && { reason }),
  ...(since !== undefined && { since: asTime(since) }),
  ...(until !== undefined && { until: asTime(until) }),
})

/** Registers the call. */
export const readingRoutes = (app: AgentApp, services: SetupServices): void => {
  app.get(
    '/setup/readings',
    {
      config: { access: 'administrator' as const },
      schema: {
        summary: 'Who read past chats of others, and who exported past chats',
        description:
          'The newest first. Whoever reads the same chat again within ten minutes is recorded once. What was searched for ' +
          'is not recorded. The newest 50,000 records are kept.',
        querystring: ReadingQuery,
        response: { 200: Type.Object({ readings: Type.Array(Reading) }), ...refusals(400, 401, 403) },
      },
    },
    async (request) => {
      const { organizationId } = await authorOf(services, request)
      const { chatId, by, ...page } = request.query
      const readings = await recordsOf(page, {
        find: (asked) => services.readings.list({ organizationId, chatId, by, ...asked }),
        findAny: (asked) => services.readings.list({ organizationId, ...asked }),
        datedOf: (reading) => reading,
      })
      return { readings: readings.map(asReading) }
    },
  )
}
