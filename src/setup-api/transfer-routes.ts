/** The whole setup as one document, out and in. */
import { Type } from 'typebox'
import { refusals, type AgentApp } from '../agent-api/agent-app.js'
import { readerOf } from '../agent-api/authenticate.js'
import { EventStreams } from '../agent-api/event-streams.js'
import { problemFor } from '../agent-api/problems.js'
import { documentOf, type Difference as Told } from '../setup/setup-document.js'
import { takeIn } from '../setup/setup-transfer.js'
import { authorOf } from './author.js'
import { Difference, type ImportProgress } from './messages.js'
import type { SetupServices } from './services.js'

/** How many bytes a document may have. */
export const documentBytesMax = 16 * 1024 * 1024

const administrators = { config: { access: 'administrator' as const } }
const json = { serializerCompiler: () => JSON.stringify }
const SetupDocument = Type.Unsafe<object>({
  type: 'object',
  description: 'Lists of objects by the last part of their address, such as `buttons`; each with its id',
})

const mutable = (differences: readonly Told[]): Difference[] =>
  differences.map((one) => ({ ...one, changes: [...one.changes] }))

/** Registers the calls. */
export const transferRoutes = (app: AgentApp, services: SetupServices): void => {
  const streams = new EventStreams(app, services)

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
          'the second time. With `dryRun` nothing is changed, and the answer says what would be. Mistakes are told by their ' +
          'place in the document, such as `agents.17.username`. With `Accept: text/event-stream` the answer is a stream of ' +
          '`progress` (ImportProgress) that ends with one of `done`, which holds what the answer would, and `problem`.',
        querystring: Type.Object({ dryRun: Type.Optional(Type.Boolean({ default: false })) }),
        body: SetupDocument,
        response: {
          200: Type.Object({ differences: Type.Array(Difference) }),
          ...refusals(400, 401, 403, 409, 412, 413),
        },
      },
    },
    async (request, reply) => {
      const { organizationId, author } = await authorOf(services, request)
      const { dryRun = false } = request.query
      const taking = (onProgress?: (progress: ImportProgress) => void) =>
        takeIn(services, request.body, {
          ...{ author, organizationIds: [organizationId], dryRun },
          ...(onProgress && { onProgress }),
        })
      if (request.headers.accept !== 'text/event-stream') return { differences: mutable(await taking()) }
      const stream = streams.open(reply, readerOf(services, request))
      const tell = (name: string, data: object): void => stream.send({ id: undefined, name, data })
      try {
        const differences = await taking((progress) => tell('progress', progress))
        tell('done', { differences })
      } catch (error) {
        tell('problem', problemFor(reply, error))
      }
      return stream.end()
    },
  )
}
