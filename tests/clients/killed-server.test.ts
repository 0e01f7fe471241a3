/**
 * What a client does that was never written to come back: nothing. Nine of ten clients give up when they are told to
 * reconnect, so that a server which dies has to be one that was gone for a moment.
 */
import { describe, expect, test } from 'vitest'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { demoPassword, demoUsername } from '../support/established-chat.js'
import type { ChatTarget } from '../support/plain-visitor.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { demoRequest } from '../support/wire-visitor.js'
import { BotPlatformClient } from './bot-platform-client.js'
import type { ChatClient } from './chat-client.js'
import { MobileClient } from './mobile-client.js'
import { PlainClient } from './plain-client.js'
import { WebsiteClient } from './website-client.js'

type Kind = readonly [
  name: string,
  make: (address: string, target: ChatTarget) => ChatClient,
  /** Whether it says what it has, so that nothing comes twice. */
  acknowledges: boolean,
]
const kinds: readonly Kind[] = [
  ['that cannot reconnect', (...given) => new PlainClient(...given), false],
  ['of a website', (...given) => new WebsiteClient(...given), false],
  ['of a phone', (...given) => new MobileClient(...given), false],
  ['of a bot platform', (...given) => new BotPlatformClient(...given), true],
]

/** Ends a server in the middle of everything, and starts another one where it was. */
const killAndStart = async (server: ServerProcess, directory: string): Promise<ServerProcess> => {
  await server.kill()
  return ServerProcess.start(directory, { PORT: String(server.port) })
}

describe.each(kinds)('[S-12 D-14 D-17 X-2] a client %s', (_name, make, acknowledges) => {
  test('never has to: after kill -9 in the middle of a chat its next poll on the same session goes on', async () => {
    await using directory = await TemporaryDirectory.make()
    await using before = await ServerProcess.start(directory.path)
    using ada = await AgentClient.logIn(before.address, demoUsername, demoPassword)
    const stream = await ada.events()
    bodyOf(await ada.setPresence('online'))
    const client = make(before.address, demoRequest)
    try {
      await client.begin()
      const { chatId } = await stream.next('offer')
      bodyOf(await ada.accept(chatId))
      bodyOf(await ada.write(chatId, 'Good morning'))
      await client.received.hears('Good morning')
      await client.say('The lift is stuck')
      // Whether the client has it when the server dies is a matter of luck; that it is told is not.
      bodyOf(await ada.write(chatId, 'Is anybody in it?'))

      await using after = await killAndStart(before, directory.path)
      await stream.ended
      await client.received.hears('Is anybody in it?')
      await client.say('Three of us')
      const again = await ada.events(stream.lastId)
      bodyOf(await ada.write(chatId, 'Somebody is on the way'))
      await client.received.hears('Somebody is on the way')
      await client.leave()
      await client.ended
      again.close()

      const heard = client.received.texts
      const asWritten = ['Good morning', 'Is anybody in it?', 'Somebody is on the way']
      expect(acknowledges ? heard : [...new Set(heard)]).toEqual(asWritten)
      expect((await ada.allMessages(chatId)).map(({ text }) => text)).toEqual([
        ...['Good morning', 'The lift is stuck', 'Is anybody in it?', 'Three of us', 'Somebody is on the way'],
      ])
      const types = new Set(client.received.messages.map(({ type }) => type))
      expect([...types].filter((type) => !/^(Agent.*Typing|QueueUpdate|ChatMessage)$/.test(type))).toEqual([
        ...['ChatRequestSuccess', 'ChatEstablished', 'ChatEnded'],
      ])
      await after.kill()
    } finally {
      client.close()
    }
  })
})
