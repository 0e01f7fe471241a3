/** An agent whose connection is gone: what happens to their offers and chats, and what whoever takes over finds. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'
import { messagesOf } from '../support/messages-of.js'

const server = shareInProcess()

test('[A-8 P-35 P-38 D-6] a chat whose agent is gone waits at the front, also when nobody is online, and is resumed whole', async () => {
  const organization = await makeOrganization(server)
  const { ada, visitor, chatId } = await WatchedChat.begin(organization)
  await ada.leave()
  await server.pass(29_500)
  expect((await visitor.write('Still there?')).status).toBe(200)
  const poll = await visitor.held(2)
  expect(poll.isHeld()).toBe(true)
  await server.pass(1000)
  const gone = (await poll.answer).json()
  expect(gone).toMatchObject({ messages: [{ type: 'AgentDisconnect', message: {} }], sequence: 3 })

  // Nobody is online now: who asks is refused, who had an agent waits.
  const refused = await RawVisitor.ask(organization)
  await refused.reads(['ChatRequestFail'])
  expect((await visitor.write('Anybody?')).status).toBe(200)
  expect((await visitor.reads(['QueueUpdate'], 3)).messages[0]?.message.position).toBe(1)
  const { answer: patience } = await visitor.held(3)
  await server.pass(27_250)
  expect((await patience).status).toBe(204)

  const ben = await AgentDesk.open(organization, 'ben')
  const { data: offer } = await ben.events.next('offer')
  expect(offer.chatId).toBe(chatId)
  await ben.accept(chatId)
  const { data: chat } = await ben.events.next('chat-established')
  expect(messagesOf(chat).map(({ from, name, text }) => `${from} ${name}: ${text}`)).toEqual([
    'visitor Ana Moreira: From Ana',
    'agent Ada: From Ada',
    'visitor Ana Moreira: Still there?',
    'visitor Ana Moreira: Anybody?',
  ])
  const { messages, sequence } = await visitor.read(3)
  expect(messages).toEqual([
    {
      type: 'ChatTransferred',
      message: {
        name: 'Ben',
        userId: ben.agent.id,
        sneakPeekEnabled: true,
        chasitorIdleTimeout: { isEnabled: false },
      },
    },
  ])
  expect(sequence).toBe(4)
  await ben.say(chatId, 'Ben here')
  await visitor.reads(['ChatMessage', 'AgentNotTyping'], 4)

  // Ada comes back to an empty desk, and to a chat that is not hers any more.
  const again = await ada.follow()
  const { data: snapshot } = await again.next('snapshot')
  expect(snapshot).toMatchObject({ presence: { status: 'offline' }, offers: [], chats: [] })
  expectProblem(await ada.request('POST', `/chats/${chatId}/messages`, { text: 'Mine?' }), 403, 'not-your-chat')
  expectProblem(await ada.request('GET', `/chats/${chatId}`), 403, 'not-your-chat')
})

test('[A-8] what lost its agent is served before all who waited longer', async () => {
  const organization = await makeOrganization(server)
  const { ada, chatId } = await WatchedChat.begin(organization)
  const ben = await AgentDesk.open(organization, 'ben')
  await ada.setPresence('away')
  await RawVisitor.ask(organization)
  const { chatId: first } = await ben.takeNext()
  await RawVisitor.ask(organization)
  await ben.takeNext()
  await RawVisitor.ask(organization, { visitorName: 'Waits longest' })
  await ada.leave()
  await server.pass(30_500)
  for (let visitors = 0; visitors < 2; visitors += 1) await ben.events.next('visitor-away')
  await ben.end(first)
  await ben.events.next('chat-ended')
  expect((await ben.events.next('offer')).data).toMatchObject({ chatId, visitorName: 'Ana Moreira' })
})

describe('[A-8] an agent', () => {
  test('who is back within 30 seconds has lost nothing', async () => {
    const { ada, visitor, chatId } = await WatchedChat.begin(await makeOrganization(server))
    const last = ada.events.events.at(-1)!.id
    await ada.leave()
    await server.pass(29_000)
    const events = await ada.follow(last)
    await server.pass(60_000)
    await events.next('visitor-away')
    const poll = await visitor.held(2)
    expect(poll.isHeld()).toBe(true)
    await ada.request('POST', `/chats/${chatId}/messages`, { text: 'Sorry, the train' })
    expect((await poll.answer).json()).toMatchObject({
      messages: [{ type: 'ChatMessage' }, { type: 'AgentNotTyping' }],
    })
  })

  test('with two windows open may close one of them', async () => {
    const { ada, visitor } = await WatchedChat.begin(await makeOrganization(server))
    const first = ada.events
    const second = await ada.follow()
    await second.next('snapshot')
    await ada.leave()
    await server.pass(60_000)
    const poll = await visitor.held(2)
    expect(poll.isHeld()).toBe(true)
    expect(first.ended).toBe(false)
  })

  test('who says to be online has 30 seconds to open an event stream', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.logIn(organization, 'ada')
    await server.pass(3_600_000)
    await ada.setPresence('online')
    const visitor = await RawVisitor.ask(organization)
    await visitor.reads(['ChatRequestSuccess'])
    await server.pass(29_500)
    const events = await ada.follow()
    const { data: snapshot } = await events.next('snapshot')
    expect(snapshot.presence).toEqual({ status: 'online' })
    expect(snapshot.offers).toHaveLength(1)
    await ada.leave()
    await server.pass(30_500)
    const refused = await RawVisitor.ask(organization)
    await refused.reads(['ChatRequestFail'])
  })
})
