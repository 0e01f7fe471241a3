/** A database that cannot be reached for a while: visitors wait, agents come again, and nobody's time runs out. */
import { once } from 'node:events'
import http from 'node:http'
import { describe, expect, test } from 'vitest'
import { chatRef } from '../../src/chat/chat-service.js'
import { AgentDesk } from '../support/agent-desk.js'
import { FileChat } from '../support/file-chat.js'
import { setReach, startInProcess, until } from '../support/in-process-server.js'
import type { RawAnswer } from '../support/raw-http.js'
import { RawVisitor, restPath } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { filePart, form } from '../support/upload.js'
import { WatchedChat } from '../support/watched-chat.js'

const start = async (environment: Readonly<Record<string, string>> = {}) => {
  const server = await startInProcess({ breakable: true, environment })
  return { server, organization: await makeOrganization(server) }
}

describe('[L-9] while the database cannot be reached', () => {
  test('visitors’ requests wait and are carried out once, agents come again, polls stay open', async () => {
    const { server, organization } = await start()
    const chat = await WatchedChat.begin(organization)
    const { ada, visitor, chatId } = chat
    const poll = await visitor.held(2)
    const other = await RawVisitor.arrive(organization)
    await setReach(server, 'away')
    expect(await server.request({ method: 'GET', path: '/readyz' })).toMatchObject({
      ...{ status: 503, text: 'the database is away\n' },
    })
    const writing = visitor.write('From Ana, meanwhile')
    const asking = other.init()
    await until(() => server.running.parts.patientLedger.waiting === 2, 'two writes to wait')
    const refused = await ada.request('POST', `/chats/${chatId}/messages`, { text: 'From Ada, meanwhile' })
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    expect(refused.json()).toMatchObject({ code: 'overloaded' })
    expect((await ada.request('GET', `/chats/${chatId}/messages`)).status).toBe(503)
    await server.pass(10_000)
    expect(poll.isHeld()).toBe(true)
    expect(await ada.events.untaken()).toEqual([])
    await setReach(server, 'back')
    await server.pass(2_000)
    expect((await Promise.all([writing, asking])).map(({ status, text }) => [status, text])).toEqual([
      [200, 'OK'],
      [200, 'OK'],
    ])
    const answered = await ada.request('POST', `/chats/${chatId}/messages`, { text: 'From Ada, afterwards' })
    expect(answered.status).toBe(201)
    expect((await ada.messages(chatId)).map(({ text }) => text)).toEqual([
      ...['From Ana', 'From Ada', 'From Ana, meanwhile', 'From Ada, afterwards'],
    ])
    expect((await poll.answer).json()).toMatchObject({ messages: [{ message: { text: 'From Ada, afterwards' } }, {}] })
  })

  test('[F-11] a file waits, too, and comes in once', async () => {
    const { server, organization } = await start()
    const chat = await FileChat.begin(organization)
    const asked = await chat.ask()
    await setReach(server, 'away')
    const sending = chat.send(asked, form(filePart('a file')))
    await until(() => server.running.parts.patientLedger.waiting === 1, 'an upload to wait')
    await server.pass(10_000)
    await setReach(server, 'back')
    await server.pass(2_000)
    expect(await sending).toMatchObject({ status: 200, text: 'Success' })
    expect(await chat.files()).toMatchObject([{ bytes: 6 }])
  })

  test('[F-11] a file waits no longer than other requests, and can be sent again', async () => {
    const { server, organization } = await start({ PARLEY_WRITE_PATIENCE_MS: '3000' })
    const chat = await FileChat.begin(organization)
    const asked = await chat.ask()
    await setReach(server, 'away')
    const sending = chat.send(asked, form(filePart('a file')))
    await until(() => server.running.parts.patientLedger.waiting === 1, 'an upload to wait')
    await server.pass(4_000)
    expect(await sending).toMatchObject({ status: 500 })
    await setReach(server, 'back')
    expect(await chat.send(asked, form(filePart('a file')))).toMatchObject({ status: 200, text: 'Success' })
  })

  test('patience has an end: 500, and nothing was done', async () => {
    const { server, organization } = await start({ PARLEY_WRITE_PATIENCE_MS: '3000' })
    const chat = await WatchedChat.begin(organization)
    await setReach(server, 'away')
    const writing = chat.visitor.write('Never')
    await until(() => server.running.parts.patientLedger.waiting === 1, 'a write to wait')
    await server.pass(4_000)
    expect(await writing).toMatchObject({ status: 500, text: 'Internal Server Error' })
    await setReach(server, 'back')
    await chat.expectUntouched()
  })

  test('who asks for a chat waits no longer than others', async () => {
    const { server, organization } = await start({ PARLEY_WRITE_PATIENCE_MS: '3000' })
    const visitor = await RawVisitor.arrive(organization)
    // From here on the server knows the session.
    expect(await visitor.post('ChasitorTyping', {})).toMatchObject({ status: 400 })
    await setReach(server, 'away')
    let answer: RawAnswer | undefined
    void visitor.init().then((one) => (answer = one))
    await until(() => server.running.parts.patientLedger.waiting === 1, 'a request to wait')
    await server.pass(4_000)
    await until(() => answer !== undefined, 'an answer')
    expect(answer).toMatchObject({ status: 500, text: 'Internal Server Error' })
    await setReach(server, 'back')
    expect(await visitor.init()).toMatchObject({ status: 200 })
  })

  test('a poll that has to look into the log waits until it can', async () => {
    const { server, organization } = await start()
    const { visitor } = await WatchedChat.begin(organization)
    await setReach(server, 'away')
    const poll = await visitor.held(-1)
    await server.pass(1_000)
    expect(poll.isHeld()).toBe(true)
    await setReach(server, 'back')
    await server.pass(1_000)
    expect((await poll.answer).json()).toMatchObject({ messages: [{ type: 'ChatRequestSuccess' }] })
  })
})

