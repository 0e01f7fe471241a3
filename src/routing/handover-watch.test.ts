import { expect, test } from 'vitest'
import { settled } from '../../tests/support/settled.js'
import { accepted, foldChat, offered, requested } from '../chat/chat-fixtures.contract.js'
import type { Chat } from '../chat/chat.js'
import { ManualClock } from '../lib/manual-clock.js'
import { HandoverWatch } from './handover-watch.js'

const askedUntil = (expiresAt: number) =>
  ({ type: 'handover-offered', handover: 'transfer', agentId: 'ada', toAgentId: 'ben', expiresAt }) as const

/** An established chat in which Ben is asked in vain. */
const overdue = (id: string): Chat => ({ ...foldChat(requested, offered, accepted, askedUntil(4000)), id })

test('[H-2] a chat whose hand-over cannot be ended keeps no other from its turn', async () => {
  const clock = new ManualClock(1_000_000)
  const chats = new Map(['a', 'b', 'c'].map((id) => [id, overdue(id)]))
  const fault = new Error('A fault of ours.')
  const told: unknown[] = []
  const ended: string[] = []
  const watch = new HandoverWatch({
    ledger: { peek: ({ name }) => chats.get(name.id) as never },
    assignments: {
      endOffer: ({ name }) => {
        ended.push(name.id)
        return name.id === 'a' ? Promise.reject(fault) : Promise.resolve()
      },
    },
    handovers: { returnReason: () => undefined, giveBack: () => Promise.resolve() },
    clock,
    offerTimeoutMs: 100,
    onError: (error) => told.push(error),
  })
  watch.start([...chats.values()])
  clock.advance(250)
  await settled()
  watch.stop()
  expect(ended).toEqual(['a', 'b', 'c'])
  expect(told).toEqual([fault])
})
