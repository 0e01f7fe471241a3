import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KeyedHash } from '../lib/keyed-hash.js'
import { issueKey, readKey } from './session-key.js'

const digest = (text: string): string => createHash('sha256').update(`secret ${text}`).digest('base64url')
const hash: KeyedHash = { digest, verify: (text, given) => digest(text) === given }

test('a key that was issued is read back', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.nat(), (sessionId, issuedAt) => {
      const key = issueKey({ sessionId, issuedAt }, hash)
      expect(key.startsWith(`${sessionId}!`)).toBe(true)
      expect(key).toMatch(/^[\w!-]+$/)
      expect(readKey(key, hash)).toEqual({ sessionId, issuedAt })
    }),
  )
})

test('a key with any character changed is none', () => {
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.nat(),
      fc.nat(),
      fc.constantFrom('0', 'a', 'Z', '!', '-', '_', ' ', '='),
      (sessionId, issuedAt, at, character) => {
        const key = issueKey({ sessionId, issuedAt }, hash)
        const place = at % key.length
        const changed = key.slice(0, place) + character + key.slice(place + 1)
        fc.pre(changed !== key)
        expect(readKey(changed, hash)).toBeUndefined()
      },
    ),
  )
})
