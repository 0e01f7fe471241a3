import { expect, test } from 'vitest'
import { LocalBus } from '../bus/local/local-bus.js'
import type { Ledger } from '../event-log/ledger.js'
import { ManualClock } from '../lib/manual-clock.js'
import type { Hint } from '../routing/hints.js'
import type { SetupObject } from '../setup/setup.js'
import { AgentFeeds } from './agent-feeds.js'
import type { ChatViews } from './chat-views.js'

test('a feed that nobody could begin to follow is not kept', async () => {
  const clock = new ManualClock()
  const bus = new LocalBus<Hint>((error) => expect.unreachable(String(error)))
  const open = new Set<string>()
  const feeds = new AgentFeeds({
    bus: {
      publish: () => expect.unreachable('Nobody says anything.'),
      listen: (topic, listener) => {
        open.add(topic)
        const subscription = bus.listen(topic, listener)
        return { close: () => (open.delete(topic), subscription.close()) }
      },
    },
    clock,
    ledger: { peek: () => undefined } as unknown as Ledger,
    views: {} as unknown as ChatViews,
    ids: { uuid: () => '00000000-0000-4000-8000-000000000000' },
    chatsOf: () => [],
    onError: (error) => expect.unreachable(String(error)),
  })
  let asked = 0
  // They are removed just as they connect.
  const profile = (): SetupObject<'agent'> => {
    asked += 1
    if (asked > 1) throw new Error('There is no such agent.')
    return { organizationId: 'o', id: 'ada' } as SetupObject<'agent'>
  }
  await expect(feeds.follow(profile, undefined, () => undefined)).rejects.toThrow('no such agent')
  expect(open.size).toBe(1)
  clock.advance(120_000)
  expect(open.size).toBe(0)
})
