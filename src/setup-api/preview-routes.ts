/** What a change would do, and what refers to an object: asked before it is changed or removed. */
import { refusals, type AgentApp } from '../agent-api/agent-app.js'
import { ProblemError } from '../agent-api/problems.js'
import { memberChanges } from '../setup/audit.js'
import { isPlainObject } from '../setup/content-errors.js'
import { Proposal, type Edit } from '../setup/proposal.js'
import { SetupError } from '../setup/setup-error.js'
import { setupKindNames, setupKinds, withDefaults, type SetupKindName } from '../setup/setup-kinds.js'
import { authorOf } from './author.js'
import { ObjectPath, Preview, PreviewAsked, Users } from './messages.js'
import { effectsOf } from './preview.js'
import type { SetupServices } from './services.js'

/** How many of the objects that refer to one are listed. */
export const usersListedMax = 200

const administrators = { config: { access: 'administrator' as const } }
const json = { serializerCompiler: () => JSON.stringify }

const kindOf = (plural: string): SetupKindName => {
  const kind = setupKindNames.find((one) => setupKinds[one].plural === plural)
  if (kind === undefined) throw new ProblemError(404, 'no-such-object', `There are no ${plural} in setup.`)
  return kind
}

/** Registers the calls. */
export const previewRoutes = (app: AgentApp, services: SetupServices): void => {
  const { setup, editor, floors, clock, make } = services
  const tags = ['setup']

  app.post(
    '/setup/preview',
    {
      ...{ ...administrators, ...json },
      schema: {
        ...{ tags, summary: 'What a change would do', body: PreviewAsked },
        description:
          'Changes nothing. The same rules decide here as when the change is made, as things stand at this moment.',
        response: { 200: Preview, ...refusals(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const { organizationId } = await authorOf(services, request)
      const { kind: plural, id: given, content } = request.body
      const kind = kindOf(plural)
      const id = given ?? make.recordId(setupKinds[kind].idPrefix)
      const data = content === null ? undefined : content
      const edit: Edit = { kind, id, data }
      const stored = setup.raw(organizationId, kind, id)
      if (given !== undefined && stored === undefined) {
        throw new ProblemError(404, 'no-such-object', `There is no ${kind} ${id}.`)
      }
      const changes = isPlainObject(data)
        ? memberChanges(stored && withDefaults(kind, stored.data), withDefaults(kind, data))
        : []
      try {
        editor.check(organizationId, [edit])
      } catch (error) {
        if (!(error instanceof SetupError)) throw error
        const { code, message, errors } = error
        return { refusal: { code, detail: message, errors: [...errors] }, changes, buttons: [], agents: [] }
      }
      const effects = effectsOf({ setup, floor: floors.of(organizationId), now: clock.now() }, organizationId, [edit])
      return { changes, ...effects }
    },
  )

  app.get(
    '/setup/:kind/:id/users',
    {
      ...administrators,
      schema: {
        ...{ tags, summary: 'What refers to an object', params: ObjectPath },
        description: `Such an object cannot be removed. The first ${usersListedMax} are listed.`,
        response: { 200: Users, ...refusals(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const { organizationId } = await authorOf(services, request)
      const { kind: plural, id } = request.params
      const kind = kindOf(plural)
      if (setup.raw(organizationId, kind, id) === undefined) {
        throw new ProblemError(404, 'no-such-object', `There is no ${kind} ${id}.`)
      }
      const users = new Proposal(setup, organizationId, []).usersOf(kind, id)
      const listed = users.slice(0, usersListedMax).map((user) => ({ ...user, kind: setupKinds[user.kind].plural }))
      return { total: users.length, users: listed }
    },
  )
}
