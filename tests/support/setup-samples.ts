/** Contents of setup's objects for tests, made from the kinds' own schemas. */
import type { MemberSchema } from '../../src/setup/content-errors.js'
import { setupKindNames, setupKinds, type SetupKindName } from '../../src/setup/setup-kinds.js'

/** The kinds whose objects administrators make and remove; the organization is there already. */
export const madeKinds = setupKindNames.filter((kind) => kind !== 'organization')

export const membersOf = (kind: SetupKindName): [string, MemberSchema][] =>
  Object.entries((setupKinds[kind].schema as MemberSchema).properties ?? {})

let made = 0

/** What must be said of an object, different each time where that matters, and nothing more. */
export const leastContent = (kind: SetupKindName): Record<string, unknown> => {
  made += 1
  const must: Partial<Record<SetupKindName, object>> = {
    agent: { username: `made-${made}@example.com`, role: 'agent' },
    'blocking-rule': { fromAddress: '192.0.2.1' },
    'business-hours': { timeZone: 'Europe/Berlin' },
    'quick-text': { message: 'Hello' },
    'sensitive-data-rule': { pattern: '\\d{16}' },
  }
  return { name: `A ${kind} ${made}`, ...must[kind] }
}

/** Values that a member cannot have. */
export const wrongValues = (schema: MemberSchema): unknown[] => {
  const [variant = schema] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null')
  const orNull = schema.anyOf?.some(({ type }) => type === 'null') === true
  const wrong: unknown[] = [{ a: { b: 1 } }, ...(orNull ? [] : [null])]
  if (variant.type === 'integer') wrong.push('5', 1.5, (variant.minimum ?? 0) - 1, (variant.maximum ?? 0) + 1)
  if (variant.type === 'boolean') wrong.push('true', 1)
  if (variant.type === 'string') {
    wrong.push(5, 'x'.repeat((variant.maxLength ?? 100) + 1))
    if ((variant.minLength ?? 0) > 0) wrong.push('')
  }
  if (variant.type === 'array') {
    wrong.push(
      'a',
      [5],
      [{ a: 1 }],
      Array.from({ length: (variant.maxItems ?? 0) + 1 }, (_, n) => `${n}`),
    )
  }
  return wrong
}
