/** The same five calls for every kind of object that setup consists of; what an object holds comes from its schema. */
import { Type, type Static, type TObject, type TSchema } from 'typebox'
import type { FastifySchemaCompiler } from 'fastify'
import { refusals, type AgentApp } from '../agent-api/agent-app.js'
import { compileValidator } from '../agent-api/compile-validator.js'
import { Done } from '../agent-api/messages.js'
import { idempotencyKeyOf, KeyHeaders } from '../agent-api/idempotency-key.js'
import { ProblemError } from '../agent-api/problems.js'
import { isPlainObject, type MemberSchema } from '../setup/content-errors.js'
import type { Asked } from '../setup/makings.js'
import type { Edit } from '../setup/proposal.js'
import { setupKinds, setupKindNames, withDefaults, type SetupKindName } from '../setup/setup-kinds.js'
import { agentCreated } from './agent-routes.js'
import { authorOf } from './author.js'
import { entityTag, requireMatch } from './entity-tag.js'
import { mergePatch } from './merge-patch.js'
import { setupPageMax } from './messages.js'
import { pageOf, type Condition } from './page.js'
import type { SetupServices } from './services.js'

const IdPath = Type.Object({ id: Type.String({ maxLength: 64, description: 'The object, a 15-character id' }) })
/** How many objects one call may name. */
export const idsAskedMax = 100
/** How many members one call may put conditions on. */
export const conditionsMax = 5