test('[D-14] a client that went away while the server had to read its session is answered when it comes again', async () => {
  const { server, organization } = await start()
  const { visitor } = await WatchedChat.begin(organization)
  await server.restart()
  server.way.stall()
  const asked = http.get(`${server.address}${restPath('System/Messages?ack=-1')}`, {
    headers: visitor.headers,
    agent: false,
  })
  const closed = new Promise((resolve) => asked.on('error', () => undefined).on('close', resolve))
  await once(asked, 'finish')
  // What was sent before is read before this is answered.
  await server.request({ method: 'GET', path: '/healthz' })
  asked.destroy()
  await closed
  await server.request({ method: 'GET', path: '/healthz' })
  server.way.mend()
  await server.pass(1000)
  let answer: RawAnswer | undefined
  void visitor.poll(-1).then((one) => (answer = one))
  while (answer === undefined) await server.pass(1000)
  expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('ChatRequestSuccess') as string })
})

test('[N-22] a node can be stopped while its database says nothing', async () => {
  const server = await startInProcess({ breakable: true, isNode: true })
  const visitor = await RawVisitor.ask(await makeOrganization(server))
  const poll = await visitor.held(1)
  server.way.stall()
  const closed = expect(poll.answer).rejects.toThrow()
  await server.running.stop('at-once')
  await closed
})

test('[L-10] nobody’s time runs out while it is away, and everybody has a full lease afterwards', async () => {
  const { server, organization } = await start({
    ...{ PARLEY_VISITOR_ESTABLISHED_MS: '20000', PARLEY_VISITOR_WAITING_MS: '20000' },
    ...{ PARLEY_AGENT_LEASE_MS: '10000', PARLEY_OFFER_TIMEOUT_MS: '15000' },
  })
  const { ada, chatId } = await WatchedChat.begin(organization)
  await ada.setPresence('away')
  const ben = await AgentDesk.open(organization, 'ben')
  await RawVisitor.ask(organization)
  const { data: offer } = await ben.events.next('offer')
  const { chats } = server.running.parts
  const stateOf = async (id: string) => (await chats.read(chatRef(organization.organizationId, id))).state
  await ada.leave()
  await setReach(server, 'away')
  await server.pass(60_000)
  await setReach(server, 'back')
  await server.pass(8_000)
  expect([await stateOf(chatId), await stateOf(offer.chatId)]).toEqual(['established', 'offered'])
  expect(await ben.events.untaken()).toEqual([])
  // From here on it is as it always was.
  await server.pass(4_000)
  expect(await stateOf(chatId)).not.toBe('established')
  await server.pass(20_000)
  expect([await stateOf(chatId), await stateOf(offer.chatId)]).toEqual(['ended', 'ended'])
})
