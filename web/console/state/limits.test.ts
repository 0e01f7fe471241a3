import { expect, test } from 'vitest'
import { messageTextMax } from '../../../src/agent-api/entries.js'
import * as server from '../../../src/agent-api/messages.js'
import * as console from './limits.js'
import { charactersLeft } from './limits.js'

test('the console’s limits are the server’s', () => {
  expect(console.messageTextMax).toBe(messageTextMax)
  expect(console.snapshotEntriesMax).toBe(server.snapshotEntriesMax)
  expect(console.entryPageMax).toBe(server.entryPageMax)
})

test('a character is a character, however the computer writes it', () => {
  expect(charactersLeft('')).toBe(32_000)
  expect(charactersLeft('a'.repeat(32_001))).toBe(-1)
  expect(charactersLeft('👋'.repeat(32_000))).toBe(0)
})
