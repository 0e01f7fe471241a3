/** A server that is stopped and started on the same store: for clients it is a connection that broke, and nothing more. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { startInProcess } from '../support/in-process-server.js'
import { lastingStore } from '../support/test-store.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'
import { expectRefusal, noSession } from '../support/wire-refusal.js'
import { messagesOf } from '../support/messages-of.js'

const start = async () => {
  const server = await startInProcess({ store: lastingStore })
  return { server, organization: await makeOrganization(server) }
}

describe('[S-12 D-17] after a restart', () => {
  test('numbers are the same, and an old ack means the same', async () => {
    const { server, organization } = await start()
    const { ada, visitor, chatId } = await WatchedChat.begin(organization)
    const before = [await visitor.read(-1), await visitor.read(0), await visitor.read(1)]
    await server.restart()
    const events = await ada.follow()
    await events.next('snapshot')
    for (const [index, ack] of [-1, 0, 1].entries()) {
      const again = await visitor.read(ack)
      expect(again.sequence).toBe(before[index]!.sequence)
      expect(again.offset).toBe(before[index]!.offset)
      expect(again.messages.at(-1)?.type).toBe(before[index]!.messages.at(-1)?.type)
    }
    const poll = await visitor.held(2)
    await ada.say(chatId, 'After')
    expect((await poll.answer).json()).toMatchObject({ messages: [{ message: { text: 'After' } }, {}], sequence: 3 })
  })

  test('a client without ack gets what it has not got, and nothing again', async () => {
    const { server, organization } = await start()
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    const { chatId } = await ada.takeNext()
    await visitor.reads(['ChatRequestSuccess'])
    await visitor.reads(['ChatEstablished'])
    await ada.say(chatId, 'One')
    await visitor.read()
    await ada.say(chatId, 'Two')
    await server.restart()
    const { messages, sequence } = await visitor.read()
    expect(messages[0]?.message.text).toBe('Two')
    expect(sequence).toBe(3)
  })

  test('a poll that was open is cut off, never answered early', async () => {
    const { server, organization } = await start()
    const { visitor } = await WatchedChat.begin(organization)
    const { answer } = await visitor.held(2)
    await server.restart()
    await expect(answer).rejects.toThrow()
    const poll = await visitor.held(2)
    expect(poll.isHeld()).toBe(true)
  })

  test('[C-7] a command that comes again has no second effect', async () => {
    const { server, organization } = await start()
    const { ada, visitor, chatId } = await WatchedChat.begin(organization)
    await visitor.write('Once', 5)
    await server.restart()
    expect(await visitor.write('Once', 5)).toMatchObject({ status: 200, text: 'OK' })
    expect(await visitor.init()).toMatchObject({ status: 200, text: 'OK' })
    await visitor.post('ChatEnd', {}, { sequence: 6 })
    await server.restart()
    expect(await visitor.post('ChatEnd', {}, { sequence: 6 })).toMatchObject({ status: 200, text: 'OK' })
    expectRefusal(await visitor.post('ChatEnd', {}, { sequence: 7 }), 403, noSession)
    expect((await ada.messages(chatId)).map(({ text }) => text)).toEqual(['From Ana', 'From Ada', 'Once'])
  })

  test('keys that were good are good, keys that were not are not', async () => {
    const { server, organization } = await start()
    await AgentDesk.open(organization, 'ada')
    const [unasked, removed, ended] = [
      await RawVisitor.arrive(organization),
      await RawVisitor.arrive(organization),
      await RawVisitor.ask(organization),
    ]
    const path = `/chat/rest/System/SessionId/${removed.session.key}`
    await server.request({ method: 'DELETE', path, headers: removed.headers })
    await ended.post('ChatEnd')
    await ended.reads(['ChatRequestSuccess'], -1)
    await ended.reads(['ChatEnded'], 0)
    await server.restart()
    expectRefusal(await removed.init(), 403, noSession)
    expectRefusal(await ended.poll(1), 403, noSession)
    await ended.reads(['ChatEnded'], 0)
    expect(await unasked.init()).toMatchObject({ status: 200, text: 'OK' })
  })

  test('[A-8] agents have a full lease to come back, and their chats are as they were', async () => {
    const { server, organization } = await start()
    const { ada, visitor, chatId } = await WatchedChat.begin(organization)
    const last = ada.events.events.at(-1)!.id
    await server.restart()
    await server.pass(29_500)
    const events = await ada.follow(last)
    const { data: snapshot } = await events.next('snapshot')
    expect(snapshot.presence).toEqual({ status: 'online' })
    expect(snapshot.chats.map((chat) => chat.chatId)).toEqual([chatId])
    expect(messagesOf(snapshot.chats[0]!).map(({ text }) => text)).toEqual(['From Ana', 'From Ada'])
    await server.pass(60_000)
    const poll = await visitor.held(2)
    expect(poll.isHeld()).toBe(true)
  })

  test('who waits waits on, at the same place, and is offered', async () => {
    const { server, organization } = await start()
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    await visitor.write('Before')
    const { chatId } = (await ada.events.next('offer')).data
    await server.restart()
    const events = await ada.follow()
    const { data: snapshot } = await events.next('snapshot')
    expect(snapshot.offers.map((offer) => offer.chatId)).toEqual([chatId])
    const { messages } = await visitor.reads(['ChatRequestSuccess'])
    expect(messages[0]?.message.queuePosition).toBe(1)
    await ada.accept(chatId)
    expect(messagesOf((await events.next('chat-established')).data).map(({ text }) => text)).toEqual(['Before'])
    await visitor.reads(['ChatEstablished'])
  })

  test('[S-8] the silence of visitors is counted anew', async () => {
    const { server, organization } = await start()
    const { ada, visitor } = await WatchedChat.begin(organization)
    await server.pass(9.9 * 60_000)
    await server.restart()
    await ada.follow()
    await server.pass(9.9 * 60_000)
    expect(await visitor.write('Still here')).toMatchObject({ status: 200, text: 'OK' })
  })
})
