import { expect, onTestFinished, test, type TestContext } from 'vitest'
import { NatsServer } from '../../../tests/support/nats/nats-server.js'
import { relayContract } from '../relay.contract.js'
import { NatsRelay, type NatsRelayOptions } from './nats-relay.js'

const silent = { onAway: () => undefined, onBack: () => undefined }
const quick = { pauseMs: 50 }

relayContract('the relay of NATS', async (skip) => {
  const server = await NatsServer.start(skip)
  return {
    connect: () => new NatsRelay({ url: server.url(), subject: 'parley.test', ...silent, ...quick }),
    cut: async () => {
      await server.kill()
      await server.start()
    },
    dispose: () => server[Symbol.asyncDispose](),
  }
})

const startServer = async (skip: TestContext['skip'], configuration?: string): Promise<NatsServer> => {
  const server = await NatsServer.start(skip, configuration)
  onTestFinished(() => server[Symbol.asyncDispose]())
  return server
}

/** A node that listens, and everything it heard and said of its relay. */
const listen = async (url: string, subject = 'parley.test', further: Partial<NatsRelayOptions> = {}) => {
  const heard: string[] = []
  const told: string[] = []
  const relay = new NatsRelay({
    ...{ url, subject, ...quick, ...further },
    onAway: (why) => void told.push(why),
    onBack: () => void told.push('back'),
  })
  onTestFinished(() => relay.close())
  await relay.listen({ onMessage: (text) => heard.push(text), onGap: () => void told.push('gap') })
  return { relay, heard, told }
}

test('[N-14 RL-5] those of different installations on one server do not hear each other', async ({ skip }) => {
  const server = await startServer(skip)
  const [one, other, alike] = [
    await listen(server.url(), 'parley.one'),
    await listen(server.url(), 'parley.other'),
    await listen(server.url(), 'parley.one'),
  ]
  await other.relay.send('from elsewhere')
  await one.relay.send('from here')
  await expect.poll(() => alike.heard).toEqual(['from here'])
  expect([one.heard, other.heard]).toEqual([[], []])
})

test('[RL-6] a server that is away at the start is waited for without end, and told of once', async ({ skip }) => {
  const server = await startServer(skip)
  await server.kill()
  const [one, two] = [await listen(server.url()), await listen(server.url())]
  expect([one.relay.isAway(), one.told]).toEqual([true, ['connection refused']])
  await expect(one.relay.send('into the void')).rejects.toThrow()
  await server.start()
  await expect
    .poll(() => [one.told, two.told], { timeout: 10_000 })
    .toEqual(Array(2).fill(['connection refused', 'back', 'gap']))
  await one.relay.send('hello')
  await expect.poll(() => two.heard).toEqual(['hello'])
})

test('[RL-6] of a server that comes and goes it is told in turn that it is away, that it is back, and of the gap', async ({
  skip,
}) => {
  const server = await startServer(skip)
  // A server that dies while it greets lets us wait as long as that may take.
  const node = () => listen(server.url(), 'parley.test', { answerMs: 500 })
  const [one, two] = [await node(), await node()]
  for (let times = 0; times < 8; times += 1) {
    await server.kill()
    await server.start()
    // The connections come back at different times, some just before the server goes again.
    await expect.poll(() => (times % 2 === 0 ? one : two).relay.isAway(), { timeout: 10_000, interval: 1 }).toBe(false)
  }
  await expect.poll(() => [one, two].map(({ relay }) => relay.isAway()), { timeout: 10_000 }).toEqual([false, false])
  for (const { told } of [one, two]) {
    expect(told.length).toBeGreaterThanOrEqual(3)
    expect(told.length % 3).toBe(0)
    for (let at = 0; at < told.length; at += 3) expect(told.slice(at + 1, at + 3)).toEqual(['back', 'gap'])
  }
  await one.relay.send('hello')
  await expect.poll(() => two.heard).toEqual(['hello'])
})

