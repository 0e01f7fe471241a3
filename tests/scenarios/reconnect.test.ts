/** Clients that come back, as far as it takes a restart, the time or a second agent to see it. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess, startInProcess } from '../support/in-process-server.js'
import { lastingStore } from '../support/test-store.js'
import { RawVisitor, type WireMessages } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'
import { expectRefusal } from '../support/wire-refusal.js'

const server = shareInProcess()
const begin = async (at = server) => WatchedChat.begin(await makeOrganization(at))
const typesOf = ({ messages }: WireMessages) => messages.map(({ type }) => type)
const textsOf = ({ messages }: WireMessages) => messages.map(({ message }) => message['text']).filter(Boolean)

/** The chat so far, which must be alone in its response and have this number. */
const readsSoFar = async (visitor: RawVisitor, sequence: number, ack?: number): Promise<WireMessages> => {
  const answer = await visitor.reads(['ChasitorSessionData'], ack)
  expect(answer.sequence).toBe(sequence)
  return answer
}

describe('[D-19] the numbers after a reconnect', () => {
  test('an old offset with a newer ack brings again what it had, and skips nothing', async () => {
    const { ada, visitor, chatId } = await begin()
    await visitor.reconnect(2)
    await readsSoFar(visitor, 1, 2)
    await ada.say(chatId, 'New')
    expect(typesOf(await visitor.read(1))).toEqual(['ChatEstablished'])
    expect(textsOf(await visitor.read(2))).toEqual(['From Ada', 'New'])
  })

  test('[D-17] a restart changes none of it', async () => {
    const own = await startInProcess({ store: lastingStore })
    const { ada, visitor, chatId } = await begin(own)
    const { offset } = await visitor.read(1)
    await visitor.reconnect(offset)
    await own.restart()
    await (await ada.follow()).next('snapshot')
    await readsSoFar(visitor, 3, 2)
    await own.restart()
    await (await ada.follow()).next('snapshot')
    await ada.say(chatId, 'One')
    expect(await visitor.read(3)).toMatchObject({ messages: [{ message: { text: 'One' } }, {}], sequence: 4 })
    await own.restart()
    const poll = await visitor.held(4)
    await (await ada.follow()).next('snapshot')
    await ada.say(chatId, 'Two')
    expect((await poll.answer).json()).toMatchObject({ messages: [{ message: { text: 'Two' } }, {}], sequence: 5 })
  })
})

describe('[P-50] ChasitorSessionData', () => {
  test('holds what was said so far, by whom and when', async () => {
    const { visitor } = await begin()
    const { offset } = await visitor.read(1)
    await visitor.reconnect(offset)
    const { messages } = await readsSoFar(visitor, 3)
    const line = { timestamp: server.clock.now(), sequence: expect.any(Number) as unknown }
    expect(messages[0]?.message).toEqual({
      queuePosition: 0,
      geoLocation: { countryCode: 'ZZ', countryName: 'Unknown' },
      url: '',
      sneakPeekEnabled: true,
      chatMessages: [
        { type: 'Chasitor', name: 'Ana Moreira', content: 'From Ana', ...line },
        { type: 'Agent', name: 'Ada', content: 'From Ada', ...line },
      ],
    })
  })

  test('[D-10 E14] tells a place in the queue, which is then not told again', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    await ada.setPresence('away')
    await ada.events.next('presence')
    const ben = await AgentDesk.open(organization, 'ben')
    const visitor = await RawVisitor.ask(organization)
    await ben.events.next('offer')
    const { offset } = await visitor.reads(['ChatRequestSuccess'], -1)
    await visitor.reconnect(offset)
    const { messages } = await readsSoFar(visitor, 1, 0)
    expect(messages[0]?.message).toMatchObject({ queuePosition: 1, chatMessages: [] })
    expect((await visitor.held(1)).isHeld()).toBe(true)
  })
})

test('[C-12] ChasitorResyncState of another organization of the server is refused', async () => {
  const { visitor } = await begin()
  await visitor.reconnect()
  const { organizationId } = await makeOrganization(server)
  expectRefusal(await visitor.post('ChasitorResyncState', { organizationId }), 400)
})
