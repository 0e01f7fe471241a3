/** Answers that do not arrive: polls that overtake each other, connections that break, and what comes again. */
import { Agent, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { behindMs } from '../../src/lib/loop-pace.js'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess, startInProcess, until } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'

const server = shareInProcess()

const inChat = async (on = server) => {
  const organization = await makeOrganization(on)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  const { chatId } = await ada.takeNext()
  await visitor.reads(['ChatRequestSuccess'])
  await visitor.reads(['ChatEstablished'])
  return { ada, visitor, chatId, session: () => on.running.parts.sessions.recall(visitor.session.key)! }
}

const texts = ({ messages }: Awaited<ReturnType<RawVisitor['read']>>) =>
  messages.filter(({ type }) => type === 'ChatMessage').map(({ message }) => message.text)

/** A poll on a connection of its own that reads nothing of what the server sends. */
const pollWithoutReading = (visitor: RawVisitor, { address } = server): Socket => {
  const { hostname, port } = new URL(address)
  const headers = Object.entries(visitor.headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  onTestFinished(() => void socket.destroy())
  socket.pause()
  socket.write(`GET /chat/rest/System/Messages HTTP/1.1\r\nHost: ${hostname}\r\n${headers.join('')}\r\n`)
  return socket
}

describe('[D-11] a second poll', () => {
  test.each([
    ['with ack', 1],
    ['without', undefined],
  ])('ends the first with 204 and gets what there is to say (%s)', async (_how, ack) => {
    const { ada, visitor, chatId } = await inChat()
    const first = await visitor.held(ack)
    const second = await visitor.held(ack)
    const superseded = await first.answer
    expect(superseded).toMatchObject({ status: 204, text: '' })
    await ada.say(chatId, 'One')
    expect((await second.answer).json()).toMatchObject({ messages: [{ message: { text: 'One' } }, {}], sequence: 2 })
    await ada.say(chatId, 'Two')
    expect(texts(await visitor.read(ack === undefined ? undefined : 2))).toEqual(['Two'])
  })

  test('does the same before ChasitorInit', async () => {
    const organization = await makeOrganization(server)
    await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.arrive(organization)
    const [first, second] = [await visitor.held(), await visitor.held()]
    expect((await first.answer).status).toBe(204)
    await visitor.init()
    expect((await second.answer).json()).toMatchObject({ messages: [{ type: 'ChatRequestSuccess' }] })
  })
})

describe('[D-14] without ack, nothing is lost', () => {
  test('when the connection breaks while the poll is held', async () => {
    const { ada, visitor, chatId, session } = await inChat()
    const socket = pollWithoutReading(visitor)
    await until(() => session().poll !== undefined, 'the poll to be held')
    socket.destroy()
    await until(() => session().poll === undefined, 'the server to notice')
    await ada.say(chatId, 'One')
    expect(texts(await visitor.read())).toEqual(['One'])
  })

  test.each(['reset', 'closed'] as const)('when it is %s just as the answer goes out', async (how) => {
    const { ada, visitor, chatId, session } = await inChat()
    for (let times = 0; times < 5; times += 1) {
      const socket = pollWithoutReading(visitor)
      await until(() => session().poll !== undefined, 'the poll to be held')
      const sent = ada.say(chatId, `Number ${times}`)
      if (how === 'reset') socket.resetAndDestroy()
      else socket.destroy()
      await sent
      await until(() => session().poll === undefined && !session().handingOver, 'the poll to end')
      await until(() => session().cursor === 1 + times, 'the server to notice')
      expect(texts(await visitor.read())).toEqual([`Number ${times}`])
    }
  })

  test('when it breaks after the answer went out and before it was read', async () => {
    const { ada, visitor, chatId, session } = await inChat()
    const socket = pollWithoutReading(visitor)
    await until(() => session().poll !== undefined, 'the poll to be held')
    await ada.say(chatId, 'One')
    await until(() => session().cursor === 2, 'the answer to be handed over')
    socket.resetAndDestroy()
    await until(() => session().cursor === 1, 'the server to notice')
    expect(texts(await visitor.read())).toEqual(['One'])
    const poll = await visitor.held()
    expect(poll.isHeld()).toBe(true)
  })

  test('when the client had left before it, which the server was just about to hear', async () => {
    const { ada, visitor, session } = await inChat()
    const { id, name } = ada.agent
    const socket = pollWithoutReading(visitor)
    await until(() => session().poll !== undefined, 'the poll to be held')
    // Both at one turn: the end of the connection is on its way, and the message is there at once.
    await new Promise<unknown>((resolve) => {
      socket.end(() => resolve(server.running.parts.chats.writeAsAgent(session().chat!, { id, name }, 'One')))
    })
    await until(() => session().poll === undefined && !session().handingOver, 'the poll to end')
    expect(texts(await visitor.read())).toEqual(['One'])
  })

  /** A client leaves while the server stands still, which then has something to say before it hears of that. */
  const leftWhileStill = async (wasDoubted: boolean) => {
    const still = await startInProcess({ store: 'memory', clock: 'system' })
    const { ada, visitor, session } = await inChat(still)
    const { id, name } = ada.agent
    const socket = pollWithoutReading(visitor, still)
    await until(() => session().poll !== undefined, 'the poll to be held')
    session().doubted = wasDoubted
    // From here on nothing is read until the message is written and the answer has left.
    await still.request({ path: '/healthz' })
    socket.destroy()
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * behindMs)
    await still.running.parts.chats.writeAsAgent(session().chat!, { id, name }, 'One')
    await until(() => session().poll === undefined && !session().handingOver, 'the poll to end')
    return { visitor, session: session() }
  }

  test('when the client had left while the server stood still, which hears of that after what there is to say', async () => {
    const { visitor, session } = await leftWhileStill(false)
    expect(session).toMatchObject({ cursor: 1, doubted: true })
    expect(texts(await visitor.read())).toEqual(['One'])
    expect(session).toMatchObject({ cursor: 2, doubted: false })
  })

  test('but for two such answers in a row: a server that is always behind would say the same for ever', async () => {
    const { session } = await leftWhileStill(true)
    expect(session).toMatchObject({ cursor: 2, doubted: false })
  })

  test('when it breaks in the middle of a very long answer', async () => {
    const { ada, visitor, chatId, session } = await inChat()
    const long = Array.from({ length: 100 }, (_, index) => `${index} ${'x'.repeat(31_000)}`)
    for (const text of long) await ada.say(chatId, text)
    const socket = pollWithoutReading(visitor)
    await until(() => session().sent === 101, 'the answer to be under way')
    socket.resetAndDestroy()
    await until(() => !session().handingOver && session().cursor === 1, 'the server to notice')
    const again = await visitor.read()
    expect(texts(again)).toEqual(long)
    expect(again.sequence).toBe(101)
  })
})

