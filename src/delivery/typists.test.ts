import { expect, test } from 'vitest'
import type { ChatEvent } from '../chat/chat-events.js'
import { typistsAfter, typistsWith } from './typists.js'

const ada = { id: 'ada', name: 'Ada' }
const ben = { id: 'ben', name: 'Ben' }

test('[D-9] who types on keeps their place, and who stops is not there', () => {
  const both = typistsWith(typistsWith([], ada, true), ben, true)
  expect(both).toEqual([ada, ben])
  expect(typistsWith(both, ada, true)).toEqual([ada, ben])
  expect(typistsWith(both, ben, false)).toEqual([ada])
})

test.each<[string, ChatEvent, readonly object[]]>([
  ['what Ben writes', { type: 'agent-message', agentId: 'ben', agentName: 'Ben', text: 'Yes' }, [ada]],
  ['that Ben leaves', { type: 'agent-left', agentId: 'ben', agentName: 'Ben' }, [ada]],
  [
    'that Cleo takes over from Ada',
    { type: 'accepted', agentId: 'cleo', agentName: 'Cleo', resumed: true, fromAgentId: 'ada' },
    [ben],
  ],
  ['that the agent is lost', { type: 'agent-lost', agentId: 'ada' }, []],
  ['that the chat is given away', { type: 'transfer-queued', agentId: 'ada', buttonId: 'b' }, []],
  ['what the visitor writes', { type: 'visitor-message', text: 'And?' }, [ada, ben]],
])('[D-8] what of typing is left after %s', (_what, event, left) => {
  expect(typistsAfter([ada, ben], event)).toEqual(left)
})
