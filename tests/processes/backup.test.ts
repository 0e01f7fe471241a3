/** What docs/operating.md promises of a copy of the data directory, and of a backup. */
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { bodyOf } from '../support/agent-client.js'
import { EstablishedChat } from '../support/established-chat.js'
import { expectRefusal } from '../support/expect-refusal.js'
import { runCommand, ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { testOfDirectories } from '../support/test-of-directories.js'

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

testOfDirectories(
  'a backup made while the server takes in messages holds all that was acknowledged before it began',
  async () => {
    await using directory = await TemporaryDirectory.make()
    const [data, restored, backup] = ['data', 'restored', 'backup.db'].map((name) => `${directory.path}/${name}`)
    await using server = await ServerProcess.start(data!)
    using chat = await EstablishedChat.begin(server)
    for (let n = 0; n < 20; n += 1) await chat.visitor.say(`Message ${n}`)
    let over = false
    const talk = async (): Promise<number> => {
      let said = 20
      for (; !over; said += 1) await chat.visitor.say(`Message ${said}`)
      return said
    }
    const talking = talk()
    const made = await runCommand(['backup', backup!], data!)
    expect(made).toMatchObject({ code: 0, stderr: '' })
    expect(made.stdout).toMatch(/^Wrote .*backup\.db: \d\.\d MB, checked\./m)
    over = true
    const said = await talking
    expectRefusal(await runCommand(['backup', backup!], data!), `${backup} is there already.`)
    await server.kill()
    // Without a server the command does it alone, past the socket that was left.
    expect((await runCommand(['backup', `${backup}.2`], data!)).code).toBe(0)

    await mkdir(restored!)
    await rename(backup!, `${restored}/parley.db`)
    await using again = await ServerProcess.start(restored!, { PORT: String(server.port) })
    const kept = (await chat.agent.allMessages(chat.chatId)).map(({ text }) => text)
    expect(kept.length).toBeGreaterThanOrEqual(20)
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, n) => `Message ${n}`))
    expect(kept.length).toBeLessThanOrEqual(said)
    const client = new WireClient(again.endpoint)
    await chat.visitor.at(client).say('Still here')
    client.close()
  },
  120_000,
)
