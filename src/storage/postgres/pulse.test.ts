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

test('a process that stood still asks once more before it calls the database silent', async () => {
  const query = vi.fn(() => Promise.resolve({ rows: [] }))
  query.mockImplementationOnce(() => {
    // Longer than the database may say nothing, with the whole process.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
    return Promise.reject(new Error('Query read timeout'))
  })
  const [cut, onSilent] = [vi.fn(), vi.fn()]
  const connect = vi.fn(() => Promise.resolve({ client: { query } as unknown as Session['client'], cut }))
  const pulse = new Pulse({ connect, silenceMs: 50, onSilent })
  await vi.waitFor(() => expect(query).toHaveBeenCalledTimes(3), { timeout: 10_000 })
  pulse.close()
  expect([connect.mock.calls.length, cut.mock.calls.length, onSilent.mock.calls.length]).toEqual([2, 2, 0])
})
