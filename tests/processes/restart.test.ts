import { describe, expect, test } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'
import { messagesOf } from '../support/messages-of.js'

const username = 'ada@example.com'
const password = 'parley-demo'

/** Ends a server in the way under test, and starts another one where it was. */
const restart = async (
  server: ServerProcess,
  directory: string,
  end: (server: ServerProcess) => Promise<unknown>,
): Promise<ServerProcess> => {
  await end(server)
  return ServerProcess.start(directory, { PORT: String(server.port) })
}

describe.each([
  ['SIGTERM', (server: ServerProcess) => server.stop('SIGTERM')],
  ['SIGINT', (server: ServerProcess) => server.stop('SIGINT')],
  ['kill -9', (server: ServerProcess) => server.kill()],
])('a start after %s', (_name, end) => {
  test('goes on with the chat, its messages, its session key and the token of its agent', async () => {
    await using directory = await TemporaryDirectory.make()
    await using before = await ServerProcess.start(directory.path)
    const client = new WireClient(before.endpoint)
    using ada = await AgentClient.logIn(before.address, username, password)
    await ada.setPresence('online')
    const { body: unasked } = await client.sessionId()
    const visitor = await WireVisitor.arrive(client, 'Vera')
    const stream = await ada.events()
    const { chatId } = (await stream.next('snapshot')).offers[0] ?? (await stream.next('offer'))
    bodyOf(await ada.accept(chatId))
    await visitor.until('ChatEstablished')
    await visitor.say('Are you there?')
    bodyOf(await ada.write(chatId, 'I am', 'key-1'))
    expect(await visitor.hear()).toBe('I am')
    // Two that nobody has acknowledged when the server ends.
    bodyOf(await ada.write(chatId, 'One'))
    bodyOf(await ada.write(chatId, 'Two'))

    await using after = await restart(before, directory.path, end)
    await stream.ended
    const snapshot = await (await ada.events(stream.lastId)).next('snapshot')
    expect(snapshot.presence).toEqual({ status: 'online' })
    expect(snapshot.chats.map((chat) => messagesOf(chat).map(({ text }) => text))).toEqual([
      ['Are you there?', 'I am', 'One', 'Two'],
    ])
    // The repeat of a message whose answer might have been lost is still known to be one.
    expect(bodyOf(await ada.write(chatId, 'I am', 'key-1')).number).toBe(messagesOf(snapshot.chats[0]!)[1]?.number)

    const again = visitor.at(client)
    expect((await again.poll()).filter(({ type }) => type === 'ChatMessage')).toMatchObject([
      { message: { text: 'One' } },
      { message: { text: 'Two' } },
    ])
    expect(await client.chatMessage(again.session, 'Are you there?', { sequence: again.sequence })).toMatchObject({
      status: 200,
    })
    await again.say('Still here')
    const texts = (await ada.allMessages(chatId)).map(({ text }) => text)
    expect(texts).toEqual(['Are you there?', 'I am', 'One', 'Two', 'Still here'])

    // The key of a session without a chat proves itself, so it outlives the server as well.
    const late = new WireVisitor(client, unasked!)
    await expect(late.say('Hello')).rejects.toThrow('400: Ask for a chat with ChasitorInit first.')
    client.close()
    await after.kill()
  })

  test('has the same offers, and the same queue in the same order', async () => {
    await using directory = await TemporaryDirectory.make()
    await using before = await ServerProcess.start(directory.path)
    const client = new WireClient(before.endpoint)
    using ada = await AgentClient.logIn(before.address, username, password)
    const stream = await ada.events()
    await ada.setPresence('online')
    // Three fill the agent's places; three more wait.
    const visitors: WireVisitor[] = []
    for (const name of ['V1', 'V2', 'V3', 'V4', 'V5', 'V6']) {
      visitors.push(await WireVisitor.arrive(client, name))
      if (visitors.length <= 3) expect(await stream.next('offer')).toMatchObject({ visitorName: name })
    }
    for (const visitor of visitors) await visitor.until('ChatRequestSuccess')

    await using after = await restart(before, directory.path, end)
    const again = await ada.events()
    const { offers, chats } = await again.next('snapshot')
    expect(offers.map(({ visitorName }) => visitorName)).toEqual(['V1', 'V2', 'V3'])
    expect(chats).toEqual([])
    for (const { chatId } of offers) bodyOf(await ada.accept(chatId))
    const places = []
    for (const visitor of visitors.slice(3)) {
      places.push((await visitor.at(client).until('QueueUpdate')).message['position'])
    }
    expect(places).toEqual([1, 2, 3])
    for (const [index, { chatId }] of offers.entries()) {
      bodyOf(await ada.end(chatId))
      expect(await again.next('offer')).toMatchObject({ visitorName: `V${index + 4}` })
    }
    client.close()
    await after.kill()
  })
})
