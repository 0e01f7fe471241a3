import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppliedRules } from './applied-rules.js'
import { compileRule, type MaskingRule } from './compiled-rule.js'
import { Masking, rulesMax, rulesSizeMax } from './masking.js'

const rule = (pattern: string, changes: Partial<MaskingRule> = {}): MaskingRule => ({
  ...{ id: `0GO ${pattern}`, name: `Rule ${pattern}`, pattern, action: 'replace', replacement: '*', priority: 1 },
  ...{ forVisitors: true, forAgents: true, forSupervisors: false, enabled: true },
  ...changes,
})
const mask = (text: string, ...rules: MaskingRule[]) => {
  const applied = new AppliedRules(rules.map(compileRule))
  return { text: applied.text(text), triggered: applied.triggered }
}

/** A masking whose rules a test can change. */
const changing = (first: MaskingRule[]) => {
  const said: string[] = []
  const setup = { rules: first, revision: 1 }
  const masking = new Masking({
    rulesOf: () => setup.rules,
    revision: () => setup.revision,
    onSkipped: (id, why) => said.push(`${id}: ${why}`),
  })
  return { masking, setup, said }
}

describe('a rule', () => {
  test('takes every match away, or puts something in its place, to the letter', () => {
    expect(mask('4111 and 4222.', rule('\\d{4}'))).toEqual({ text: '* and *.', triggered: ['Rule \\d{4}'] })
    expect(mask('4111 and 4222.', rule('\\d{4}', { action: 'remove', replacement: 'x' })).text).toBe(' and .')
    expect(mask('4111', rule('\\d{4}', { replacement: '$&$1' })).text).toBe('$&$1')
  })

  test('that finds nothing changes nothing and is not named', () => {
    expect(mask('Hello', rule('\\d'))).toEqual({ text: 'Hello', triggered: [] })
  })

  test('leaves nothing behind that it looks for, though what it took away kept it apart', () => {
    expect(mask('aabb', rule('ab', { action: 'remove' })).text).toBe('')
    expect(mask(`${'a'.repeat(50)}${'b'.repeat(50)}`, rule('ab', { action: 'remove' })).text).toBe('')
  })

  test('whose replacement matches again is applied once', () => {
    expect(mask('12', rule('\\d', { replacement: '00' })).text).toBe('0000')
  })

  test('passes over matches that hold nothing', () => {
    expect(mask('ab cd', rule('\\b|b')).text).toBe('a* cd')
  })
})

test('rules are applied in order, each to what the ones before have left', () => {
  const { masking } = changing([
    rule('\\*\\*', { priority: 3, replacement: 'two' }),
    rule('b', { priority: 2 }),
    rule('a', { priority: 1, replacement: '*' }),
  ])
  const applied = masking.begin('org', 'visitor')!
  expect(applied.text('ab')).toBe('two')
  expect(applied.triggered).toEqual(['Rule a', 'Rule b', 'Rule \\*\\*'])
})

test('rules are for one side, for several, or for none', () => {
  const { masking } = changing([
    rule('a', { forAgents: false }),
    rule('b', { forVisitors: false, forSupervisors: true }),
    rule('c', { enabled: false }),
  ])
  expect(masking.begin('org', 'visitor')!.text('abc')).toBe('*bc')
  expect(masking.begin('org', 'agent')!.text('abc')).toBe('a*c')
  expect(masking.begin('org', 'supervisor')!.text('abc')).toBe('a*c')
  expect(changing([rule('c', { enabled: false })]).masking.begin('org', 'agent')).toBeUndefined()
})

describe('rules that cannot be used', () => {
  test('are skipped, and said so once, until they change', () => {
    const { masking, setup, said } = changing([rule('(?=a)', { id: 'bad' }), rule('b')])
    expect(masking.begin('org', 'visitor')!.text('ab')).toBe('a*')
    setup.revision += 1
    masking.begin('org', 'visitor')
    expect(said).toEqual(['bad: Look-ahead and look-behind are not possible here.'])
    setup.rules = [rule('(?!a)', { id: 'bad' })]
    setup.revision += 1
    expect(masking.begin('org', 'visitor')).toBeUndefined()
    expect(said).toHaveLength(2)
  })

  test('too many, or too large together, are skipped from the end', () => {
    const many = Array.from({ length: rulesMax + 1 }, (_, n) => rule(`x${n}y`, { id: `r${100 + n}` }))
    const few = changing(many)
    few.masking.begin('org', 'visitor')
    expect(few.said).toEqual([`r${100 + rulesMax}: Only the first ${rulesMax} rules are applied.`])
    const large = changing([1, 2, 3].map((n) => rule(`${n}{900}`, { id: `r${n}` })))
    large.masking.begin('org', 'visitor')
    expect(rulesSizeMax).toBeLessThan(2700)
    expect(large.said).toEqual(['r3: The rules before it leave no room for it; make them smaller.'])
  })
})

test('a change of setup counts at once', () => {
  const { masking, setup } = changing([rule('a')])
  expect(masking.begin('org', 'visitor')!.text('ab')).toBe('*b')
  setup.rules = [rule('b')]
  expect(masking.begin('org', 'visitor')!.text('ab')).toBe('*b')
  setup.revision += 1
  expect(masking.begin('org', 'visitor')!.text('ab')).toBe('a*')
})

test('a text that would cost too much to look through is masked whole, in bearable time', () => {
  const applied = new AppliedRules([compileRule(rule('a.*b|a', { replacement: '(masked)' }))])
  expect(applied.text('a'.repeat(32_000))).toBe('(masked)')
  expect(applied.triggered).toEqual(['Rule a.*b|a'])
})

test('the longest message with a card number in each line is masked number by number', () => {
  const cards = rule('\\b(?:\\d[ -]?){13,16}\\b')
  const text = 'My card is 4111 1111 1111 1111, thanks.\n'.repeat(100)
  expect(mask(text, cards).text).toBe('My card is *, thanks.\n'.repeat(100))
})

test('a character outside the basic plane is one character', () => {
  expect(mask('a😀b', rule('a.b')).text).toBe('*')
})

describe('whatever is said', () => {
  const patterns = fc.constantFrom('\\d{3}', 'ab', 'a+b?', '[ab]{2}', '\\bab\\b', 'a.b', '(?:a|1)(?:b|2)', '[^1]a')
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', '2', '3', ' ', '\n', '\u00a0', '😀'), maxLength: 60 })

  test('no match of a rule survives it', () => {
    fc.assert(
      fc.property(patterns, text, fc.constantFrom('', '_', 'xyz'), (pattern, said, replacement) => {
        const masked = mask(said, rule(pattern, { replacement })).text
        if (masked !== replacement) expect(new RegExp(pattern, 'u').test(masked)).toBe(false)
      }),
    )
  })

  test('masking what is masked changes nothing where the replacement does not match', () => {
    fc.assert(
      fc.property(patterns, text, (pattern, said) => {
        const once = mask(said, rule(pattern, { replacement: '_' })).text
        expect(mask(once, rule(pattern, { replacement: '_' })).text).toBe(once)
      }),
    )
  })

  test('what matches nothing stays as it is, and a rule is named exactly when it changed something', () => {
    fc.assert(
      fc.property(patterns, text, (pattern, said) => {
        const { text: masked, triggered } = mask(said, rule(pattern, { replacement: '_' }))
        expect(triggered.length > 0).toBe(new RegExp(pattern, 'u').test(said))
        expect(masked === said).toBe(triggered.length === 0)
      }),
    )
  })
})
