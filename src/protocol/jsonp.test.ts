import { describe, expect, test } from 'vitest'
import { asScript, callbackLengthMax, readCallback } from './jsonp.js'
import { VisitorQuery } from './visitor-query.js'

const callbackOf = (callback: unknown) => readCallback(new VisitorQuery({ callback }))

describe('[V-15] a callback', () => {
  test.each([
    'handle',
    'liveagent._.handlePing',
    'embedded_svc.liveAgentAPI.connection.handlePing',
    '$',
    '_',
    'a1.$b._c',
    'x'.repeat(callbackLengthMax),
  ])('may be %s', (callback) => {
    expect(callbackOf(callback)).toBe(callback)
  })

  test.each([
    undefined,
    '',
    ['a', 'b'],
    '1a',
    'a.1',
    '.a',
    'a.',
    'a..b',
    'a b',
    'a;b',
    'a()',
    'alert(1)//',
    'a[0]',
    'a["b"]',
    "a'",
    '<script>',
    '</script>',
    'a\n',
    '\na',
    'a\r\nb',
    'a\u2028b',
    'a=b',
    'a+b',
    'a/*',
    'ä',
    'a-b',
    'a\\u0062',
    'a%62',
    'x'.repeat(callbackLengthMax + 1),
  ])('may not be %j', (callback) => {
    expect(() => callbackOf(callback)).toThrow(expect.objectContaining({ status: 400 }) as Error)
  })
})

describe('[V-16] a script', () => {
  test('is one call on one line, with a comment in front', () => {
    expect(asScript('a.b', [{ type: 'Error', message: { text: 'x\ny' } }])).toBe(
      '/**/a.b({"messages":[{"type":"Error","message":{"text":"x\\ny"}}]});',
    )
  })

  test('holds no line end that JavaScript knows and JSON does not', () => {
    const text = 'a\u2028b\u2029c'
    const script = asScript('a', [{ type: 'Error', message: { text } }])
    expect(script).not.toMatch(/[\u2028\u2029\n]/)
    expect(JSON.parse(script.slice('/**/a('.length, -2))).toEqual({ messages: [{ type: 'Error', message: { text } }] })
  })
})
