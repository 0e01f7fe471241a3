/**
 * Fills in what an object does not say, from its kind's schema. TypeBox does the same for any schema and is asked where
 * defaults lie deeper; but most members are plain, and every look at setup comes by here.
 */
import type { TSchema } from 'typebox'
import { Default } from 'typebox/value'

interface Defaulting {
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Defaulting>>
  readonly items?: Defaulting
  readonly anyOf?: readonly Defaulting[]
}

type Fill = (content: Record<string, unknown>) => void

/** A value of JSON that shares nothing with it. */
export const copyOf = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copyOf)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copyOf(inner)]))
}

const holdsDefaults = ({ properties = {}, items, anyOf = [] }: Defaulting): boolean =>
  [...Object.values(properties), ...anyOf, ...(items ? [items] : [])].some(
    (inner) => inner.default !== undefined || holdsDefaults(inner),
  )

const fillOf = (name: string, schema: Defaulting): Fill[] => {
  const isDeep = holdsDefaults(schema)
  if (schema.default === undefined && !isDeep) return []
  return [
    (content) => {
      if (content[name] === undefined && schema.default !== undefined) content[name] = copyOf(schema.default)
      if (isDeep && content[name] !== undefined) content[name] = Default(schema as TSchema, content[name])
    },
  ]
}

/** What fills in the defaults of an object's schema: given a content, it makes another, with all of them. */
export const defaulting = (schema: TSchema): ((content: object) => object) => {
  const { properties = {} } = schema as Defaulting
  const fills = Object.entries(properties).flatMap(([name, inner]) => fillOf(name, inner))
  return (content) => {
    const copy = copyOf(content) as Record<string, unknown>
    for (const fill of fills) fill(copy)
    return copy
  }
}
