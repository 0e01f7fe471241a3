import { describe, expect, test } from 'vitest'
import { WireError } from '../../src/visitor-client/wire-error.js'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import type { WireAnswer } from '../../src/visitor-client/wire-types.js'
import { BegunRequest } from '../support/begun-request.js'
import { EstablishedChat } from '../support/established-chat.js'
import { httpRequest } from '../support/http-request.js'
import { metricBecomes } from '../support/prometheus-text.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'

/** How long a stop that shall be quick may take. */
const quickMs = 5000

const heldPolls = 'parley_held_polls'

/** Opens a poll and settles when the server holds it. */
const holdPoll = async (server: ServerProcess, { client, visitor }: EstablishedChat) => {
  const poll = client.messages(visitor.session, { ack: visitor.ack })
  // Looked at later; until then it must not count as unhandled.
  poll.catch(() => undefined)
  await metricBecomes(server.address, heldPolls, 1)
  return { poll }
}

/** Settles when new connections are refused; those that are still answered are told that it stops. */
const refusesConnections = async (server: ServerProcess): Promise<void> => {
  for (;;) {
    const answer = await httpRequest(`${server.address}/readyz`).catch(() => undefined)
    if (answer === undefined) return
    expect(answer).toMatchObject({ status: 503, text: 'stopping\n' })
  }
}

const messageHeaders = ({ agent }: EstablishedChat) => ({
  Authorization: `Bearer ${agent.token}`,
  'Content-Type': 'application/json',
})

describe('[D-18] SIGINT', () => {
  test('ends within five seconds, whatever is held open', async () => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path, { PARLEY_POLL_HOLD_MS: '60000' })
    using chat = await EstablishedChat.begin(server)
    const { poll } = await holdPoll(server, chat)
    const unfinished = await BegunRequest.begin(
      `${server.address}/api/v1/chats/${chat.chatId}/messages`,
      messageHeaders(chat),
    )
    const begin = performance.now()
    const { code, stderr } = await server.stop('SIGINT')
    expect(performance.now() - begin).toBeLessThan(quickMs)
    expect(code).toBe(0)
    expect(stderr).not.toMatch(/"level":"(?:error|fatal)"/)
    // Cut off, not answered: an empty answer before its time makes some clients give up.
    await expect(poll).rejects.toBeInstanceOf(WireError)
    await chat.stream.ended
    unfinished.close()
  })
})

describe.each(['SIGINT', 'SIGTERM'] as const)('after %s', (signal) => {
  test('what was asked before is answered when it is durable, and is there after the next start', async () => {
    await using directory = await TemporaryDirectory.make()
    const slowDisk = { PARLEY_TEST_COMMIT_DELAY_MS: '400', PARLEY_POLL_HOLD_MS: '1000' }
    await using server = await ServerProcess.start(directory.path, slowDisk)
    using chat = await EstablishedChat.begin(server)
    const { client, visitor, agent, chatId } = chat
    const asked: Promise<WireAnswer<string>>[] = []
    for (let number = 1; number <= 5; number += 1) {
      const clientOfItsOwn = new WireClient(server.endpoint)
      asked.push(clientOfItsOwn.chatMessage(visitor.session, `v${number}`).finally(() => clientOfItsOwn.close()))
    }
    const written = agent.write(chatId, 'a1')
    await metricBecomes(server.address, 'parley_appends_waiting', (value) => value > 0)
    const { code } = await server.stop(signal)
    expect(code).toBe(0)
    const answers = await Promise.allSettled([...asked, written])
    const acknowledged = answers.flatMap((answer, index) =>
      answer.status === 'fulfilled' && [200, 201].includes(answer.value.status)
        ? [index < 5 ? `v${index + 1}` : 'a1']
        : [],
    )
    // Those that share the chat wait for each other, so the later ones may meet a server that is gone.
    expect(acknowledged.length).toBeGreaterThan(0)

    await using next = await ServerProcess.start(directory.path, { PORT: String(server.port) })
    const texts = (await agent.allMessages(chatId)).map(({ text }) => text)
    expect(texts).toEqual(expect.arrayContaining(acknowledged))
    expect(new Set(texts).size).toBe(texts.length)
    client.close()
    await next.kill()
  })
})

describe('[D-18] SIGTERM', () => {
  test('lets a held poll run out', async () => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path, { PARLEY_POLL_HOLD_MS: '2000' })
    using chat = await EstablishedChat.begin(server)
    const { poll } = await holdPoll(server, chat)
    const { code } = await server.stop('SIGTERM')
    expect(code).toBe(0)
    expect(await poll).toMatchObject({ status: 204 })
    await chat.stream.ended
  })

  test('finishes what was begun, answers a held poll with it, and takes nothing new', async () => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path, { PARLEY_POLL_HOLD_MS: '20000' })
    using chat = await EstablishedChat.begin(server)
    const { poll } = await holdPoll(server, chat)
    const { status, text } = await httpRequest(`${server.address}/readyz`)
    expect({ status, text }).toEqual({ status: 200, text: 'ready\n' })
    const message = await BegunRequest.begin(
      `${server.address}/api/v1/chats/${chat.chatId}/messages`,
      messageHeaders(chat),
    )
    server.process.signal('SIGTERM')
    await chat.stream.ended
    await refusesConnections(server)
    expect(await message.finish({ text: 'At the last moment' })).toMatchObject({ status: 201 })
    const { status: polled, body } = await poll
    expect(polled).toBe(200)
    expect(body?.messages[0]).toMatchObject({ type: 'ChatMessage', message: { text: 'At the last moment' } })
    expect(await server.process.ended).toMatchObject({ code: 0 })
  })

  test('then SIGINT hastens', async () => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path, { PARLEY_POLL_HOLD_MS: '60000' })
    using chat = await EstablishedChat.begin(server)
    const { poll } = await holdPoll(server, chat)
    server.process.signal('SIGTERM')
    await chat.stream.ended
    // As when the terminal sends a signal to us and to whoever started us, who passes it on: it is told once.
    server.process.signal('SIGTERM')
    const begin = performance.now()
    const { code, stderr } = await server.stop('SIGINT')
    expect(code).toBe(0)
    expect(stderr.match(/"how":"[\w-]+"/g)).toEqual(['"how":"drain"', '"how":"at-once"'])
    expect(performance.now() - begin).toBeLessThan(quickMs)
    await expect(poll).rejects.toBeInstanceOf(WireError)
  })

  test('does not wait for ever for a request that never ends', async () => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path, { PARLEY_POLL_HOLD_MS: '100' })
    using chat = await EstablishedChat.begin(server)
    const unfinished = await BegunRequest.begin(
      `${server.address}/api/v1/chats/${chat.chatId}/messages`,
      messageHeaders(chat),
    )
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 })
    await expect(unfinished.answer).rejects.toThrow()
  })
})
