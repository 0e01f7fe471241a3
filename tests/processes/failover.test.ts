/** A database server that dies, and a synchronous standby that takes its place. */
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { BreakableConnection } from '../../src/storage/postgres/breakable-connection.contract.js'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { PostgresServer } from '../support/postgres/postgres-server.js'
import { systemPostgres } from '../support/postgres/system-postgres.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'

/** How much each side writes before the server dies, and how much after the standby has taken over. */
const before = 20
const after = 10

/** Settles when a query on the server says true. */
const isTrue = async (server: PostgresServer, question: string): Promise<void> => {
  while ((await server.query(`SELECT (${question}) AS so`)).rows[0]?.['so'] !== true) await delay(20)
}

test('[PG-17] a standby takes over: nothing acknowledged is lost, nothing is done twice, and the chat goes on', async ({
  skip,
}) => {
  const programs = await systemPostgres()
  if (programs === undefined) skip('The machine has no PostgreSQL of its own: apt-get install postgresql.')
  await using primary = await PostgresServer.start({}, programs)
  const url = await primary.createDatabase()
  await using standby = await primary.startStandby('second')
  await primary.query("ALTER SYSTEM SET synchronous_standby_names = 'second'")
  await primary.query('SELECT pg_reload_conf()')
  await isTrue(primary, "EXISTS (SELECT FROM pg_stat_replication WHERE sync_state = 'sync')")
  const way = await BreakableConnection.to(url)

  await using directory = await TemporaryDirectory.make()
  const environment = { PARLEY_DATABASE_URL: way.url, PARLEY_AGENT_LEASE_MS: '5000' }
  await using one = await ServerProcess.start(directory.path, environment)
  await using other = await ServerProcess.start(directory.path, environment)
  using ada = await AgentClient.logIn(other.address, 'ada@example.com', 'parley-demo')
  await ada.setPresence('online')
  const stream = await ada.events()
  const client = new WireClient(one.endpoint)
  const visitor = await WireVisitor.arrive(client, 'Vera')
  const { chatId } = (await stream.next('snapshot')).offers[0] ?? (await stream.next('offer'))
  bodyOf(await ada.accept(chatId))
  await visitor.until('ChatEstablished')

  // Everything said here was acknowledged. What is refused while nobody can write is repeated as clients do.
  const said: string[] = []
  const answered: string[] = []
  const over = new AbortController()
  const saying = (async () => {
    for (let n = 1; !over.signal.aborted; n += 1) {
      await visitor.say(`question ${n}`)
      said.push(`question ${n}`)
    }
  })()
  const answering = (async () => {
    for (let n = 1; !over.signal.aborted; n += 1) {
      const write = () => ada.write(chatId, `answer ${n}`, `key-${n}`)
      let answer = await write()
      while (!answer.ok && answer.status === 503) {
        await delay(50)
        answer = await write()
      }
      bodyOf(answer)
      answered.push(`answer ${n}`)
    }
  })()
  // As a console does: a server that is cut off ends its stream, and another one, or this one later, opens it again.
  let open = stream
  over.signal.addEventListener('abort', () => open.close())
  const following = (async () => {
    for (;;) {
      await open.ended
      if (over.signal.aborted) return
      open = await ada.events().catch(() => open)
      await delay(100)
    }
  })()
  const both = Promise.all([saying, answering])
  const reach = async (count: number) => {
    while (said.length < count || answered.length < count) await Promise.race([delay(5), both])
  }
  await reach(before)
  await primary.stop('SIGQUIT')
  // Longer than an agent's lease, which must not run out meanwhile; and the standby is asked before it takes writes.
  await delay(3000)
  way.leadTo(standby.port)
  await delay(3000)
  await standby.query('SELECT pg_promote()')
  await reach(Math.max(said.length, answered.length) + after)
  over.abort()
  await Promise.all([both, following])

  // The server that is asked hears of what was said at the other a moment later.
  await vi.waitFor(async () => {
    const texts = (await ada.allMessages(chatId)).map(({ text }) => text)
    expect(texts.filter((text) => text.startsWith('question'))).toEqual(said)
    expect(texts.filter((text) => text.startsWith('answer'))).toEqual(answered)
  })
  const heard: unknown[] = []
  while (heard.length < answered.length) heard.push(...(await visitor.poll()).filter(isChatMessage).map(textOf))
  expect(heard).toEqual(answered)
  const { chats } = await (await ada.events()).next('snapshot')
  expect(chats.map((chat) => chat.chatId)).toEqual([chatId])
  client.close()
}, 120_000)

type Heard = Awaited<ReturnType<WireVisitor['poll']>>[number]
const isChatMessage = ({ type }: Heard): boolean => type === 'ChatMessage'
const textOf = ({ message }: Heard): unknown => message['text']
