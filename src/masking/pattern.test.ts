import { describe, expect, test } from 'vitest'
import { compiledSizeMax, compileRule, patternLengthMax, patternProblem, type MaskingRule } from './compiled-rule.js'

const rule = (pattern: string): MaskingRule => ({
  ...{ id: '0GO', name: 'Rule', pattern, action: 'replace', replacement: '*', priority: 1 },
  ...{ forVisitors: true, forAgents: true, forSupervisors: false, enabled: true },
})
const matches = (pattern: string, text: string): string[] => {
  const matcher = compileRule(rule(pattern)).engine.matcher(text)
  const found: string[] = []
  while (matcher.find()) found.push(text.slice(matcher.start(), matcher.end()))
  return found
}

describe('a pattern means what JavaScript says it means', () => {
  test.each([
    ['\\d\\s\\d', '1 2 1\u00a02 1\u30002 12'],
    ['[\\d\\s]+', 'a1\u00a02b\ufeff'],
    ['\\S+', 'ab\u00a0cd\u2003ef'],
    ['[\\S]+', 'ab\u00a0cd\u2003ef'],
    ['[^\\s]+', 'ab\u00a0cd'],
    ['a.b', 'a\rb a\u2028b a b axb'],
    ['\\bab\\b', 'ab abc ab'],
    ['[\\b]', 'a\bb'],
    ['\\u0041\\x42\\t', 'AB\t'],
    ['[[:alpha:]]+', 'a:]] l]'],
    ['[a&&b]+', 'a&b'],
    ['\\Aa', 'Aa a'],
    ['x{2}y{1,2}?', 'xxyy'],
    ['(?<year>\\d{4})-(\\d\\d)', '2026-01'],
    ['a{', 'a{'],
    ['[\\]\\-^]+', ']-^'],
    ['\\/\\.\\*', '/.*'],
    ['[^]', 'a'],
    ['x|\\$', 'x$'],
    ['\\cJ', '\n'],
  ])('%s', (pattern, text) => {
    expect(matches(pattern, text)).toEqual(text.match(new RegExp(pattern, 'g')) ?? [])
  })

  test('a character outside the first plane is one character', () => {
    expect(matches('\\ud83d\\ude00+', 'x😀😀y')).toEqual(['😀😀'])
    expect(matches('[😀😁]', '😁')).toEqual(['😁'])
  })
})

describe('what cannot be is refused with a sentence', () => {
  test.each([
    ['(?=a)b', 'Look-ahead and look-behind are not possible here.'],
    ['(?<!a)b', 'Look-ahead and look-behind are not possible here.'],
    ['(a)\\1', 'Back-references such as \\1 are not possible here.'],
    ['(?<n>a)\\k<n>', 'Back-references such as \\1 are not possible here.'],
    ['(', 'This is not a JavaScript regular expression.'],
    ['a*', 'The pattern matches nothing at all, which is everywhere.'],
    ['[]', 'An empty set [] matches nothing.'],
    ['\\ud800', 'Half a surrogate pair cannot be matched; write the character itself.'],
    ['x'.repeat(patternLengthMax + 1), `The pattern has more than ${patternLengthMax} characters.`],
    [`(?:ab?){${compiledSizeMax}}`, 'The pattern is too large; repeat less in it.'],
    ['(?:a{1,1000}){1,1000}', 'The pattern uses what is not possible here, or repeats too much.'],
  ])('%s', (pattern, problem) => {
    expect(patternProblem(pattern)).toBe(problem)
  })

  test('up to the limits it is taken', () => {
    expect(patternProblem('x'.repeat(patternLengthMax - 3))).toBeUndefined()
    expect(patternProblem('\\b(?:\\d[ -]?){13,16}\\b')).toBeUndefined()
  })
})
