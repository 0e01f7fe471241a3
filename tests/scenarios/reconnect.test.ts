/** Clients that lost their way and come back: what they are told, which numbers go on, and what their commands mean. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess, startInProcess } from '../support/in-process-server.js'
import { RawVisitor, versionHeader, type WireMessages } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'
import { expectRefusal, noSession } from '../support/wire-refusal.js'

const server = shareInProcess()
const ok = { status: 200, text: 'OK' }
const begin = async (at = server) => WatchedChat.begin(await makeOrganization(at))
const typesOf = ({ messages }: WireMessages) => messages.map(({ type }) => type)
const textsOf = ({ messages }: WireMessages) => messages.map(({ message }) => message['text']).filter(Boolean)
const affinityToken = expect.stringMatching(/^[0-9a-f]{8}$/) as unknown

/** The chat so far, which must be alone in its response and have this number. */
const readsSoFar = async (visitor: RawVisitor, sequence: number, ack?: number): Promise<WireMessages> => {
  const answer = await visitor.reads(['ChasitorSessionData'], ack)
  expect(answer.sequence).toBe(sequence)
  return answer
}

describe('[S-13 E21] System/ReconnectSession', () => {
  test('is answered at any time, with both members in the message and beside its type', async () => {
    const { visitor } = await begin()
    for (const offset of [4, undefined]) {
      const answer = await visitor.reconnect(offset)
      expect(answer.status).toBe(200)
      expect(answer.headers['content-type']).toBe('application/json;charset=UTF-8')
      const told = { resetSequence: true, affinityToken }
      expect(answer.json()).toEqual({ messages: [{ type: 'ReconnectSession', message: told, ...told }] })
    }
  })

  test('[E2] takes any affinity, and none', async () => {
    const { visitor } = await begin()
    for (const affinity of ['null', '', visitor.session.affinityToken, undefined]) {
      const headers: Record<string, string> = { ...versionHeader, 'X-LIVEAGENT-SESSION-KEY': visitor.session.key }
      if (affinity !== undefined) headers['X-LIVEAGENT-AFFINITY'] = affinity
      const answer = await server.request({ path: '/chat/rest/System/ReconnectSession', headers })
      expect(answer.status).toBe(200)
    }
  })

  test.each(['POST', 'PUT', 'DELETE'])('%s is not its method', async (method) => {
    const { visitor } = await begin()
    const path = '/chat/rest/System/ReconnectSession'
    expectRefusal(await server.request({ method, path, headers: visitor.headers }), 405)
  })

  test('needs a key that opens something', async () => {
    const path = '/chat/rest/System/ReconnectSession?ReconnectSession.offset=3'
    expectRefusal(await server.request({ path, headers: versionHeader }), 403, noSession)
    const headers = { ...versionHeader, 'X-LIVEAGENT-SESSION-KEY': 'x!1!y' }
    expectRefusal(await server.request({ path, headers }), 403, noSession)
  })

  test('without a chat the session goes on as new', async () => {
    const organization = await makeOrganization(server)
    await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.arrive(organization)
    expect((await visitor.reconnect(7)).status).toBe(200)
    expect(await visitor.post('ChasitorResyncState', { organizationId: organization.organizationId })).toMatchObject(ok)
    expect(await visitor.init()).toMatchObject(ok)
    expect((await visitor.reads(['ChatRequestSuccess'], -1)).sequence).toBe(0)
  })
})

