import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SetupEditor } from '../setup/setup-editor.js'
import { documentOf } from '../setup/setup-document.js'
import { takeIn } from '../setup/setup-transfer.js'
import { Setup } from '../setup/setup.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { readSetupText, setupText } from './setup-file.js'
import { UsageError } from './usage-error.js'

const organizationId = '00DP00000000001'
const author = { by: 'command-line', name: 'Command line', at: 1 }

const empty = async () => {
  const setup = await Setup.open(openMemoryStore().setup)
  return { setup, editor: new SetupEditor(setup, () => undefined) }
}

// Whatever YAML could take for something else than text.
const tricky = fc.constantFrom(
  'no',
  '1',
  'null',
  '# a',
  'a: b',
  '- a',
  ' a ',
  '"',
  "'",
  'a\nb',
  '*a',
  '&a',
  '{!User_FirstName}',
  'שלום 👋',
)
const name = fc.oneof(tricky, fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }))
const id = (prefix: string) => (number: number) => `${prefix}P${String(number).padStart(11, '0')}`
const numbers = fc.uniqueArray(fc.nat(99), { maxLength: 4 })

const setups = fc.record({
  skills: fc.tuple(numbers, name).map(([ids, name]) => ids.map((n) => ({ id: id('0C5')(n), name }))),
  texts: fc
    .tuple(numbers, name, fc.array(name, { minLength: 1, maxLength: 3 }))
    .map(([ids, name, lines]) =>
      ids.map((n) => ({ id: id('574')(n), name, message: lines.join('\n'), enabled: n > 50 })),
    ),
  agents: fc
    .tuple(numbers, name)
    .map(([ids, name]) => ids.map((n) => ({ id: id('005')(n), name, username: `a${n}`, role: 'agent', capacity: n }))),
  buttons: fc
    .tuple(
      numbers,
      name,
      fc.option(fc.record({ warningS: fc.constant(10), timeoutS: fc.integer({ min: 11, max: 99 }) })),
    )
    .map(([ids, name, idleTimeout]) => ids.map((n) => ({ id: id('573')(n), name, idleTimeout, queueOverallMax: n }))),
})

describe('[A-29] a setup file', () => {
  test('taken in where nothing is makes the same setup, and nothing the second time', async () => {
    await fc.assert(
      fc.asyncProperty(setups, name, async ({ skills, texts, agents, buttons }, name) => {
        const first = await empty()
        const own = { id: organizationId, name }
        const chosen = agents.map((agent) => ({ ...agent, skillIds: skills.map((skill) => skill.id) }))
        const document = {
          ...{ parleySetup: 1, buttons, agents: chosen, 'quick-texts': texts, skills, organizations: [own] },
        }
        const options = { author, organizationIds: [], dryRun: false }
        await takeIn(first, document, options)
        const text = setupText(documentOf(first.setup, organizationId))
        const second = await empty()
        await takeIn(second, readSetupText(text), options)
        expect(documentOf(second.setup, organizationId)).toEqual(documentOf(first.setup, organizationId))
        expect(setupText(documentOf(second.setup, organizationId))).toBe(text)
        expect(await takeIn(second, readSetupText(text), { ...options, organizationIds: [organizationId] })).toEqual([])
        expect(second.setup.revision).toBe(1)
      }),
      { numRuns: 50 },
    )
  })

  test('says beside each kind what its members mean', async () => {
    const { setup } = await empty()
    const text = setupText(documentOf(setup, organizationId))
    expect(text).toContain('#   capacity: How many chats at once')
    expect(text.indexOf('skills:')).toBeLessThan(text.indexOf('agents:'))
  })

  test('is refused with a sentence when it is no YAML or uses an alias', () => {
    for (const text of ['a: [', 'a: 1\na: 2', 'a: &x [1]\nb: *x']) {
      expect(() => readSetupText(text)).toThrow(UsageError)
    }
  })

  test.each<[string, unknown, RegExp]>([
    ['no document', [], /Must be a setup document/],
    ['of another form', { parleySetup: 2 }, /^parleySetup: Must be 1/],
    ['with a list that is none', { parleySetup: 1, skills: {} }, /^skills: Must be a list/],
    ['with a kind that is none', { parleySetup: 1, skill: [] }, /^skill: Must be one of/],
    ['with an object without an id', { parleySetup: 1, skills: [{ name: 'a' }] }, /^skills\.0\.id: Is required/],
    ['without its organization', { parleySetup: 1 }, /^organizations: Must hold the one/],
    [
      'with an id twice',
      { parleySetup: 1, skills: [1, 2].map(() => ({ id: '0C5P00000000001', name: 'a' })) },
      /two objects/,
    ],
    [
      'with something wrong inside',
      { parleySetup: 1, organizations: [{ id: organizationId, name: 'a' }], skills: [{ id: '0C5P00000000001' }] },
      /^skill 0C5P00000000001: name: Is required/,
    ],
  ])('is refused when it is %s, and nothing is changed', async (_what, document, message) => {
    const target = await empty()
    await expect(takeIn(target, document, { author, organizationIds: [], dryRun: false })).rejects.toThrow(message)
    expect(target.setup.revision).toBe(0)
  })
})
