import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanFileName, fileNameMax } from './file-name.js'

test.each([
  ['cat.png', 'cat.png'],
  ['Foto 2026-11-25 17:40:03.jpg', 'Foto 2026-11-25 17:40:03.jpg'],
  ['résumé – 履歴書 👩‍💻.pdf', 'résumé – 履歴書 👩‍💻.pdf'],
  ['C:\\Users\\ana\\cat.png', 'cat.png'],
  ['../../etc/passwd', 'passwd'],
  ['/', 'file'],
  ['', 'file'],
  ['..', 'file'],
  ['. ', 'file'],
  ['.htaccess', '.htaccess'],
  ['bill\u202egnp.exe', 'billgnp.exe'],
  ['a\u2066b\u200fc.txt', 'abc.txt'],
  ['a\r\nSet-Cookie: x\0.txt', 'aSet-Cookie: x.txt'],
  ['  spaced \t out .txt ', 'spaced out .txt'],
  ['half \ud83d pair.txt', 'half \ufffd pair.txt'],
])('%j is kept as %j', (given, kept) => {
  expect(cleanFileName(given)).toBe(kept)
})

test('a long name loses its middle and keeps its ending', () => {
  const name = cleanFileName(`${'👍'.repeat(300)}.png`)
  expect(Array.from(name)).toHaveLength(fileNameMax)
  expect(name.endsWith('👍.png')).toBe(true)
  expect(Array.from(cleanFileName(`a.${'b'.repeat(300)}`))).toHaveLength(fileNameMax)
})

test('whatever comes in, what is kept is a name and is kept as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
      const kept = cleanFileName(given)
      expect(kept).not.toMatch(/[\p{Cc}/\\\u202e]/u)
      expect(kept.isWellFormed()).toBe(true)
      expect(kept.trim()).not.toBe('')
      expect(Array.from(kept).length).toBeLessThanOrEqual(fileNameMax)
    }),
  )
})
