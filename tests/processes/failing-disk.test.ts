import { expect } from 'vitest'
import { EstablishedChat } from '../support/established-chat.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { testOfDirectories } from '../support/test-of-directories.js'

/** No file may grow beyond half a megabyte: a write that fails, as on a disk that breaks. */
const limit = 'ulimit -f 1024'

testOfDirectories('a disk that fails ends the server, and nothing that was acknowledged is lost', async () => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path, {}, limit)
  using chat = await EstablishedChat.begin(server)
  const { agent, chatId } = chat
  const acknowledged: string[] = []
  for (let number = 1; number <= 1000; number += 1) {
    const text = `a${number} ${'x'.repeat(20_000)}`
    const answer = await agent.write(chatId, text).catch(() => undefined)
    if (answer?.ok !== true) break
    acknowledged.push(text)
  }
  const { code, stderr } = await server.process.ended
  expect(code).toBe(1)
  expect(acknowledged.length).toBeGreaterThan(5)
  const fatal = stderr.split('\n').filter((line) => line.includes('"level":"fatal"'))
  expect(fatal).toHaveLength(1)
  expect(fatal[0]).toContain('"msg":"The store failed."')
  expect(stderr).not.toContain('xxxx')

  await using next = await ServerProcess.start(directory.path, { PORT: String(server.port) })
  const texts = (await agent.allMessages(chatId)).map(({ text }) => text)
  // The last one may have been written though nobody was told so.
  expect(texts.slice(0, acknowledged.length)).toEqual(acknowledged)
  expect(texts.length).toBeLessThanOrEqual(acknowledged.length + 1)
  await next.kill()
})
