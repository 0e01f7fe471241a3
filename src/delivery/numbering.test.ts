import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beginsAnew, inChat, inSession, lowestNumber, reconnectedAt, unbroken } from './numbering.js'

test('a session that never reconnected has the numbers of its chat', () => {
  fc.assert(
    fc.property(fc.nat(), (number) => {
      expect(inSession(unbroken, number)).toBe(number)
      expect(inChat(unbroken, number)).toBe(number)
      expect(beginsAnew(unbroken, number - 1)).toBe(false)
    }),
  )
  expect(lowestNumber(unbroken)).toBe(-1)
})

describe('[D-19] after reconnects', () => {
  const bases = fc.array(fc.integer({ min: -1, max: 50 }), { minLength: 1, maxLength: 8 })

  test('the chat so far follows what the client had, and is followed by what it had not', () => {
    fc.assert(
      fc.property(bases, (all) => {
        const numbering = all.reduce(reconnectedAt, unbroken)
        const { base } = numbering
        const soFar = inSession(numbering, base)
        expect(soFar).toBe(lowestNumber(numbering) + 1)
        expect(inSession(numbering, base + 1)).toBe(soFar + 1)
        expect(beginsAnew(numbering, soFar - 1)).toBe(true)
        expect(beginsAnew(numbering, soFar)).toBe(false)
        expect(inChat(numbering, soFar)).toBe(base)
      }),
    )
  })

  test('a client that had everything up to a number goes on with the next', () => {
    fc.assert(
      fc.property(bases, fc.integer({ min: -1, max: 50 }), (all, had) => {
        const before = all.reduce(reconnectedAt, unbroken)
        expect(lowestNumber(reconnectedAt(before, had))).toBe(inSession(before, had))
      }),
    )
  })

  test('an acknowledgement from before a reconnect never skips what its client had not', () => {
    fc.assert(
      fc.property(bases, fc.integer({ min: -1, max: 50 }), fc.integer({ min: -1, max: 50 }), (all, last, had) => {
        const before = all.reduce(reconnectedAt, unbroken)
        const after = reconnectedAt(before, last)
        expect(inChat(after, Math.max(inSession(before, had), lowestNumber(after)))).toBeLessThanOrEqual(
          Math.max(had, last),
        )
      }),
    )
  })
})
