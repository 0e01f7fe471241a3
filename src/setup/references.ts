/** Which objects an object refers to, as its kind's schema says. */
import type { MemberSchema } from './content-errors.js'
import { isSetupKind, setupKindNames, setupKinds, type SetupKindName } from './setup-kinds.js'

export interface Reference {
  readonly member: string
  readonly kind: SetupKindName
  readonly id: string
}

interface ReferringMember {
  /** The member's name, after those of the members it lies in. */
  readonly path: readonly string[]
  readonly kind: SetupKindName
}

const targetOf = ({ refersTo, items, anyOf }: MemberSchema): string | undefined =>
  refersTo ?? items?.refersTo ?? anyOf?.find((variant) => variant.refersTo)?.refersTo

/** The members that refer to others, in an object of this schema and in the objects it holds; those in lists aside. */
const referringIn = (schema: MemberSchema, path: readonly string[] = []): readonly ReferringMember[] => {
  const target = targetOf(schema)
  if (target !== undefined) return isSetupKind(target) ? [{ path, kind: target }] : []
  const { properties = {} } = schema.anyOf?.find((variant) => variant.properties) ?? schema
  return Object.entries(properties).flatMap(([name, inner]) => referringIn(inner, [...path, name]))
}

const referringMembers = new Map<SetupKindName, readonly ReferringMember[]>(
  setupKindNames.map((kind) => [kind, referringIn(setupKinds[kind].schema as MemberSchema)]),
)

const valueAt = (content: object, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], content)

/** The references that a valid content of this kind holds. */
export const referencesOf = (kind: SetupKindName, content: object): Reference[] =>
  (referringMembers.get(kind) ?? []).flatMap(({ path, kind: target }) => {
    const value = valueAt(content, path)
    const ids = Array.isArray(value) ? value : [value]
    return ids.flatMap((id) => (typeof id === 'string' ? [{ member: path.join('.'), kind: target, id }] : []))
  })

/** The kinds whose objects can refer to objects of this one. */
export const kindsReferringTo = (kind: SetupKindName): SetupKindName[] =>
  setupKindNames.filter((one) => referringMembers.get(one)?.some((member) => member.kind === kind))
