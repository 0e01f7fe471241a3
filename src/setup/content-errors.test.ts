import fc from 'fast-check'
import { Check } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { contentErrors, errorsToldMax, isPlainObject, type MemberSchema } from './content-errors.js'
import { setupKindNames, setupKinds, withDefaults } from './setup-kinds.js'

const said = (...given: Parameters<typeof contentErrors>) =>
  contentErrors(...given).map(({ member, message }) => `${member}: ${message}`)

describe('what is wrong with an object is said in words', () => {
  test('for members that are missing or do not exist', () => {
    expect(said('button', {})).toEqual(['name: Is required.'])
    expect(said('agent', { name: 'Ada', rolle: 'agent' })).toEqual([
      'rolle: Is not a member of an agent; remove it or correct its name.',
      'username: Is required.',
      'role: Is required.',
    ])
    expect(said('button', { name: 'a', idleTimeout: { warningS: 3 } })).toEqual(['idleTimeout.timeoutS: Is required.'])
  })

  test('for texts, numbers and switches', () => {
    for (const name of ['', ' ', ' \t\u2003']) {
      expect(said('skill', { name })).toEqual(['name: Must not be empty.'])
      expect(said('organization', { name })).toEqual(['name: Must not be empty.'])
    }
    expect(said('skill', { name: 'a'.repeat(81) })).toEqual(['name: Must have at most 80 characters.'])
    expect(said('skill', { name: 5 })).toEqual(['name: Must be text.'])
    const agent = { name: 'Ada', username: 'ada', role: 'agent' }
    expect(said('agent', { ...agent, capacity: 1.5 })).toEqual(['capacity: Must be a whole number from 0 to 1000.'])
    expect(said('agent', { ...agent, active: 'yes' })).toEqual(['active: Must be true or false.'])
    expect(said('agent', { ...agent, role: 'boss' })).toEqual([
      'role: Must be one of agent, supervisor, administrator.',
    ])
  })

  test('for members that may be null', () => {
    expect(said('button', { name: 'a', queueOverallMax: -1 })).toEqual([
      'queueOverallMax: Must be a whole number from 0 to 1000000, or null.',
    ])
    expect(said('button', { name: 'a', queueId: 7 })).toEqual(['queueId: Must be the id of a queue, or null.'])
    expect(said('button', { name: 'a', queueId: null, idleTimeout: null })).toEqual([])
    expect(said('agent-configuration', { name: 'a', supervisorStatusFilter: 'busy' })).toEqual([
      'supervisorStatusFilter: Must be one of online, away, offline, or null.',
    ])
  })

  test('for lists and what they hold', () => {
    const hours = { name: 'a', timeZone: 'UTC' }
    expect(said('business-hours', { ...hours, periods: [{ day: 'monday', from: '9', to: '25:00' }] })).toEqual([
      'periods.0.from: Must be a time of day such as 09:30.',
      'periods.0.to: Must be a time of day such as 17:00, or 24:00.',
    ])
    expect(said('business-hours', { ...hours, periods: [{ day: 'someday', from: '09:00', to: '24:00' }] })).toEqual([
      'periods.0.day: Must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday.',
    ])
    expect(said('button', { name: 'a', skillIds: 'x' })).toEqual(['skillIds: Must be a list.'])
    expect(said('button', { name: 'a', skillIds: ['x', 'x'] })).toEqual(['skillIds: Must not list anything twice.'])
    const many = Array.from({ length: 1001 }, (_, index) => `${index}`)
    expect(said('button', { name: 'a', skillIds: many })).toEqual(['skillIds: Must list at most 1000.'])
    expect(said('button', { name: 'a', skillIds: many.slice(1) })).toEqual([])
  })

  test('for what is no object at all', () => {
    for (const content of [null, [], 'a', 3]) {
      expect(said('skill', content)).toEqual([': Must be an object.'])
    }
  })

  test('for so many members and no more', () => {
    const wrong = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`m${index}`, 1]))
    expect(said('skill', wrong)).toHaveLength(errorsToldMax)
  })

  test('for shortcuts of any alphabet', () => {
    const text = { name: 'a', message: 'b' }
    expect(said('quick-text', { ...text, shortcut: 'größe_1.привет' })).toEqual([])
    expect(said('quick-text', { ...text, shortcut: 'a b' })).toEqual([
      'shortcut: Must be letters, digits, dots, hyphens and underscores.',
    ])
  })
})

test('every member of every kind has a line of help, and a default unless it must be given', () => {
  for (const kind of setupKindNames) {
    const { properties, required } = setupKinds[kind].schema as MemberSchema
    for (const [member, schema] of Object.entries(properties ?? {})) {
      const { description, default: standard } = schema
      expect(description, `${kind}.${member}`).toMatch(/\w{3}/)
      expect(standard !== undefined || required?.includes(member), `${kind}.${member}`).toBe(true)
    }
  }
})

describe.each(setupKindNames)('%s', (kind) => {
  const { schema } = setupKinds[kind]
  const names = Object.keys(schema.properties)
  const value = fc.oneof(
    fc.constantFrom(null, true, '', 'a', 'agent', 'monday', '09:00', 0, 1, -1, 1.5, 1e9, 'x'.repeat(5000), [], {}),
    fc.jsonValue({ maxDepth: 2 }),
    fc.array(fc.constantFrom<unknown>('a', 'b', null, { from: '09:00', to: '10:00', day: 'monday' }), { maxLength: 3 }),
    fc.record({ warningS: fc.integer({ min: 0, max: 3 }), timeoutS: fc.integer({ min: 0, max: 3 }) }),
  )

  test('has something wrong exactly when its schema says so or a member is unknown', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (content) => {
        const whole = withDefaults(kind, content)
        const errors = contentErrors(kind, content)
        if (!Check(schema, whole)) expect(errors).not.toEqual([])
        // The schemas let unknown members pass; inside of members only nonsense has any.
        else if (!hasObjects(whole)) expect(errors).toEqual([])
        for (const { member, message } of errors) {
          expect(names).toContain(member.split('.')[0])
          expect(message).toMatch(/^(Must|Is) .+\.$/)
        }
      }),
    )
  })
})

const hasObjects = (content: object): boolean =>
  Object.values(content).some(
    (member) => isPlainObject(member) || (Array.isArray(member) && member.some(isPlainObject)),
  )
