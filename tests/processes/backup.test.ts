/** What docs/operating.md promises of a copy of the data directory. */
import { cp, rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { bodyOf } from '../support/agent-client.js'
import { EstablishedChat } from '../support/established-chat.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { lastingStore } from '../support/test-store.js'

// A database is copied with its own tools.
const testOfDirectories = lastingStore === 'sqlite' ? test : () => undefined

testOfDirectories('a copy made after SIGTERM starts elsewhere and holds all that was acknowledged', async () => {
  await using directory = await TemporaryDirectory.make()
  const [data, copy] = [`${directory.path}/data`, `${directory.path}/copy`]
  await using server = await ServerProcess.start(data)
  using chat = await EstablishedChat.begin(server)
  const said = Array.from({ length: 20 }, (_, n) => `Message ${n}`)
  for (const [n, text] of said.entries()) {
    if (n % 2 === 0) await chat.visitor.say(text)
    else bodyOf(await chat.agent.write(chat.chatId, text))
  }
  expect((await server.stop('SIGTERM')).code).toBe(0)
  await cp(data, copy, { recursive: true })
  await rm(data, { recursive: true })

  // At the same address, so that everybody finds it.
  await using restored = await ServerProcess.start(copy, { PORT: String(server.port) })
  const client = new WireClient(restored.endpoint)
  const visitor = chat.visitor.at(client)
  // The visitor's key, the agent's log-in and the chat are in the copy, and the chat goes on.
  await visitor.say('Still here?')
  bodyOf(await chat.agent.write(chat.chatId, 'Yes'))
  const kept = await chat.agent.allMessages(chat.chatId)
  expect(kept.map(({ text }) => text)).toEqual([...said, 'Still here?', 'Yes'])
  client.close()
})
