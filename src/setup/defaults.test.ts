import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { Default } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { contentErrors, memberErrors, type MemberSchema } from './content-errors.js'
import { setupKindNames, setupKinds, withDefaults, type SetupKindName } from './setup-kinds.js'

/** Values that a member's schema accepts, or nearly does. */
const valuesOf = (schema: MemberSchema): fc.Arbitrary<unknown> => {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valuesOf))
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.properties) return contentsOf(schema)
  if (schema.items) return fc.array(valuesOf(schema.items), { maxLength: 3 })
  const { minimum = 0, maximum = 9, maxLength = 9 } = schema
  const plain: Record<string, fc.Arbitrary<unknown>> = {
    boolean: fc.boolean(),
    integer: fc.integer({ min: minimum, max: maximum }),
    string: fc.string({ minLength: 1, maxLength: Math.min(maxLength, 20) }),
    null: fc.constant(null),
  }
  return plain[schema.type ?? ''] ?? fc.constant(null)
}

/** Members that are there or not, now and then of a form that is none of theirs, and one that nobody knows. */
const contentsOf = ({ properties = {} }: MemberSchema): fc.Arbitrary<object> =>
  fc.record(
    {
      ...Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => [
          name,
          fc.oneof({ arbitrary: valuesOf(inner), weight: 40 }, { arbitrary: fc.jsonValue({ maxDepth: 1 }), weight: 1 }),
        ]),
      ),
      '?': fc.constant(1),
    },
    { requiredKeys: [] },
  )
const contents = (kind: SetupKindName): fc.Arbitrary<object> =>
  contentsOf(setupKinds[kind].schema as MemberSchema).chain((content) =>
    fc.boolean().map((isKnown) => {
      const { '?': unknown, ...known } = content as Record<string, unknown>
      return isKnown || unknown === undefined ? known : content
    }),
  )

describe.each(setupKindNames)('of a %s', (kind) => {
  const { schema } = setupKinds[kind]

  test('defaults are those of its schema, in the same order, and nothing is shared with what was given', () => {
    fc.assert(
      fc.property(contents(kind), (content) => {
        const before = JSON.stringify(content)
        const filled = withDefaults(kind, content)
        expect(JSON.stringify(filled)).toBe(JSON.stringify(Default(schema, JSON.parse(before))))
        expect(JSON.stringify(content)).toBe(before)
      }),
    )
  })

  test('what its validator takes is what no mistake is told of', () => {
    const validator = Compile(schema)
    fc.assert(
      fc.property(contents(kind), (content) => {
        const errors = memberErrors(kind, withDefaults(kind, content))
        expect(contentErrors(kind, content)).toEqual(errors)
        if (errors.length === 0) expect(validator.Check(withDefaults(kind, content))).toBe(true)
      }),
    )
  })
})