const ListQuery = Type.Object({
  name: Type.Optional(
    Type.String({ maxLength: 80, description: 'Only objects whose name holds this, or agents whose username does' }),
  ),
  ids: Type.Optional(
    Type.String({
      maxLength: idsAskedMax * 16,
      description: `Only these objects: at most ${idsAskedMax} ids with commas`,
    }),
  ),
  only: Type.Optional(
    Type.String({
      maxLength: 255,
      description:
        `Only objects with these values: at most ${conditionsMax}, such as \`active:true,role:agent\`. Of a member that lists ` +
        'ids it is one that must be among them, such as `skillIds:0C5000000000001`',
    }),
  ),
  without: Type.Optional(
    Type.String({ maxLength: 255, description: 'Only objects that have none of these values, said as in `only`' }),
  ),
  sort: Type.Optional(
    Type.String({
      maxLength: 64,
      default: 'name',
      description: 'The member they are in the order of; a hyphen before it turns the order around',
    }),
  ),
  after: Type.Optional(Type.String({ maxLength: 1000, description: 'The `next` of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: setupPageMax, default: 50 })),
})
const IfMatch = Type.Object({
  'if-match': Type.String({ description: 'The ETag of the version that was read; `*`: whichever there is' }),
})

/** Bodies are checked against the kind's schema with words for people, so the schema here is for the document. */
const checkedByHand: FastifySchemaCompiler<TSchema> = (route) =>
  route.httpPart === 'body' ? () => true : compileValidator(route)

/** What a key does, for whoever reads the document. */
const repeated =
  'Send an `Idempotency-Key` (1 to 255 visible ASCII characters, and hard to guess) to be able to repeat it after a lost ' +
  'answer: the same key and content give what was made the first time, as it is now, or 404 when it was removed since; ' +
  'the same key with other content is 422 `key-reused`.'
const writes = { validatorCompiler: checkedByHand }
const json = { serializerCompiler: () => JSON.stringify }
const administrators = { config: { access: 'administrator' as const } }

const viewSchema = (schema: TObject) =>
  Type.Object({ id: Type.String(), version: Type.Integer({ description: 'Also its ETag' }), ...schema.properties })

const registerKind = (app: AgentApp, services: SetupServices, kind: SetupKindName): void => {
  const { setup, editor, makings, make } = services
  const { schema, idPrefix, plural, sentence } = setupKinds[kind]
  const path = `/setup/${plural}`
  const View = viewSchema(schema)
  const tags = [plural]
  const isOrganization = kind === 'organization'
  // Members that have a default may be left out.
  const Content = Type.Partial(schema, { description: sentence })
  const document = { tags, description: sentence }

  const read = (organizationId: string, id: string) => {
    const stored = setup.raw(organizationId, kind, id)
    if (stored === undefined) {
      throw new ProblemError(404, 'no-such-object', `There is no ${kind} ${id}.`)
    }
    return { stored, view: { id, version: stored.version, ...withDefaults(kind, stored.data) } }
  }

  app.get(
    path,
    {
      ...{ ...administrators, ...json },
      schema: {
        ...document,
        summary: `List ${plural}`,
        querystring: ListQuery,
        response: {
          200: Type.Object({
            objects: Type.Array(View),
            total: Type.Integer({ description: 'How many there are on all pages' }),
            next: Type.Optional(Type.String()),
          }),
          ...refusals(400, 401, 403),
        },
      },
    },
    async (request) => {
      const { organizationId } = await authorOf(services, request)
      const page = pageOf(setup.all(organizationId, kind), listQuery(schema, request.query))
      return { ...page, objects: page.objects.map(({ id }) => read(organizationId, id).view) }
    },
  )

  app.get(
    `${path}/:id`,
    {
      ...{ ...administrators, ...json },
      schema: {
        ...{ ...document, summary: `Read one of the ${plural}`, params: IdPath },
        response: { 200: View, ...refusals(400, 401, 403, 404) },
      },
    },
    async (request, reply) => {
      const { organizationId } = await authorOf(services, request)
      const { view } = read(organizationId, request.params.id)
      void reply.header('etag', entityTag(view.version))
      return view
    },
  )

  for (const method of ['PUT', 'PATCH'] as const) {
    app.route({
      ...{ method, url: `${path}/:id`, ...administrators, ...json, ...writes },
      schema: {
        ...{ ...document, tags, params: IdPath, headers: IfMatch, body: Content },
        summary: method === 'PUT' ? `Replace one of the ${plural}` : `Change members of one of the ${plural}`,
        response: { 200: View, ...refusals(400, 401, 403, 404, 409, 412, 428) },
      },
      handler: async (request, reply) => {
        const { organizationId, author } = await authorOf(services, request)
        const { id } = request.params
        const { stored } = read(organizationId, id)
        requireMatch(request.headers['if-match'], stored.version)
        const given = withoutHead(request.body, id)
        const data = method === 'PUT' ? given : mergePatch(stored.data, given)
        // What is no object is told so by the check.
        const edit = { kind, id, expectedVersion: stored.version, data: data as object }
        await editor.edit(organizationId, [edit], author)
        const { view } = read(organizationId, id)
        void reply.header('etag', entityTag(view.version))
        return view
      },
    })
  }

  // There is one organization for each administrator: their own.
  if (isOrganization) return

  app.post(
    path,
    {
      ...{ ...administrators, ...json, ...writes },
      schema: {
        ...{ ...document, summary: `Make one of the ${plural}`, headers: KeyHeaders },
        description: `${sentence} ${repeated}`,
        body: kind === 'agent' ? agentCreated.body(Content) : Content,
        response: {
          201: kind === 'agent' ? agentCreated.answer(View) : View,
          ...refusals(400, 401, 403, 404, 409, 412, 422),
        },
      },
    },
    async (request, reply) => {
      const { organizationId, author } = await authorOf(services, request)
      const key = idempotencyKeyOf(request.headers)
      const body: unknown = request.body
      const { id: given, ...rest } = isPlainObject(body) ? body : {}
      const newId = typeof given === 'string' ? given : make.recordId(idPrefix)
      if (given !== undefined && typeof given !== 'string') throw wrongId
      const data = isPlainObject(body) ? rest : (body as object)
      const asked: Asked = { organizationId, owner: [author.by, plural], key, content: body as object }
      const edit: Edit = { kind, id: newId, expectedVersion: 0, data }
      const { id, ...shownOnce } =
        kind === 'agent' && isPlainObject(data)
          ? await agentCreated.create(services, asked, { ...edit, data }, author)
          : await makings
              .make(asked, { id: newId, at: author.at }, author, () =>
                editor.changesOf(organizationId, [edit], author.at),
              )
              .then(({ id }) => ({ id }))
      const { view } = read(organizationId, id)
      void reply.code(201).header('etag', entityTag(view.version)).header('location', `/api/v1${path}/${id}`)
      return { ...view, ...shownOnce }
    },
  )

  app.delete(
    `${path}/:id`,
    {
      ...administrators,
      schema: {
        ...{ ...document, summary: `Remove one of the ${plural}`, params: IdPath, headers: IfMatch },
        response: { 200: Done, ...refusals(400, 401, 403, 404, 409, 412, 428) },
      },
    },
    async (request) => {
      const { organizationId, author } = await authorOf(services, request)
      const { id } = request.params
      const { version } = read(organizationId, id).stored
      requireMatch(request.headers['if-match'], version)
      await editor.edit(organizationId, [{ kind, id, expectedVersion: version, data: undefined }], author)
      return {}
    },
  )
}

/** What a list's query asks for. Throws a 400 for members that the kind has not, or that are more than one value. */
const listQuery = (schema: TObject, query: Static<typeof ListQuery>) => {
  const { name, ids, only, without, sort = 'name', after, limit = 50 } = query
  const given = ids?.split(',')
  if (given && given.length > idsAskedMax)
    throw new ProblemError(400, 'invalid', `ids must name at most ${idsAskedMax}.`)
  const member = sort.replace(/^-/, '')
  if (!isSimple(schema, member))
    throw new ProblemError(400, 'invalid', `${member} is no member that a list can be put in order by.`)
  return {
    ...{ name, after, limit, sort: member, descending: sort.startsWith('-'), ...(given && { ids: new Set(given) }) },
    ...{ only: conditionsOf(schema, 'only', only), without: conditionsOf(schema, 'without', without) },
  }
}

/** The conditions of `only` or `without`. Throws a 400 for what is none. */
const conditionsOf = (schema: TObject, parameter: string, text = ''): readonly Condition[] => {
  const conditions = text === '' ? [] : text.split(',').map((condition) => condition.split(':'))
  if (conditions.length > conditionsMax || conditions.some((parts) => parts.length !== 2)) {
    const form = `must name at most ${conditionsMax} values, such as active:true.`
    throw new ProblemError(400, 'invalid', `${parameter} ${form}`)
  }
  return conditions.map(([member = '', value = '']) => {
    if (isSimple(schema, member) || listsIds(schema, member)) return { member, value }
    throw new ProblemError(400, 'invalid', `${member} is no member that a list can be chosen by.`)
  })
}

const memberOf = (schema: TObject, member: string): MemberSchema | undefined =>
  Object.hasOwn(schema.properties, member) ? schema.properties[member] : undefined

/** Whether a member lists other objects. */
const listsIds = (schema: TObject, member: string): boolean => memberOf(schema, member)?.items?.refersTo !== undefined

/** Whether a member holds one text, number or truth. */
const isSimple = (schema: TObject, member: string): boolean => {
  const own = memberOf(schema, member)
  const variants = own?.anyOf ?? (own ? [own] : [])
  return (
    variants.length > 0 && variants.every(({ type, items, properties }) => !items && !properties && type !== 'array')
  )
}

const wrongId = new ProblemError(400, 'invalid', 'id: Must be text.', {}, [{ member: 'id', message: 'Must be text.' }])

const heads = new Set(['id', 'version'])

/** An object as it was read holds its id and version, and may be sent back with them. */
const withoutHead = (body: unknown, id: string): unknown => {
  if (!isPlainObject(body)) return body
  const { id: given = id } = body
  if (given === id) return Object.fromEntries(Object.entries(body).filter(([name]) => !heads.has(name)))
  const message = 'Cannot be changed: clients know the object by it.'
  throw new ProblemError(400, 'invalid', `id: ${message}`, {}, [{ member: 'id', message }])
}

/** Registers the calls for every kind. */
export const objectRoutes = (app: AgentApp, services: SetupServices): void => {
  app.get(
    '/setup/counts',
    {
      ...administrators,
      schema: {
        summary: 'How many objects there are',
        response: {
          200: Type.Object({
            counts: Type.Record(Type.String(), Type.Integer(), { description: 'By the kinds’ plurals' }),
          }),
          ...refusals(401, 403),
        },
      },
    },
    async (request) => {
      const { organizationId } = await authorOf(services, request)
      const counts = setupKindNames.map((kind) => [
        setupKinds[kind].plural,
        services.setup.all(organizationId, kind).length,
      ])
      return { counts: Object.fromEntries(counts) as Record<string, number> }
    },
  )
  for (const kind of setupKindNames) registerKind(app, services, kind)
}
