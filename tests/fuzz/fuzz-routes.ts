/** Everything there is to ask of the server, with bodies that are good to begin with. */
import { requestFixtures } from '../conformance/fixtures.js'
import { wireResources } from '../conformance/resources.js'
import type { ChatTarget } from '../support/plain-visitor.js'
import { httpRequest } from '../support/http-request.js'

export interface FuzzRoute {
  readonly surface: 'visitor' | 'agent' | 'other'
  readonly method: string
  /** With `{…}` where something has to be put in. */
  readonly path: string
  /** Good bodies; none for what takes none. */
  readonly bodies: readonly unknown[]
}

const visitorRoutes = (target: ChatTarget): FuzzRoute[] => [
  ...wireResources.map(({ method, path }): FuzzRoute => {
    const fixtures = requestFixtures().filter(({ noun }) => path.endsWith(`/${noun}`))
    const bodies = fixtures.map(({ body }) => ('organizationId' in body ? { ...body, ...target, sessionId: '' } : body))
    return { surface: 'visitor', method, path: `/chat/rest/${path}`, bodies }
  }),
  { surface: 'visitor', method: 'DELETE', path: '/chat/rest/System/SessionId/{key}', bodies: [] },
]

const others: FuzzRoute[] = [
  ...['/', '/healthz', '/readyz', '/metrics', '/console', '/console/', '/console/{key}', '/chat/upload', '/chat/cdm'],
  ...['/content/x', '/services/data/v60.0', '/setup', '/nowhere'],
].map((path) => ({ surface: 'other', method: 'GET', path, bodies: [{ text: 'a' }] }))

interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly const?: unknown
  readonly minimum?: number
  readonly default?: unknown
  readonly $ref?: string
}

/** A value that the schema takes, in the simplest form; texts are `a`. */
const sample = (schema: Schema, components: Readonly<Record<string, Schema>>): unknown => {
  const { type, properties = {}, items, anyOf, $ref } = schema
  if ('const' in schema) return schema.const
  if ('default' in schema) return schema.default
  if ($ref !== undefined) return sample(components[$ref.replace(/^.*\//, '')] ?? {}, components)
  if (anyOf?.[0]) return sample(anyOf[0], components)
  if (type === 'object') {
    return Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, sample(member, components)]))
  }
  if (type === 'array') return items ? [sample(items, components)] : []
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1
  return type === 'boolean' ? true : 'a'
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> }
}

/** Every call that the server's own document names. */
const agentRoutes = async (address: string): Promise<FuzzRoute[]> => {
  const { text } = await httpRequest(`${address}/api/v1/openapi.json`)
  const { paths, components } = JSON.parse(text) as Document
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { requestBody }]): FuzzRoute => {
      const schemas = Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => (schema ? [schema] : []))
      const bodies = schemas.map((schema) => sample(schema, components?.schemas ?? {}))
      return { surface: 'agent', method: method.toUpperCase(), path, bodies }
    }),
  )
}

/** All routes of the server at this address. */
export const fuzzRoutes = async (address: string, target: ChatTarget): Promise<readonly FuzzRoute[]> => [
  ...visitorRoutes(target),
  ...(await agentRoutes(address)),
  ...others,
]
