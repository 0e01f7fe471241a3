/** Who changed what in setup, to be read. */
import { Type } from 'typebox'
import { refusals, type AgentApp } from '../agent-api/agent-app.js'
import { asTime } from '../agent-api/as-time.js'
import type { AuditedChange } from '../setup/audit.js'
import { authorOf } from './author.js'
import { recordFilter, recordPage, recordsOf } from './record-query.js'
import type { SetupServices } from './services.js'

const AuditQuery = Type.Object({
  kind: recordFilter('Only changes of such objects, such as button'),
  id: recordFilter('Only changes of the object with this id'),
  by: recordFilter('Only changes by the agent with this id, or by `command-line`'),
  ...recordPage,
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
      const { kind, id, by, ...page } = request.query
      const records = await recordsOf(page, {
        find: (asked) => services.setup.audit({ organizationId, kind, id, by, ...asked }),
        findAny: (asked) => services.setup.audit({ organizationId, ...asked }),
        datedOf: ({ number, note }) => ({ number, at: note.at }),
      })
      return { changes: records.map(asChange) }
    },
  )
}