describe.each([
  ['an ack that goes on', 2],
  ['ack=-1', -1],
  ['no ack', undefined],
] as const)('[D-19 E21] with %s', (_how, first) => {
  test('the chat so far comes first, then what follows the offset and nothing before it', async () => {
    const { ada, visitor, chatId } = await begin()
    const { offset } = await visitor.read(1)
    await ada.say(chatId, 'Lost on its way')
    await visitor.reads(['ChatMessage', 'AgentNotTyping'], 2)
    await visitor.reconnect(offset)
    await readsSoFar(visitor, 3, first)
    const goesOn = first === undefined ? undefined : 3
    const next = await visitor.read(goesOn)
    expect(next).toMatchObject({ sequence: 4 })
    expect(textsOf(next)).toEqual(['Lost on its way'])
    const poll = await visitor.held(goesOn && 4)
    await ada.say(chatId, 'After')
    expect((await poll.answer).json()).toMatchObject({ messages: [{ message: { text: 'After' } }, {}], sequence: 5 })
  })

  test('an offset that was never one brings everything again', async () => {
    for (const offset of [undefined, 0, -5, 'null', 'undefined', '', '1e3', '3&ReconnectSession.offset=3', 4711]) {
      const { visitor } = await begin()
      await visitor.reconnect(offset)
      await readsSoFar(visitor, 0, first)
      const ack = (number: number) => (first === undefined ? undefined : number)
      expect((await visitor.reads(['ChatRequestSuccess'], ack(0))).sequence).toBe(1)
      expect((await visitor.reads(['ChatEstablished'], ack(1))).sequence).toBe(2)
      expect((await visitor.reads(['ChatMessage', 'AgentNotTyping'], ack(2))).sequence).toBe(3)
    }
  })

  test('reconnecting again and again, each time with what it has, loses and repeats nothing', async () => {
    const { ada, visitor, chatId } = await begin()
    let { offset } = await visitor.read(1)
    let had = 2
    for (let round = 0; round < 4; round += 1) {
      await ada.say(chatId, `Round ${round}`)
      await visitor.reconnect(offset)
      const soFar = await readsSoFar(visitor, had + 1, first === 2 ? had : first)
      expect(soFar.offset).toBe(offset)
      const next = await visitor.read(first === undefined ? undefined : had + 1)
      expect(textsOf(next)).toEqual([`Round ${round}`])
      expect(next.sequence).toBe(had + 2)
      ;({ offset } = next)
      had += 2
    }
  })
})