test('[RL-6] one that is closed before it was ever connected tries no more', async ({ skip }) => {
  const server = await startServer(skip)
  await server.kill()
  const { relay, told } = await listen(server.url())
  await relay.close()
  await server.start()
  const other = await listen(server.url())
  await other.relay.send('hello')
  expect([relay.isAway(), told]).toEqual([true, ['connection refused']])
})

test('[RL-7] the server’s greatest length holds, and a new one from when the server is back', async ({ skip }) => {
  const server = await startServer(skip, 'max_payload: 2000')
  const [one, two] = [await listen(server.url()), await listen(server.url())]
  expect(one.relay.bytesMax).toBe(2000)
  await expect(one.relay.send('x'.repeat(2001))).rejects.toThrow(RangeError)
  await server.kill()
  await server.start('max_payload: 3000')
  await expect.poll(() => [one, two].map(({ told }) => told.at(-1)), { timeout: 10_000 }).toEqual(['gap', 'gap'])
  expect(one.relay.bytesMax).toBe(3000)
  await one.relay.send('x'.repeat(3000))
  await expect.poll(() => two.heard.map((text) => text.length)).toEqual([3000])
})

test('[RL-8] it signs in as the address says, with a password or a token', async ({ skip }) => {
  const server = await startServer(skip, 'authorization { user: "par:ley", password: "p@ss/word" }')
  const inside = await listen(server.url('par%3Aley:p%40ss%2Fword@'))
  expect(inside.relay.isAway()).toBe(false)
  const wrong = await listen(server.url('parley:wrong@'))
  expect(wrong.relay.isAway()).toBe(true)
  expect(wrong.told).toEqual([expect.stringMatching(/Authorization Violation/)])
  await server.kill()
  await server.start('authorization { token: "t0ken%" }')
  const withToken = await listen(server.url('t0ken%25@'))
  expect(withToken.relay.isAway()).toBe(false)
})

test('[RL-8] who may not listen or not speak is away, until the server allows it', async ({ skip }) => {
  const permissions = (what: string) =>
    `authorization { users: [{ user: "p", password: "p", permissions: { ${what} } }] }`
  const server = await startServer(skip, permissions('publish: ["parley.>"], subscribe: ["other.>"]'))
  const deaf = await listen(server.url('p:p@'))
  expect([deaf.relay.isAway(), deaf.told]).toEqual([
    true,
    [expect.stringMatching(/Permissions Violation.*Subscription/i)],
  ])
  await server.kill()
  await server.start(permissions('publish: ["other.>"], subscribe: ["parley.>"]'))
  const dumb = await listen(server.url('p:p@'))
  expect([dumb.relay.isAway(), dumb.told]).toEqual([true, [expect.stringMatching(/Permissions Violation.*Publish/i)]])
  await server.reload('')
  await expect
    .poll(() => [deaf, dumb].map(({ told }) => told.slice(1)), { timeout: 10_000 })
    .toEqual(Array(2).fill(['back', 'gap']))
  await deaf.relay.send('at last')
  await expect.poll(() => dumb.heard).toEqual(['at last'])
})

test('[RL-8] with tls: nothing is said to a server that does not encrypt', async ({ skip }) => {
  const server = await startServer(skip)
  const { relay, told } = await listen(server.url('', 'tls'))
  expect([relay.isAway(), told]).toEqual([true, [expect.stringMatching(/does not support 'tls'/)]])
})

test('[RL-9] a server that stands still keeps a sender waiting before too much is on its way, and is given up', async ({
  skip,
}) => {
  const server = await startServer(skip)
  const { relay, told } = await listen(server.url(), 'parley.test', { pingMs: 200 })
  const text = 'x'.repeat(500_000)
  server.signal('SIGSTOP')
  let sent = 0
  const sending = (async () => {
    for (;;) {
      await relay.send(text)
      sent += 1
    }
  })()
  await expect(sending).rejects.toThrow()
  expect(sent).toBeLessThan(3)
  await expect.poll(() => relay.isAway(), { timeout: 10_000 }).toBe(true)
  server.signal('SIGCONT')
  await expect.poll(() => [relay.isAway(), told.at(-1)], { timeout: 10_000 }).toEqual([false, 'gap'])
})
