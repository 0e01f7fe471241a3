/** Clients of four kinds go through everything that can happen in a chat, each in its own way. */
import { describe, expect, test } from 'vitest'
import { ApiAgentDriver } from '../conformance/api-agent-driver.js'
import { shareInProcess, type InProcessServer } from '../support/in-process-server.js'
import { makeHandoverSetup } from '../support/handover-floor.js'
import { password, type AgentName, type TestOrganization } from '../support/test-organization.js'
import { BotPlatformClient } from './bot-platform-client.js'
import type { ChatClient } from './chat-client.js'
import { byLoss, toButton, toColleague, toQueue, type HandOver } from './hand-overs.js'
import { MobileClient } from './mobile-client.js'
import { PlainClient } from './plain-client.js'
import { WebsiteClient } from './website-client.js'

const lease = { PARLEY_AGENT_LEASE_MS: '400' }
const calm = shareInProcess({ clock: 'system', environment: lease })
/** Each session's first poll in its chat is answered 503. */
const rough = shareInProcess({
  clock: 'system',
  environment: { ...lease, PARLEY_TEST_FAULTS: 'one-503-per-session' },
})

const logIn = ({ server, agents }: TestOrganization, name: AgentName): Promise<ApiAgentDriver> =>
  ApiAgentDriver.logIn(server.address, agents[name].username, password)

type Kind = readonly [
  name: string,
  server: InProcessServer,
  make: (address: string, target: TestOrganization) => ChatClient,
  handOver: HandOver,
  isTold: boolean,
]
const kinds: readonly Kind[] = [
  ['that acknowledges and numbers nothing', calm, (...given) => new PlainClient(...given), toColleague, false],
  ['of a website', rough, (...given) => new WebsiteClient(...given), toButton, true],
  ['of a phone', rough, (...given) => new MobileClient(...given), toColleague, true],
  ['of a bot platform', rough, (...given) => new BotPlatformClient(...given), toQueue, true],
  ['of a website that never loses its way', calm, (...given) => new WebsiteClient(...given), byLoss, false],
  ['of a phone that never loses its way', calm, (...given) => new MobileClient(...given), toButton, false],
  [
    'of a bot platform that never loses its way',
    calm,
    (...given) => new BotPlatformClient(...given),
    toColleague,
    false,
  ],
]

describe.each(kinds)('[D-12 D-14 D-19 C-7 C-9 C-12 F-1 V-15] a client %s', (_name, server, make, handOver, isTold) => {
  const reconnect = isTold ? ', a reconnect' : ''
  test(`[${handOver.rules}] gets through a broken connection${reconnect}, a file and ${handOver.how}`, async () => {
    const { organization, ids } = await makeHandoverSetup(server)
    const ada = await logIn(organization, 'ada')
    const ben = await logIn(organization, 'ben')
    await ada.goOnline()
    const client = make(server.address, organization)
    try {
      await client.begin()
      const chat = await (await ada.offer(client.visitorName)).accept()
      await client.received.until('ChatEstablished', { name: 'Ada' })
      if (isTold) await client.received.until('ChasitorSessionData')
      await chat.write('Good morning')
      await client.received.hears('Good morning')
      await client.say('The lift is stuck')
      await client.say('On the third floor')

      client.loseConnection()
      await chat.write('Is anybody in it?')
      await client.received.hears('Is anybody in it?')
      await client.say('No')

      await chat.askForFile()
      await client.sendFile('the door 12:30.txt', 'A picture of the door')
      await client.received.until('FileTransfer', { type: 'Success' })
      expect(await chat.files()).toEqual(['the door 12:30.txt'])

      await ben.goOnline()
      const taken = await handOver.pass({ organization, ids, ada, ben, chat, client })
      await client.received.until('ChatTransferred', { name: 'Ben' })
      await taken.write('Somebody is on the way')
      await client.received.hears('Somebody is on the way')
      await client.say('Thank you')

      await client.leave()
      expect(await taken.ended()).toBe('visitor')
      await client.ended
      expect(await taken.texts()).toEqual([
        ...['Good morning', 'The lift is stuck', 'On the third floor', 'Is anybody in it?', 'No'],
        ...[...handOver.said, 'Somebody is on the way', 'Thank you'],
      ])
      expect(client.received.texts).toEqual([
        ...['Good morning', 'Is anybody in it?', ...handOver.heard, 'Somebody is on the way'],
      ])
      const types = client.received.messages.map(({ type }) => type)
      // Whether the poll that fails comes before or after the agent is told of is a matter of luck.
      expect(types.filter((type) => type === 'ChasitorSessionData')).toHaveLength(isTold ? 1 : 0)
      expect(types.filter((type) => !/^(Agent.*Typing|QueueUpdate|ChasitorSessionData)$/.test(type))).toEqual([
        ...['ChatRequestSuccess', 'ChatEstablished', 'ChatMessage', 'ChatMessage', 'FileTransfer', 'FileTransfer'],
        ...[...handOver.told, 'ChatMessage', 'ChatEnded'],
      ])
    } finally {
      client.close()
      await ada.close()
      await ben.close()
    }
  })
})
