/** The whole setup as one document, out and in. */
import { Type } from 'typebox'
import { refusals, type AgentApp } from '../agent-api/agent-app.js'
import { documentOf } from '../setup/setup-document.js'
import { takeIn } from '../setup/setup-transfer.js'
import { authorOf } from './author.js'
import type { SetupServices } from './services.js'

/** How many bytes a document may have. */
export const documentBytesMax = 16 * 1024 * 1024

const administrators = { config: { access: 'administrator' as const } }
const json = { serializerCompiler: () => JSON.stringify }
const SetupDocument = Type.Unsafe<object>({
  type: 'object',
  description: 'Lists of objects by the last part of their address, such as `buttons`; each with its id',
})
const Difference = Type.Object({
  action: Type.Union([Type.Literal('create'), Type.Literal('change')]),
  kind: Type.String(),
  id: Type.String(),
  name: Type.String(),
  changes: Type.Array(
    Type.Object({
      member: Type.String(),
      before: Type.Optional(Type.Unknown()),
      after: Type.Optional(Type.Unknown()),
    }),
  ),
})

/** Registers the calls. */
export const transferRoutes = (app: AgentApp, services: SetupServices): void => {
  app.get(
    '/setup/export',
    {
      ...{ ...administrators, ...json },
      schema: {
        summary: 'Everything that is set up',
        description:
          'One document, in an order that only depends on what it holds. Passwords and tokens are not in it.',
        response: { 200: SetupDocument, ...refusals(401, 403) },
      },
    },
    async (request) => {
      const { organizationId } = await authorOf(services, request)
      return documentOf(services.setup, organizationId)
    },
  )

  app.post(
    '/setup/import',
    {
      ...{ ...administrators, ...json, bodyLimit: documentBytesMax },
      schema: {
        summary: 'Take a setup document in',
        description:
          'All of it or nothing. What the document does not name stays as it is; taken in twice it changes nothing ' +
          'the second time. With `dryRun` nothing is changed, and the answer says what would be.',
        querystring: Type.Object({ dryRun: Type.Optional(Type.Boolean({ default: false })) }),
        body: SetupDocument,
        response: {
          200: Type.Object({ differences: Type.Array(Difference) }),
          ...refusals(400, 401, 403, 409, 413),
        },
      },
    },
    async (request) => {
      const { organizationId, author } = await authorOf(services, request)
      const { dryRun = false } = request.query
      const differences = await takeIn(services, request.body, { author, organizationIds: [organizationId], dryRun })
      return { differences: differences.map((one) => ({ ...one, changes: [...one.changes] })) }
    },
  )
}
