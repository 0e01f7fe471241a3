import { expect, test } from 'vitest'
import * as server from '../../../src/agent-api/own-log-ins.js'
import { passwordHint, passwordLengthMax, passwordLengthMin } from './password-hint.js'

test('the limits are the server’s', () => {
  expect(passwordLengthMin).toBe(server.passwordLengthMin)
  expect(passwordLengthMax).toBe(server.passwordLengthMax)
})

test.each([
  ['', { kind: 'none' }],
  ['abc', { kind: 'short', missing: 7 }],
  ['123456789', { kind: 'short', missing: 1 }],
  ['aaaaaaaaaaaaaaaa', { kind: 'weak' }],
  ['Password12', { kind: 'weak' }],
  ['1234567890', { kind: 'weak' }],
  ['mara-2026x', { kind: 'weak' }],
  ['MARA-2026x', { kind: 'weak' }],
  ['tulip-roof', { kind: 'fair' }],
  ['tulip roof 47 lamp', { kind: 'good' }],
  ['my password is a long sentence', { kind: 'good' }],
  ['mara walks to the green lake', { kind: 'good' }],
])('%j is %j', (password, hint) => {
  expect(passwordHint(password, 'mara@example.org')).toEqual(hint)
})

test('a name of two letters is in many a password', () => {
  expect(passwordHint('tulip-roof', 'ro')).toEqual({ kind: 'fair' })
})
