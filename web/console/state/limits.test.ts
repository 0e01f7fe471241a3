import { expect, test } from 'vitest'
import * as server from '../../../src/agent-api/messages.js'
import * as console from './limits.js'

test('the console’s limits are the server’s', () => {
  expect(console.messageTextMax).toBe(server.messageTextMax)
  expect(console.snapshotMessagesMax).toBe(server.snapshotMessagesMax)
  expect(console.messagePageMax).toBe(server.messagePageMax)
})
