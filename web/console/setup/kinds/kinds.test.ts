import { describe, expect, test } from 'vitest'
import type { MemberSchema } from '../../../../src/setup/content-errors.js'
import { setupKindNames, setupKinds } from '../../../../src/setup/setup-kinds.js'
import { fieldsOf, freshContent, sectionFor, sections } from '../state/sections.js'
import { standardOf, type Field } from '../state/field.js'
import { kindOf as auditKindOf, pluralOf, plurals } from '../state/plural.js'
import { texts } from '../texts/texts.js'
import { fieldWords, partTitle } from '../texts/words-of.js'

const kindOf = (plural: string) => setupKindNames.find((kind) => setupKinds[kind].plural === plural)!
const schemaOf = (plural: string): MemberSchema => setupKinds[kindOf(plural)].schema

/** Members that say of which section an object is, and are set by making it there. */
const given: Readonly<Record<string, readonly string[]>> = { buttons: ['type', 'invitation'], invitations: ['type'] }

/** What a member may be, without null. */
const variantOf = (schema: MemberSchema): { variant: MemberSchema; orNone: boolean; options: unknown[] } => {
  const others = (schema.anyOf ?? [schema]).filter(({ type }) => type !== 'null')
  const options = others.flatMap((one) => one.enum ?? (one.const === undefined ? [] : [one.const]))
  return { variant: others[0]!, orNone: others.length < (schema.anyOf?.length ?? 1), options }
}

/** What a field says of its limits, in the words of the schema. */
const limitsOf = (field: Field): object => {
  switch (field.type) {
    case 'text':
      return { type: 'string', minLength: field.min, maxLength: field.max }
    case 'number':
    case 'length':
      return { type: 'integer', minimum: field.min, maximum: field.max }
    case 'switch':
      return { type: 'boolean' }
    case 'choice':
      return { options: new Set(field.options) }
    case 'reference':
      return { refersTo: kindOf(field.to) }
    case 'references':
      return { refersTo: kindOf(field.to), maxItems: field.max }
    case 'lines':
      return { maxItems: field.max, lineMax: field.lineMax }
    case 'rows':
    case 'week':
      return { maxItems: field.max }
    case 'holidays':
      return { maxItems: field.max, periodsMax: field.periodsMax, nameMax: field.nameMax }
    case 'group':
      return {}
  }
}

const serverLimitsOf = (field: Field, schema: MemberSchema): object => {
  const { variant, options } = variantOf(schema)
  const { type, minLength = 0, maxLength, minimum, maximum, maxItems, items, refersTo } = variant
  switch (field.type) {
    case 'text':
      return { type, minLength, maxLength }
    case 'number':
    case 'length':
      return { type, minimum, maximum }
    case 'switch':
      return { type }
    case 'choice':
      return { options: new Set(options) }
    case 'reference':
      return { refersTo }
    case 'references':
      return { refersTo: items?.refersTo, maxItems }
    case 'lines':
      return { maxItems, lineMax: items?.maxLength }
    case 'rows':
    case 'week':
      return { maxItems }
    case 'holidays': {
      const { periods, name } = items?.properties ?? {}
      return { maxItems, periodsMax: periods?.maxItems, nameMax: name?.maxLength }
    }
    case 'group':
      return {}
  }
}

const checkFields = (
  section: { id: string; plural: (typeof plurals)[number] },
  fields: readonly Field[],
  schema: MemberSchema,
  path: string,
): void => {
  const members = Object.keys(schema.properties ?? {})
  const shown = fields.map(({ member }) => member)
  const known = path === '' ? (given[section.id] ?? []) : []
  expect([...shown, ...known].sort(), `${section.id} ${path}: every member has a field`).toEqual(members.sort())
  for (const field of fields) {
    const own = schema.properties![field.member]!
    const where = `${path}${field.member}`
    expect(limitsOf(field), `${section.id} ${where}: limits`).toEqual(serverLimitsOf(field, own))
    const orNone = 'orNone' in field || field.type === 'reference'
    expect(orNone, `${section.id} ${where}: null`).toBe(variantOf(own).orNone)
    if (path === '' && own.default !== undefined) {
      expect(standardOf(field), `${section.id} ${where}: standard`).toEqual(own.default)
    }
    const words = fieldWords(section.plural, where)
    expect(words.label, `${section.id} ${where} has words`).not.toBe(where)
    if (field.type === 'choice') expect(new Set(Object.keys(words.options ?? {}))).toEqual(new Set(field.options))
    if (field.type === 'group') checkFields(section, field.fields, variantOf(own).variant, `${where}.`)
    if (field.type === 'rows') checkFields(section, field.fields, own.items!, `${where}.`)
  }
}

test('an object is of a section of its kind, of whichever its content says', () => {
  for (const plural of plurals) expect(sectionFor(plural).plural).toBe(plural)
  expect(sectionFor('buttons').id).toBe('buttons')
  expect(sectionFor('buttons', { type: 'invite' }).id).toBe('invitations')
})

test('every kind of the server has a section', () => {
  expect(new Set(plurals)).toEqual(new Set(setupKindNames.map((kind) => setupKinds[kind].plural)))
  expect(new Set(sections.map(({ plural }) => plural))).toEqual(new Set(plurals))
})

test('is called in the record of changes as the server calls it', () => {
  for (const kind of setupKindNames) expect(auditKindOf(pluralOf(kind)!)).toBe(kind)
  expect(plurals.map(auditKindOf)).toEqual(plurals.map(kindOf))
})

describe.each(sections.map((section) => [section.id, section] as const))('%s', (id, section) => {
  test('has a field for every member that can be written, with the server’s limits, standards and values, and words', () => {
    checkFields(section, fieldsOf(section), schemaOf(section.plural), '')
  })

  test('has a name for every part, and lists members that are there', () => {
    for (const part of section.form) expect(partTitle(id, part.id), part.id).not.toBe(part.id)
    for (const member of section.columns) {
      expect(
        fieldsOf(section).some((field) => field.member === member),
        member,
      ).toBe(true)
    }
  })

  test('begins with what its members are when nobody says anything', () => {
    const fresh = freshContent(section)
    for (const [member, schema] of Object.entries(schemaOf(section.plural).properties ?? {})) {
      if (schema.default === undefined || section.fresh?.[member] !== undefined) continue
      if (member in fresh) expect(fresh[member], member).toEqual(schema.default)
    }
  })
})

test('no word is for a member that is not there', () => {
  const paths = (fields: readonly Field[], path: string): string[] =>
    fields.flatMap((field) => {
      const own = `${path}${field.member}`
      const inner = field.type === 'group' || field.type === 'rows' ? paths(field.fields, `${own}.`) : []
      return [own, ...inner]
    })
  for (const plural of plurals) {
    const own = sections.filter((section) => section.plural === plural)
    const known = new Set(own.flatMap((section) => paths(fieldsOf(section), '')))
    expect(
      Object.keys(texts.fields[plural]).filter((member) => !known.has(member)),
      plural,
    ).toEqual([])
  }
})
