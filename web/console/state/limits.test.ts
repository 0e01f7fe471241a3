import { expect, test } from 'vitest'
import * as server from '../../../src/agent-api/chats.js'
import { eventTypeMax, messageTextMax } from '../../../src/agent-api/entries.js'
import { colleaguesListedMax, noteTextMax } from '../../../src/agent-api/handovers.js'
import { pastSearchMax } from '../../../src/agent-api/past-chats.js'
import * as console from './limits.js'
import { charactersLeft } from './limits.js'

test('the console’s limits are the server’s', () => {
  expect(console.messageTextMax).toBe(messageTextMax)
  expect(console.snapshotEntriesMax).toBe(server.snapshotEntriesMax)
  expect(console.entryPageMax).toBe(server.entryPageMax)
  expect(console.flagTextMax).toBe(server.flagTextMax)
  expect(console.blockReasonMax).toBe(server.blockReasonMax)
  expect(console.noteTextMax).toBe(noteTextMax)
  expect(console.colleaguesListedMax).toBe(colleaguesListedMax)
  expect(console.pastSearchMax).toBe(pastSearchMax)
  expect(console.eventTypeMax).toBe(eventTypeMax)
})

test('a character is a character, however the computer writes it', () => {
  expect(charactersLeft('')).toBe(32_000)
  expect(charactersLeft('a'.repeat(32_001))).toBe(-1)
  expect(charactersLeft('👋'.repeat(32_000))).toBe(0)
})
