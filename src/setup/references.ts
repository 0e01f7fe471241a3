/** Which objects an object refers to, as its kind's schema says. */
import type { MemberSchema } from './content-errors.js'
import { isSetupKind, setupKindNames, setupKinds, type SetupKindName } from './setup-kinds.js'

export interface Reference {
  readonly member: string
  readonly kind: SetupKindName
  readonly id: string
}

interface ReferringMember {
  readonly member: string
  readonly kind: SetupKindName
}

const targetOf = ({ refersTo, items, anyOf }: MemberSchema): string | undefined =>
  refersTo ?? items?.refersTo ?? anyOf?.find((variant) => variant.refersTo)?.refersTo

const referringMembers = new Map<SetupKindName, readonly ReferringMember[]>(
  setupKindNames.map((kind) => {
    const members = Object.entries((setupKinds[kind].schema as MemberSchema).properties ?? {})
    const referring = members.flatMap(([member, schema]) => {
      const target = targetOf(schema)
      return target !== undefined && isSetupKind(target) ? [{ member, kind: target }] : []
    })
    return [kind, referring]
  }),
)

/** The references that a valid content of this kind holds. */
export const referencesOf = (kind: SetupKindName, content: object): Reference[] =>
  (referringMembers.get(kind) ?? []).flatMap(({ member, kind: target }) => {
    const value = (content as Record<string, unknown>)[member]
    const ids = Array.isArray(value) ? value : [value]
    return ids.flatMap((id) => (typeof id === 'string' ? [{ member, kind: target, id }] : []))
  })

/** The kinds whose objects can refer to objects of this one. */
export const kindsReferringTo = (kind: SetupKindName): SetupKindName[] =>
  setupKindNames.filter((one) => referringMembers.get(one)?.some((member) => member.kind === kind))
