/** Several servers in processes of their own on one database in PostgreSQL. */
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { standstillMs } from '../../src/nodes/standstill.js'
import { temporaryDatabase } from '../../src/storage/postgres/opened-store.contract.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { BegunRequest } from '../support/begun-request.js'
import { messagesOf } from '../support/messages-of.js'
import { NatsServer } from '../support/nats/nats-server.js'
import { rawRequest } from '../support/raw-http.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'

const username = 'ada@example.com'
const password = 'parley-demo'

/** A chat across two servers, of which one is killed; `meanwhile` is done before that. */
const chatAcrossServers = async (
  environment: Readonly<Record<string, string>>,
  meanwhile: (stage: {
    servers: readonly [ServerProcess, ServerProcess]
    /** Says that the visitor types at the first server until the agent is told by the second. */
    typingIsTold: () => Promise<void>
    /** The visitor says something at the first server, and the agent hears it from the second. */
    isHeard: (text: string) => Promise<void>
  }) => Promise<void> = () => Promise.resolve(),
): Promise<void> => {
  await using directory = await TemporaryDirectory.make()
  await using one = await ServerProcess.start(directory.path, environment)
  await using other = await ServerProcess.start(directory.path, environment)
  const [client, elsewhere] = [new WireClient(one.endpoint), new WireClient(other.endpoint)]
  using ada = await AgentClient.logIn(other.address, username, password)
  await ada.setPresence('online')
  const stream = await ada.events()
  const there = new AgentClient(one.address, ada.token)

  let visitor = await WireVisitor.arrive(client, 'Vera')
  const { chatId } = (await stream.next('snapshot')).offers[0] ?? (await stream.next('offer'))
  bodyOf(await there.accept(chatId))
  await visitor.until('ChatEstablished')
  visitor = visitor.at(elsewhere)
  await visitor.say('Are you there?')
  bodyOf(await ada.write(chatId, 'I am'))
  visitor = visitor.at(client)
  expect(await visitor.hear()).toBe('I am')
  await stream.next('message')
  await stream.next('message')
  const said: string[] = []
  await meanwhile({
    servers: [one, other],
    typingIsTold: async () => {
      let isTold = (): boolean => false
      const told = stream.next('visitor-typing').then(() => (isTold = () => true))
      while (!isTold()) {
        visitor.sequence += 1
        await client.typing(visitor.session, { sequence: visitor.sequence })
        await Promise.race([told, delay(100)])
      }
    },
    isHeard: async (text) => {
      await visitor.say(text)
      said.push(text)
      expect((await stream.next('message')).text).toBe(text)
    },
  })
  bodyOf(await there.write(chatId, 'One'))
  bodyOf(await there.write(chatId, 'Two'))
  await one.kill()

  visitor = visitor.at(elsewhere)
  const texts: string[] = []
  while (texts.length < 2) {
    for (const { type, message } of await visitor.poll()) {
      if (type === 'ChatMessage') texts.push((message as { text: string }).text)
    }
  }
  expect(texts).toEqual(['One', 'Two'])
  await visitor.say('Still here')
  const [chat] = (await (await ada.events()).next('snapshot')).chats
  expect(messagesOf(chat!).map(({ text }) => text)).toEqual([
    ...['Are you there?', 'I am', ...said, 'One', 'Two', 'Still here'],
  ])
  there.close()
  client.close()
  elsewhere.close()
}

test('[N-1 N-2 N-7] a chat across two servers goes on when one is killed, with nothing lost and nothing twice', async () => {
  await chatAcrossServers({ PARLEY_DATABASE_URL: await temporaryDatabase() })
})

/** A certificate for `localhost`, its key, and who signed it. */
const tlsFile = (name: 'server.pem' | 'server-key.pem' | 'authority.pem'): string =>
  fileURLToPath(new URL(`../../../tests/support/postgres/tls/${name}`, import.meta.url))

/** What a server tells Prometheus under this name. */
const metric = async ({ address }: ServerProcess, name: string): Promise<number> => {
  const { text } = await rawRequest(address, { path: '/metrics' })
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
}

