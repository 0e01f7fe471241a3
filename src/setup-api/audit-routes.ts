/** Who changed what in setup, to be read. */
import { Type } from 'typebox'
import { refusals, type AgentApp } from '../agent-api/agent-app.js'
import { askedTime } from '../agent-api/asked-time.js'
import { asTime } from '../agent-api/as-time.js'
import { beforeNumber } from '../agent-api/before-number.js'
import type { AuditedChange } from '../setup/audit.js'
import { numberBefore, type Dated } from './audit-time.js'
import { authorOf } from './author.js'
import { setupPageMax } from './page.js'
import type { SetupServices } from './services.js'

const filter = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 64, description }))
const time = (description: string) => Type.Optional(Type.String({ maxLength: 40, description }))
const AuditQuery = Type.Object({
  kind: filter('Only changes of such objects, such as button'),
  id: filter('Only changes of the object with this id'),
  by: filter('Only changes by the agent with this id, or by `command-line`'),
  since: time('Only changes from then on: a day in UTC, or a time with its zone, such as 2026-01-31T08:00:00Z'),
  until: time('Only changes from before this time'),
  before: beforeNumber('Only changes with a smaller number'),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: setupPageMax, default: 50 })),
})

const Change = Type.Object({
  number: Type.Integer({ description: 'Grows by one with each change of the organization' }),
  at: Type.String({ format: 'date-time' }),
  by: Type.Object({
    id: Type.String({ description: 'The agent, or `command-line`' }),
    name: Type.String({ description: 'What they were called then' }),
  }),
  action: Type.Union([Type.Literal('created'), Type.Literal('changed'), Type.Literal('removed')]),
  kind: Type.String(),
  id: Type.String(),
  name: Type.String({ description: 'What the object was called' }),
  changes: Type.Array(
    Type.Object({
      member: Type.String(),
      before: Type.Optional(Type.Unknown({ description: 'Absent for a new object and for secrets' })),
      after: Type.Optional(Type.Unknown({ description: 'Absent for a removed object and for secrets' })),
    }),
  ),
})

const asChange = ({ number, kind, id, by, note }: AuditedChange) => {
  const { at, byName, action, name, changes } = note
  return { number, at: asTime(at), by: { id: by, name: byName }, action, kind, id, name, changes: [...changes] }
}

/** Registers the call. */
export const auditRoutes = (app: AgentApp, services: SetupServices): void => {
  app.get(
    '/setup/audit',
    {
      ...{ config: { access: 'administrator' as const }, serializerCompiler: () => JSON.stringify },
      schema: {
        summary: 'Who changed what',
        description: 'The newest first. Secrets are named, never shown. The newest 50,000 changes are kept.',
        querystring: AuditQuery,
        response: { 200: Type.Object({ changes: Type.Array(Change) }), ...refusals(400, 401, 403) },
      },
    },
    async (request) => {
      const { organizationId } = await authorOf(services, request)
      const { kind, id, by, since, until, before: given, limit = 50 } = request.query
      const newestUpTo = async (number: number): Promise<Dated | undefined> => {
        const [record] = await services.setup.audit({ organizationId, before: number + 1, limit: 1 })
        return record && { number: record.number, at: record.note.at }
      }
      const [from = -Infinity, to] = [askedTime('since', since), askedTime('until', until)]
      const timely = to === undefined ? Infinity : await numberBefore(to, newestUpTo)
      const before = Math.min(given ?? Infinity, timely)
      const query = { organizationId, kind, id, by, limit, ...(before < Infinity && { before }) }
      const records = await services.setup.audit(query)
      return { changes: records.filter(({ note }) => note.at >= from).map(asChange) }
    },
  )
}
