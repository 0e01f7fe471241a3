/** Checks what an administrator says of an object against its kind's schema, in words for people. */
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Check } from 'typebox/value'
import type { MemberNotes } from './kinds/members.js'
import type { MemberError } from './setup-error.js'
import { setupKinds, withDefaults, type SetupKindName } from './setup-kinds.js'

/** What kinds' schemas are made of; see `kinds/`. */
export interface MemberSchema extends MemberNotes {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly MemberSchema[]
  readonly items?: MemberSchema
  readonly properties?: Readonly<Record<string, MemberSchema>>
  readonly required?: readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly maxItems?: number
}

/** How many mistakes are told at once. */
export const errorsToldMax = 50

export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const inside = (member: string, name: string | number): string => (member === '' ? `${name}` : `${member}.${name}`)

const textProblem = ({ form, minLength = 0, maxLength = 0, pattern }: MemberSchema, value: unknown): string => {
  if (typeof value !== 'string') return form === undefined ? 'must be text' : `must be ${form}`
  // What must not be empty and has a pattern is a name, of which something must be seen.
  const isBlank = minLength > 0 && pattern !== undefined && value.trim() === ''
  if (value.length < minLength || isBlank) return 'must not be empty'
  if (value.length > maxLength && maxLength > 0) return `must have at most ${maxLength} characters`
  return `must be ${form ?? 'text'}`
}

const choices = (schema: MemberSchema): readonly unknown[] | undefined => {
  if (schema.enum) return schema.enum
  return schema.const === undefined ? undefined : [schema.const]
}

/** Ends the sentence "It …" for a value that has no parts. */
const problem = (schema: MemberSchema, value: unknown): string => {
  const allowed = choices(schema)
  if (allowed) return `must be one of ${allowed.join(', ')}`
  switch (schema.type) {
    case 'boolean':
      return 'must be true or false'
    case 'integer':
      return `must be a whole number from ${schema.minimum} to ${schema.maximum}`
    case 'string':
      return textProblem(schema, value)
    default:
      return 'is not valid'
  }
}

const say = (member: string, words: string): MemberError => ({
  member,
  message: `${words.charAt(0).toUpperCase()}${words.slice(1)}.`,
})

/** A choice between literals as one, so that it is told as a list of words. */
const simplified = ({ anyOf = [] }: MemberSchema): { variant: MemberSchema; orNull: boolean } => {
  const others = anyOf.filter(({ type }) => type !== 'null')
  const literals = others.flatMap((variant) => choices(variant) ?? [])
  // Where several shapes are allowed, the mistakes told are those against the first.
  const variant = literals.length === others.length ? { enum: literals } : (others[0] ?? {})
  return { variant, orNull: others.length < anyOf.length }
}

const errorsIn = (schema: MemberSchema, value: unknown, member: string, owner: string): MemberError[] => {
  if (schema.anyOf) {
    if (Check(schema as TSchema, value) && !isPlainObject(value)) return []
    const { variant, orNull } = simplified(schema)
    const found = errorsIn(variant, value, member, owner)
    return found.map((error) =>
      orNull && error.member === member ? { member, message: error.message.replace(/\.$/, ', or null.') } : error,
    )
  }
  if (schema.properties) return objectErrors(schema.properties, value, member, owner)
  if (schema.items) return listErrors(schema, schema.items, value, member, owner)
  return Check(schema as TSchema, value) ? [] : [say(member, problem(schema, value))]
}

const objectErrors = (
  properties: Readonly<Record<string, MemberSchema>>,
  value: unknown,
  member: string,
  owner: string,
): MemberError[] => {
  if (!isPlainObject(value)) return [say(member, 'must be an object')]
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(properties, name))
  return [
    ...unknown.map((name) => say(inside(member, name), `is not a member of ${owner}; remove it or correct its name`)),
    ...Object.entries(properties).flatMap(([name, schema]) =>
      Object.hasOwn(value, name)
        ? errorsIn(schema, value[name], inside(member, name), owner)
        : [say(inside(member, name), 'is required')],
    ),
  ]
}

const listErrors = (
  schema: MemberSchema,
  items: MemberSchema,
  value: unknown,
  member: string,
  owner: string,
): MemberError[] => {
  if (!Array.isArray(value)) return [say(member, 'must be a list')]
  const { maxItems = Infinity } = schema
  if (value.length > maxItems) return [say(member, `must list at most ${maxItems}`)]
  const found = value.flatMap((item, index) => errorsIn(items, item, inside(member, index), owner))
  if (found.length > 0 || Check(schema as TSchema, value)) return found
  return [say(member, 'must not list anything twice')]
}

const validators = new Map<SetupKindName, ReturnType<typeof Compile>>()

/** Whether a content is right, quickly: most are, and there may be thousands of them. */
const isRight = (kind: SetupKindName, whole: unknown): boolean => {
  const { schema } = setupKinds[kind]
  const validator = validators.get(kind) ?? Compile(schema as TSchema)
  validators.set(kind, validator)
  return validator.Check(whole) && holdsNothingElse(schema, whole)
}

/** Whether there is no member that the schema does not know; schemas themselves let them pass. */
const holdsNothingElse = ({ properties, items, anyOf }: MemberSchema, value: unknown): boolean => {
  if (Array.isArray(value)) return items === undefined || value.every((item) => holdsNothingElse(items, item))
  if (!isPlainObject(value)) return true
  const known = properties ?? anyOf?.find((variant) => variant.properties)?.properties ?? {}
  return Object.entries(value).every(([name, inner]) => {
    const schema = Object.hasOwn(known, name) ? known[name] : undefined
    return schema !== undefined && holdsNothingElse(schema, inner)
  })
}

/** What is wrong with the content of an object, members that have a default left out or not. */
export const contentErrors = (kind: SetupKindName, content: unknown): MemberError[] => {
  const whole = isPlainObject(content) ? withDefaults(kind, content) : content
  return isRight(kind, whole) ? [] : memberErrors(kind, whole)
}

/** The same, member by member, with nothing left out. */
export const memberErrors = (kind: SetupKindName, whole: unknown): MemberError[] => {
  const owner = `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`
  return errorsIn(setupKinds[kind].schema, whole, '', owner).slice(0, errorsToldMax)
}