describe('[D-19] the numbers after a reconnect', () => {
  test('an answer that was lost comes again, the chat so far included', async () => {
    const { ada, visitor, chatId } = await begin()
    const { offset } = await visitor.read(1)
    await visitor.reconnect(offset)
    for (let times = 0; times < 3; times += 1) await readsSoFar(visitor, 3, 2)
    await ada.say(chatId, 'One')
    for (let times = 0; times < 3; times += 1) expect((await visitor.read(3)).sequence).toBe(4)
  })

  test('an old offset with a newer ack brings again what it had, and skips nothing', async () => {
    const { ada, visitor, chatId } = await begin()
    await visitor.reconnect(2)
    await readsSoFar(visitor, 1, 2)
    await ada.say(chatId, 'New')
    expect(typesOf(await visitor.read(1))).toEqual(['ChatEstablished'])
    expect(textsOf(await visitor.read(2))).toEqual(['From Ada', 'New'])
  })

  test('a poll that is open ends with nothing', async () => {
    const { visitor } = await begin()
    const { offset } = await visitor.read(1)
    const poll = await visitor.held(2)
    await visitor.reconnect(offset)
    expect((await poll.answer).status).toBe(204)
    await readsSoFar(visitor, 3, 2)
  })

  test('[D-17] a restart changes none of it', async () => {
    const own = await startInProcess({ store: 'sqlite' })
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

  test('[D-15] the end of a chat comes after the chat so far, and then 403', async () => {
    const { ada, visitor, chatId } = await begin()
    const { offset } = await visitor.read(1)
    await ada.end(chatId)
    await visitor.reconnect(offset)
    await readsSoFar(visitor, 3)
    await visitor.reads(['ChatEnded'])
    expectRefusal(await visitor.poll(), 403, noSession)
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

  test('says which of it comes again: what has a sequence above the offset', async () => {
    const { ada, visitor, chatId } = await begin()
    const { offset } = await visitor.read(1)
    await ada.say(chatId, 'Comes again')
    await visitor.reconnect(offset)
    const { messages } = await readsSoFar(visitor, 3)
    const lines = messages[0]?.message['chatMessages'] as { content: string; sequence: number }[]
    const again = lines.filter(({ sequence }) => sequence > offset)
    expect(again.map(({ content }) => content)).toEqual(['Comes again'])
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

describe('[C-12 E21] commands after a reconnect', () => {
  const afterReconnect = async () => {
    const { ada, visitor, organization, chatId } = await begin()
    await visitor.write('Before', 2)
    await visitor.reconnect()
    const texts = async () => (await ada.messages(chatId)).slice(2).map(({ text }) => text)
    return { visitor, organization, texts }
  }

  test('numbers may begin anew, and repeats of them are found', async () => {
    const { visitor, texts } = await afterReconnect()
    for (const number of [1, 1, 2, 2, 3]) await visitor.write(`Anew ${number}`, number)
    await visitor.write('Before', 4)
    expect(await texts()).toEqual(['Before', 'Anew 1', 'Anew 2', 'Anew 3', 'Before'])
  })

  test('once they began anew, an old number with its old content is a new command', async () => {
    const { visitor, texts } = await afterReconnect()
    await visitor.write('Anew', 1)
    await visitor.write('Before', 2)
    expect(await texts()).toEqual(['Before', 'Anew', 'Before'])
  })

  test('numbers may go on, and repeats are found, those from before the reconnect too', async () => {
    const { visitor, texts } = await afterReconnect()
    for (const number of [2, 3, 3]) await visitor.write(number === 2 ? 'Before' : 'On', number)
    await visitor.write('Before', 2)
    expect(await texts()).toEqual(['Before', 'On'])
  })

  test('ChasitorResyncState is answered OK, with a number and without', async () => {
    const { visitor, organization, texts } = await afterReconnect()
    const { organizationId } = organization
    for (const sequence of [undefined, 1, 1]) {
      const options = sequence === undefined ? {} : { sequence }
      expect(await visitor.post('ChasitorResyncState', { organizationId }, options)).toMatchObject(ok)
    }
    expect(await visitor.write('Back', 2)).toMatchObject(ok)
    expect(await texts()).toEqual(['Before', 'Back'])
  })

  test('ChasitorResyncState names the organization of the session', async () => {
    const { visitor } = await afterReconnect()
    const another = await makeOrganization(server)
    for (const body of [{}, { organizationId: another.organizationId }, { organizationId: '00DP00000099999' }]) {
      expectRefusal(await visitor.post('ChasitorResyncState', body), 400)
    }
    const path = '/chat/rest/Chasitor/ChasitorResyncState'
    expectRefusal(await server.request({ path, headers: visitor.headers }), 405)
  })
})

describe('[S-14] System/ResyncSession', () => {
  const resync = (visitor: RawVisitor, query: string) =>
    server.request({ path: `/chat/rest/System/ResyncSession${query}`, headers: visitor.headers })

  test.each(['', '?SessionId=', '?sessionId=', '?ResyncSession.SessionId=', '?ResyncSession.sessionId='])(
    'does the same without an offset (%s)',
    async (query) => {
      const { visitor } = await begin()
      const { id, key } = visitor.session
      const answer = await resync(visitor, query === '' ? '' : query + id)
      expect(answer.status).toBe(200)
      expect(answer.json()).toEqual({ isValid: true, key, affinityToken })
      await readsSoFar(visitor, 0, -1)
      await visitor.reads(['ChatRequestSuccess'], 0)
    },
  )

  test('of another session is refused with nothing done', async () => {
    const { visitor } = await begin()
    expectRefusal(await resync(visitor, '?SessionId=another'), 400)
    expect((await visitor.held(2)).isHeld()).toBe(true)
  })
})
