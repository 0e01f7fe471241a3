import { expect, test, vi } from 'vitest'
import { Pulse } from './pulse.js'
import type { Session } from './sessions.js'

test('a connection that comes about while it is closed is cut', async () => {
  const cut = vi.fn()
  let connected: (session: Session) => void = () => undefined
  const connect = vi.fn(() => new Promise<Session>((resolve) => (connected = resolve)))
  const pulse = new Pulse({ connect, silenceMs: 1000, onSilent: () => expect.unreachable('It is not silent.') })
  await vi.waitFor(() => expect(connect).toHaveBeenCalled(), { timeout: 5000 })
  pulse.close()
  const client = { query: () => Promise.resolve() } as unknown as Session['client']
  connected({ client, cut })
  await vi.waitFor(() => expect(cut).toHaveBeenCalledOnce())
})
