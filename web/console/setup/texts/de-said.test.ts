import ts from 'typescript'
import { expect, test } from 'vitest'
import { refusal, said } from './de-said.js'

/** Where the server says what is wrong with a member that the forms cannot know by themselves. */
const sources = import.meta.glob<string>(
  [
    '../../../../src/setup/edit-checks.ts',
    '../../../../src/setup/kind-checks.ts',
    '../../../../src/masking/pattern.ts',
    '../../../../src/masking/compiled-rule.ts',
  ],
  { eager: true, query: '?raw', import: 'default' },
)

/** Where the codes are that setup is refused with. */
const refusing = import.meta.glob<string>(
  [
    '../../../../src/setup/setup-error.ts',
    '../../../../src/agent-api/problems.ts',
    '../../../../src/agent-api/access.ts',
    '../../../../src/setup-api/*.ts',
    '!**/*.test.ts',
  ],
  { eager: true, query: '?raw', import: 'default' },
)

/** The codes in a source. What is the server's own trouble is told in other ways, whatever its code. */
const codesIn = (source: string): string[] =>
  [...source.matchAll(/(?:ProblemError\(\s*4\d\d,\s*|^ {2}\| )'([a-z-]+)'/gm)].map(([, code = '']) => code)

/** Not of setup. */
const elsewhere = ['search-too-slow']

test('what the server refuses is said in German', () => {
  const codes = new Set(Object.values(refusing).flatMap(codesIn))
  const known = ['invalid', 'in-use', 'key-reused', 'if-match-required', 'too-large', 'role']
  expect(known.filter((code) => !codes.has(code))).toEqual([])
  const untold = [...codes].filter((code) => refusal(code, 'In English.') === 'In English.')
  expect(untold).toEqual(elsewhere)
})

test('what the server says of a refusal is said in German, too', () => {
  const users = 'button Chat, now (573B00000000001), agentConfiguration Team (0C6B00000000001)'
  expect([
    refusal('in-use', `It is used by ${users} and 4 more. Change that first.`),
    refusal('too-many', 'An agent can have at most 20 tokens. Revoke one first.'),
    refusal('too-many', 'There can be at most 10000 skills.'),
    refusal('invalid', 'name: Must not be empty.'),
    refusal('invalid', 'name: Must be blue.'),
  ]).toEqual([
    'Darauf verweisen noch: Chat, now, Team und 4 weitere. Ändern Sie das zuerst.',
    'Höchstens 20 davon sind möglich. Widerrufen Sie zuerst einen.',
    'Höchstens 10000 davon sind möglich.',
    'name: Das darf nicht leer sein.',
    'Das ist so nicht möglich: name: Must be blue.',
  ])
})

/** Every sentence in a source, with 7 for what is put into it; what a change is refused with as a whole has a code. */
const sentencesIn = (source: string): string[] => {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'SetupError') return
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push(node.text)
    else if (ts.isTemplateExpression(node)) {
      found.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('7'))
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.ESNext, true))
  return found.filter((text) => /^(?:[A-Z]|7 )[^]* [^]*\.$/.test(text))
}

test('what the server finds wrong with a member is said in German', () => {
  const all = Object.values(sources).flatMap(sentencesIn)
  expect(all).toContain('Must not be below the first address.')
  expect(all).toContain('7 has this shortcut; choose another.')
  expect(all.length).toBeGreaterThan(20)
  expect(all.filter((sentence) => said(sentence) === sentence)).toEqual([])
})

test('what is wrong with a file is said in German, too', () => {
  expect(
    [
      ...['Is required.', 'Must be text.', 'Must be a whole number from 0 to 1000, or null.', 'Must list at most 100.'],
      ...[
        'Must be one of agent, supervisor.',
        'Must be the id of a skill, or null.',
        'Must have at most 80 characters.',
      ],
      'Is not a member of a skill; remove it or correct its name.',
    ].map(said),
  ).toEqual([
    ...['Das fehlt.', 'Möglich ist hier: ein Text.', 'Eine ganze Zahl von 0 bis 1000 muss es sein.'],
    ...['Höchstens 100 sind möglich.', 'Möglich sind: agent, supervisor.', 'Hierhin gehört eine Kennung.'],
    ...['Höchstens 80 Zeichen sind möglich.'],
    'Das gibt es hier nicht; nehmen Sie es heraus, oder berichtigen Sie den Namen.',
  ])
})

test('what has no German words is told as the server says it', () => {
  expect([said('Something new.'), said('Must be blue.'), said('constructor')]).toEqual([
    ...['Something new.', 'Must be blue.', 'constructor'],
  ])
  expect([refusal('in-use', 'It is used.'), refusal('odd', 'Odd.'), refusal('constructor', 'Odd.')]).toEqual([
    ...['Andere Einträge verweisen darauf. Ändern Sie das zuerst.', 'Odd.', 'Odd.'],
  ])
})
