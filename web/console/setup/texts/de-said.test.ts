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
