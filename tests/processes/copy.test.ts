/** `parley copy`: what is in a data directory goes on in a database. */
import { expect } from 'vitest'
import { at, chat, write } from '../../src/event-log/event-log-fixtures.contract.js'
import { temporaryDatabase } from '../../src/storage/postgres/opened-store.contract.js'
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.js'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { bodyOf } from '../support/agent-client.js'
import { EstablishedChat } from '../support/established-chat.js'
import { expectRefusal } from '../support/expect-refusal.js'
import type { NodeProcess } from '../support/node-process.js'
import { runCommand, ServerProcess, startCommand } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { testOfDirectories } from '../support/test-of-directories.js'

/** The parts at which the command is killed, each in a run of its own. */
const killedAt = ['Copying objects of setup', 'Copying streams', 'Copying events']

/** Chats that are over, so that there is something to copy. */
const addEndedChats = async (directory: string): Promise<void> => {
  const store = await openSqliteStore({ directory })
  const words = Array.from({ length: 50 }, (_, index) => `word ${index}`)
  const appends = Array.from({ length: 200 }, (_, index) =>
    store.log.append([{ ...write(chat(`ended-${index}`), 0, ...words), open: false }], at),
  )
  await Promise.all(appends)
  await store.close()
}

testOfDirectories(
  '[CP-10] a chat goes on in the database, though the copy was killed at several places',
  async () => {
    await using directory = await TemporaryDirectory.make()
    const url = await temporaryDatabase()
    const args = ['copy', '--from', `sqlite:${directory.path}`, '--to', url]
    await addEndedChats(directory.path)
    await using server = await ServerProcess.start(directory.path)
    using chat = await EstablishedChat.begin(server)
    await chat.visitor.say('Before')
    bodyOf(await chat.agent.write(chat.chatId, 'I see'))
    expect(await chat.visitor.hear()).toBe('I see')
    expectRefusal(await runCommand(args, directory.path), /is in use by another process/)
    expect((await server.stop('SIGTERM')).code).toBe(0)

    for (const words of killedAt) {
      await using copying: NodeProcess = await startCommand(args, directory.path)
      await copying.said(new RegExp(`^${words}`, 'm'))
      expect((await copying.kill()).signal).toBe('SIGKILL')
    }
    const refused = await runCommand(['serve'], directory.path, { PARLEY_DATABASE_URL: url })
    expectRefusal(refused, /^A copy into the database was not finished\. Run the same parley copy again/)
    const copied = await runCommand(args, directory.path)
    expect(copied).toMatchObject({ code: 0, stderr: '' })
    expect(copied.stdout).toMatch(/^ +10,\d\d\d events +[0-9a-f]{16}$/m)
    expect(copied.stdout).toContain('Both stores hold the same.')
    expect((await runCommand(args, directory.path)).stdout).toContain('The copy was complete already.')

    await using moved = await ServerProcess.start(directory.path, {
      ...{ PARLEY_DATABASE_URL: url, PORT: String(server.port) },
    })
    const client = new WireClient(moved.endpoint)
    const visitor = chat.visitor.at(client)
    await visitor.say('After')
    bodyOf(await chat.agent.write(chat.chatId, 'Here as well'))
    expect(await visitor.hear()).toBe('Here as well')
    const kept = await chat.agent.allMessages(chat.chatId)
    expect(kept.map(({ text }) => text)).toEqual(['Before', 'I see', 'After', 'Here as well'])
    expectRefusal(await runCommand(args, directory.path), /^The database is in use: stop every server/)

    expect((await moved.stop('SIGTERM')).code).toBe(0)
    const back = `${directory.path}/back`
    const returned = await runCommand(['copy', '--from', url, '--to', `sqlite:${back}`], directory.path)
    expect(returned).toMatchObject({ code: 0, stderr: '' })
    expect(returned.stdout).toContain('Start the server with PARLEY_DATA_DIR set to it')
    await using home = await ServerProcess.start(back, { PORT: String(server.port) })
    expect(home.address).toBe(server.address)
    await visitor.say('Home again')
    expect((await chat.agent.allMessages(chat.chatId)).map(({ text }) => text)).toEqual([
      ...kept.map(({ text }) => text),
      'Home again',
    ])
    client.close()
  },
  120_000,
)
