import fc from 'fast-check'
import { expect, test } from 'vitest'
import { restored, storable } from './storable-text.js'

test('an ordinary name is stored as it is', () => {
  for (const name of ['chat-1', 'ä-語', '👩‍👩‍👧', '']) expect(storable(name)).toBe(name)
})

test('what cannot be stored is told apart and comes back', () => {
  expect(storable('a\0\ud83d\\u0000')).toBe('a\\u0000\\ud83d\\\\u0000')
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('\\', 'u', '0', 'd', '\0', '\ud83d', '\ude00', 'é') }), (name) => {
      const stored = storable(name)
      expect(stored).not.toContain('\0')
      expect(stored.isWellFormed()).toBe(true)
      expect(restored(stored)).toBe(name)
    }),
  )
})