test('[N-1 N-6 N-7 N-13] so it does by NATS, encrypted and with a password, also while NATS is away', async ({
  skip,
}) => {
  await using nats = await NatsServer.start(
    skip,
    `authorization { user: parley, password: s3cret }
     tls { cert_file: "${tlsFile('server.pem')}", key_file: "${tlsFile('server-key.pem')}" }`,
  )
  const environment = {
    PARLEY_DATABASE_URL: await temporaryDatabase(),
    PARLEY_NATS_URL: `tls://parley:s3cret@localhost:${nats.port}`,
    NODE_EXTRA_CA_CERTS: tlsFile('authority.pem'),
  }
  await chatAcrossServers(environment, async ({ servers, typingIsTold, isHeard }) => {
    await typingIsTold()
    await nats.kill()
    for (const { process } of servers) await process.said(/NATS cannot be reached/, 'stderr')
    for (const server of servers) expect(await metric(server, 'parley_relay_away')).toBe(1)
    await isHeard('By the log alone')
    await nats.start()
    for (const { process } of servers) await process.said(/NATS can be reached again/, 'stderr')
    await typingIsTold()
    await isHeard('By NATS again')
    for (const server of servers) {
      expect(await metric(server, 'parley_relay_away')).toBe(0)
      expect(await metric(server, 'parley_other_nodes')).toBe(1)
      for (const name of ['sent', 'received', 'unsaid', 'gaps']) {
        expect(await metric(server, `parley_relay_${name}_total`), name).toBeGreaterThan(0)
      }
      const { output } = server
      // Once for each time that it was away.
      expect(output.match(/NATS cannot be reached/g)).toHaveLength(await metric(server, 'parley_relay_gaps_total'))
      expect(output).not.toContain('s3cret')
    }
  })
})

test('[N-9 N-23] a server that stood still does no harm when it goes on, and refuses what was asked before', async () => {
  const url = await temporaryDatabase()
  await using directory = await TemporaryDirectory.make()
  const environment = { PARLEY_DATABASE_URL: url, PARLEY_AGENT_LEASE_MS: '4000', PARLEY_VISITOR_ESTABLISHED_MS: '4000' }
  await using still = await ServerProcess.start(directory.path, environment)
  await using other = await ServerProcess.start(directory.path, environment)
  const [client, elsewhere] = [new WireClient(still.endpoint), new WireClient(other.endpoint)]
  using ada = await AgentClient.logIn(still.address, username, password)
  await ada.setPresence('online')
  const before = await ada.events()
  let visitor = await WireVisitor.arrive(client, 'Vera')
  const { chatId } = (await before.next('snapshot')).offers[0] ?? (await before.next('offer'))
  bodyOf(await ada.accept(chatId))
  await visitor.until('ChatEstablished')

  // Begun before it stands still, and all there only when it goes on.
  const sequence = visitor.sequence + 1
  const headers = { 'X-LIVEAGENT-API-VERSION': '49', 'X-LIVEAGENT-SESSION-KEY': visitor.session.key }
  const begun = await BegunRequest.begin(`${still.address}/chat/rest/Chasitor/ChatMessage`, {
    ...{ ...headers, 'X-LIVEAGENT-SEQUENCE': String(sequence) },
  })
  const begunByAgent = await BegunRequest.begin(`${still.address}/api/v1/chats/${chatId}/messages`, {
    authorization: `Bearer ${ada.token}`,
  })
  still.process.signal('SIGSTOP')
  using there = new AgentClient(other.address, ada.token)
  const stream = await there.events()
  expect((await stream.next('snapshot')).chats).toHaveLength(1)
  visitor = visitor.at(elsewhere)
  const until = Date.now() + standstillMs + 1000
  for (let n = 0; Date.now() < until; n += 1) {
    await visitor.say(`message ${n}`)
    expect((await stream.next('message')).text).toBe(`message ${n}`)
    bodyOf(await there.write(chatId, `answer ${n}`))
    expect(await visitor.hear()).toBe(`answer ${n}`)
    expect((await stream.next('message')).text).toBe(`answer ${n}`)
  }
  // What comes to it while it stands still lies in its sockets when it goes on.
  const next = visitor.sequence + 1
  const lain = client.chatMessage(visitor.session, 'Said long ago', { sequence: next })
  const written = ada.write(chatId, 'Written long ago')
  still.process.signal('SIGCONT')
  expect(await lain).toMatchObject({ status: 500, text: 'Internal Server Error' })
  expect(await written).toMatchObject({ status: 503 })
  expect(await begun.finish({ text: 'Begun long ago' })).toMatchObject({ status: 500 })
  expect(await begunByAgent.finish({ text: 'Begun long ago' })).toMatchObject({ status: 503 })
  await still.process.said(/This process stood still/, 'stderr')
  visitor = visitor.at(client)
  while ((await client.chatMessage(visitor.session, 'And now?', { sequence: next })).status === 500) await delay(100)
  expect((await stream.next('message')).text).toBe('And now?')
  bodyOf(await ada.write(chatId, 'Now, too'))
  expect(await visitor.hear()).toBe('Now, too')
  expect(bodyOf(await there.me())).toMatchObject({ username })
  client.close()
  elsewhere.close()
})
