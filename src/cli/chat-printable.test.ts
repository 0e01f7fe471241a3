import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printable, printableName } from './chat-printable.js'

test.each([
  ['plain text stays', 'Olá, 你好 👩‍👩‍👧 e\u0301', 'Olá, 你好 👩‍👩‍👧 e\u0301'],
  ['colours', '\u001b[31mred\u001b[0m', 'red'],
  ['moving and clearing', 'a\u001b[2J\u001b[1;1Hb', 'ab'],
  ['a window title, ended by BEL', '\u001b]0;owned\u0007x', 'x'],
  ['a link, ended by ST', '\u001b]8;;http://evil.example\u001b\\click\u001b]8;;\u001b\\', 'click'],
  ['the clipboard', '\u001b]52;c;cm0gLXJm\u0007', ''],
  ['a device control string', '\u001bP$q"p\u001b\\x', 'x'],
  ['the same in one byte', '\u009b31mred\u009d0;t\u009cx', 'redx'],
  ['a reset', '\u001bcx', 'x'],
  ['a character set', '\u001b(0x', 'x'],
  ['a sequence cut off', 'x\u001b[31', 'x31'],
  ['a control string cut off', 'x\u001b]0;title', 'x0;title'],
  ['a sequence inside a sequence', '\u001b\u001b[31m[31mx', '[31mx'],
  ['overwriting what is there', 'You: yes\rAda: no\b\b', 'You: yes\nAda: no'],
  ['line ends', 'a\r\nb\rc\u2028d\u0085e', 'a\nb\nc\nd\ne'],
  ['tabs', 'a\tb', 'a    b'],
  ['bells and nulls', '\u0000a\u0007b\u007f', 'ab'],
  ['turning the direction', 'a\u202egnp.exe\u2066b', 'agnp.exeb'],
  ['a broken surrogate', 'a\ud83d', 'a\ufffd'],
])('%s', (_, given, shown) => {
  expect(printable(given)).toBe(shown)
})

// eslint-disable-next-line no-control-regex
const dangerous = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

test('nothing that a terminal obeys gets through, however it is put together', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '\u001b',
      '[',
      ']',
      '\u009b',
      '\u009d',
      '\u0007',
      '\\',
      '\u001b[',
      '31m',
      ';',
      '0',
      '\r',
      '\n',
      'x',
    ),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const shown = printable(parts.join(''))
      expect(shown).not.toMatch(dangerous)
      expect(printable(shown)).toBe(shown)
    }),
    { numRuns: 500 },
  )
})

test('a long text of nothing but beginnings takes no time to speak of', () => {
  for (const beginning of ['\u001b]', '\u001b[', '\u009d', '\u001b[0;']) {
    const startedAt = process.hrtime.bigint()
    printable(beginning.repeat(300_000))
    expect(Number(process.hrtime.bigint() - startedAt) / 1e6).toBeLessThan(2000)
  }
})

test('a name is one short line', () => {
  expect(printableName(' Ada\n\u001b[31mLovelace\t ')).toBe('Ada Lovelace')
  expect(printableName('👋'.repeat(100), 5)).toBe('👋👋👋👋…')
})
