import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import type { Presence } from '../../../src/agent-api/presence.js'
import type { Answer } from '../api/answer.js'
import { createNotices } from './notices.js'
import { createStatus } from './status.js'

test('an answer that comes late changes nothing of what a supervisor chose after it', async () => {
  const confirmed = signal<Presence>({ status: 'offline' })
  let answer: (answer: Answer<Presence>) => void = () => undefined
  const status = createStatus({
    api: {
      setPresence: () => new Promise((resolve) => (answer = resolve)),
      statuses: () => Promise.resolve({ ok: true, value: { statuses: [] } }),
    },
    notices: createNotices(new ManualClock()),
    confirmed,
    onConfirmed: (presence) => (confirmed.value = presence),
  })
  const choosing = status.choose({ status: 'online' })
  confirmed.value = { status: 'online' }
  confirmed.value = { status: 'away', by: { agentId: '005000000000003', name: 'Sue' } }
  answer({ ok: true, value: { status: 'online' } })
  await choosing
  expect(status.current.value).toEqual({ status: 'away' })
})