test('[D-14] without ack, an answer has arrived once its connection is used again, however that ends', async () => {
  const [using, idle] = [await inChat(), await inChat()]
  const [used, unused] = [using, idle].map(({ visitor }) => pollWithoutReading(visitor))
  for (const { ada, chatId, session } of [using, idle]) {
    await until(() => session().poll !== undefined, 'the poll to be held')
    await ada.say(chatId, 'One')
    await until(() => session().cursor === 2, 'the answer to be handed over')
  }
  const headers = Object.entries(using.visitor.headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const typing = 'POST /chat/rest/Chasitor/ChasitorTyping HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n'
  used?.write(`${typing}${headers.join('')}\r\n{}`)
  await using.ada.events.next('visitor-typing')
  used?.resetAndDestroy()
  unused?.resetAndDestroy()
  await until(() => idle.session().cursor === 1, 'the server to notice')
  expect(using.session().cursor).toBe(2)
})

test('[D-14] without ack, a connection that is closed in good order brings nothing twice', async () => {
  const { ada, visitor, chatId } = await inChat()
  for (const text of ['One', 'Two', 'Three']) {
    await ada.say(chatId, text)
    const headers = { ...visitor.headers, Connection: 'close' }
    const answer = await server.request({ path: '/chat/rest/System/Messages', headers })
    expect(answer.headers.connection).toBe('close')
    expect(answer.json()).toMatchObject({ messages: [{ message: { text } }, {}] })
  }
})

test('[D-7] more than 100 messages come 100 at a time, in order', async () => {
  const { ada, visitor, chatId } = await inChat()
  const written = Array.from({ length: 250 }, (_, index) => `Number ${index}`)
  for (const text of written) await ada.say(chatId, text)
  const [first, second, third] = [await visitor.read(1), await visitor.read(101), await visitor.read(201)]
  expect([first, second, third].map(({ sequence }) => sequence)).toEqual([101, 201, 251])
  expect([...texts(first), ...texts(second), ...texts(third)]).toEqual(written)
})

test('[D-1] a connection may carry any number of polls', async () => {
  const { ada, visitor, chatId } = await inChat()
  const warnings: string[] = []
  const warn = ({ name }: Error): void => void warnings.push(name)
  process.on('warning', warn)
  onTestFinished(() => void process.off('warning', warn))
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  const { hostname, port } = new URL(server.address)
  const ports = new Set<number | undefined>()
  for (let polls = 0; polls < 30; polls += 1) {
    await ada.say(chatId, `Number ${polls}`)
    const body = await new Promise<string>((resolve, reject) => {
      const asked = { agent, hostname, port, path: '/chat/rest/System/Messages', headers: visitor.headers }
      request(asked, (answer) => {
        let text = ''
        ports.add(answer.socket.localPort)
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
        answer.on('end', () => resolve(text))
      })
        .on('error', reject)
        .end()
    })
    expect(body).toContain(`"Number ${polls}"`)
  }
  expect(ports.size).toBe(1)
  expect(warnings).toEqual([])
})
