/** What real clients were seen to need of commands: their numbers, their timing, the ways to end. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess, startInProcess } from '../support/in-process-server.js'
import { initBody, RawVisitor, restPath, versionHeader } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { messagesOf } from '../support/messages-of.js'

const server = shareInProcess()
const ok = { status: 200, text: 'OK' }
const over = { status: 403, text: 'Session required but was invalid or not found' }

const inChat = async () => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  const { chatId } = await ada.takeNext()
  await visitor.reads(['ChatRequestSuccess'])
  await visitor.reads(['ChatEstablished'])
  return { organization, ada, visitor, chatId }
}

describe('[E9 E20] numbers of commands', () => {
  test('[C-8] a number that repeats with another content is no repeat, and proves nothing afterwards', async () => {
    const { ada, visitor, chatId } = await inChat()
    for (const text of ['One', 'Two', 'Two', 'One']) expect(await visitor.write(text, 7)).toMatchObject(ok)
    expect((await ada.messages(chatId)).map(({ text }) => text)).toEqual(['One', 'Two', 'Two', 'One'])
  })

  test('[C-9 X-3] numbers may leave gaps, go back and begin anywhere', async () => {
    const { ada, visitor, chatId } = await inChat()
    const numbers = [900, 3, 999_999_999, 0, 4]
    for (const number of numbers) expect(await visitor.write(`Number ${number}`, number)).toMatchObject(ok)
    expect((await ada.messages(chatId)).map(({ text }) => text)).toEqual(numbers.map((number) => `Number ${number}`))
  })

  test('[C-7] a number is remembered for 32 commands', async () => {
    const { ada, visitor, chatId } = await inChat()
    for (let number = 1; number <= 32; number += 1) await visitor.write(`Number ${number}`, number)
    expect(await visitor.write('Number 1', 1)).toMatchObject(ok)
    expect(await ada.messages(chatId)).toHaveLength(32)
    await visitor.write('Number 33', 33)
    expect(await visitor.write('Number 1', 1)).toMatchObject(ok)
    expect(await ada.messages(chatId)).toHaveLength(34)
  })

  test('[C-1] commands sent at once all have their effect', async () => {
    const { ada, visitor, chatId } = await inChat()
    const texts = Array.from({ length: 40 }, (_, index) => `Message ${index}`)
    const answers = await Promise.all(texts.map((text, index) => visitor.write(text, index)))
    for (const answer of answers) expect(answer).toMatchObject(ok)
    const written = (await ada.messages(chatId)).map(({ text }) => text)
    expect(written.sort()).toEqual([...texts].sort())
  })

  test('[C-7] the same command sent twice at once has one effect', async () => {
    const { ada, visitor, chatId } = await inChat()
    const answers = await Promise.all([visitor.write('Once', 2), visitor.write('Once', 2), visitor.write('Once', 2)])
    for (const answer of answers) expect(answer).toMatchObject(ok)
    expect(await ada.messages(chatId)).toHaveLength(1)
  })
})

test('[C-3] the same request made twice, at once or later, is one chat; another one is refused', async () => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.arrive(organization)
  const answers = await Promise.all([visitor.init(), visitor.init(), visitor.init({}, 1)])
  for (const answer of answers) expect(answer).toMatchObject(ok)
  const { chatId } = await ada.takeNext()
  expect(await visitor.init()).toMatchObject(ok)
  expect(await visitor.init({ visitorName: 'Somebody else' })).toMatchObject({ status: 400 })
  await ada.end(chatId)
  await ada.events.next('chat-ended')
  expect(await visitor.init()).toMatchObject(ok)
  expect(await visitor.init({ visitorName: 'Somebody else' })).toMatchObject({ status: 400 })
  await ada.setPresence('away')
  await ada.events.next('presence')
  expect(await ada.events.untaken()).toEqual([])
})

test('[E10 C-4] messages between ChasitorInit and ChatEstablished are kept and shown, in order', async () => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  for (const text of ['One', 'Two', 'Three']) expect(await visitor.write(text)).toMatchObject(ok)
  const chat = await ada.takeNext()
  expect(messagesOf(chat).map(({ text, from }) => [from, text])).toEqual([
    ['visitor', 'One'],
    ['visitor', 'Two'],
    ['visitor', 'Three'],
  ])
})

describe('[E23 S-9] DELETE System/SessionId/{key}', () => {
  const remove = (key: string) =>
    server.request({ method: 'DELETE', path: restPath(`System/SessionId/${key}`), headers: versionHeader })

  test.each([
    ['raw', (key: string) => key],
    ['percent-encoded', (key: string) => encodeURIComponent(key).replaceAll('!', '%21')],
  ])('ends a chat with the key %s', async (_how, inPath) => {
    const { ada, visitor, chatId } = await inChat()
    const poll = await visitor.held()
    const answer = await remove(inPath(visitor.session.key))
    expect(answer).toMatchObject(ok)
    expect((await poll.answer).json()).toMatchObject({
      messages: [{ type: 'ChatEnded', message: { reason: 'client' } }],
    })
    expect((await ada.events.next('chat-ended')).data).toEqual({ chatId, reason: 'visitor' })
    expect(await visitor.poll()).toMatchObject(over)
    expect(await visitor.write('Late')).toMatchObject(over)
    expect(await remove(visitor.session.key)).toMatchObject(ok)
  })

  test('withdraws a request that waits', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    const { chatId } = (await ada.events.next('offer')).data
    expect(await remove(visitor.session.key)).toMatchObject(ok)
    expect((await ada.events.next('offer-withdrawn')).data).toEqual({ chatId, reason: 'visitor-left' })
    expect((await ada.request('POST', `/chats/${chatId}/accept`)).status).toBe(409)
  })

  test('ends a session that never asked for a chat', async () => {
    const organization = await makeOrganization(server)
    const visitor = await RawVisitor.arrive(organization)
    const poll = await visitor.held()
    expect(await remove(visitor.session.key)).toMatchObject(ok)
    expect(await poll.answer).toMatchObject(over)
    expect(await visitor.init()).toMatchObject(over)
    expect(await remove(visitor.session.key)).toMatchObject(over)
  })
})

describe('[E25 C-6 P-19] ChatEnd', () => {
  test.each<[string, string | undefined, string, string]>([
    ['a reason', '{"reason":"client"}', 'client', 'visitor'],
    ['a type and a reason', '{"type":"ChatEndReason","reason":"client"}', 'client', 'visitor'],
    ['the reason one level down', '{"ChatEndReason":{"reason":"client"}}', 'client', 'visitor'],
    ['a reason of its own', '{"reason":"The visitor closed the window 😀"}', 'client', 'visitor'],
    ['an empty object', '{}', 'client', 'visitor'],
    ['nothing', undefined, 'client', 'visitor'],
    ['white space', ' \n', 'client', 'visitor'],
    ['an idle visitor', '{"reason":"clientIdleTimeout"}', 'clientIdleTimeout', 'visitor-idle'],
    [
      'an idle visitor one level down',
      '{"ChatEndReason":{"reason":"clientIdleTimeout"}}',
      'clientIdleTimeout',
      'visitor-idle',
    ],
  ])('says %s', async (_what, body, onTheWire, toTheAgent) => {
    const { ada, visitor, chatId } = await inChat()
    expect(await visitor.post('ChatEnd', body)).toMatchObject(ok)
    const { messages } = await visitor.reads(['ChatEnded'])
    expect(messages[0]?.message).toEqual({ attachedRecords: [], reason: onTheWire })
    expect((await ada.events.next('chat-ended')).data).toEqual({ chatId, reason: toTheAgent })
  })

  test('withdraws a request that waits', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    await ada.events.next('offer')
    await visitor.reads(['ChatRequestSuccess'])
    expect(await visitor.post('ChatEnd', { reason: 'client' })).toMatchObject(ok)
    expect((await ada.events.next('offer-withdrawn')).data.reason).toBe('visitor-left')
    await visitor.reads(['ChatEnded'])
    expect(await visitor.poll()).toMatchObject(over)
  })
})

test('[E27 P-1] any host name will do', async () => {
  const organization = await makeOrganization(server)
  await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.arrive(organization)
  const headers = { Host: 'd.la1-c1-xxx.chat.example.org', 'X-Forwarded-Proto': 'https' }
  expect(await visitor.post('ChasitorInit', initBody(organization), { headers })).toMatchObject(ok)
  expect(await visitor.post('ChatMessage', { text: 'a' }, { headers })).toMatchObject(ok)
})

describe('[E28 S-6] a slow client', () => {
  test('may take its time between SessionId and ChasitorInit, and between polls', async () => {
    const own = await startInProcess()
    const organization = await makeOrganization(own)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.arrive(organization)
    await own.pass(3000)
    expect(await visitor.init()).toMatchObject(ok)
    await own.pass(20_000)
    const { chatId } = await ada.takeNext()
    await own.pass(75_000)
    await visitor.reads(['ChatRequestSuccess'])
    await own.pass(75_000)
    await visitor.reads(['ChatEstablished'])
    await ada.events.next('visitor-away')
    await ada.events.next('visitor-back')
    expect((await ada.request('GET', `/chats/${chatId}`)).json()).toMatchObject({ state: 'established' })
  })

  test('may never poll: its commands keep it', async () => {
    const own = await startInProcess({ environment: { PARLEY_VISITOR_ESTABLISHED_MS: '60000' } })
    const organization = await makeOrganization(own)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    const { chatId } = await ada.takeNext()
    for (let minute = 0; minute < 5; minute += 1) {
      await own.pass(59_000)
      expect(await visitor.post('ChasitorTyping')).toMatchObject(ok)
    }
    expect((await ada.request('GET', `/chats/${chatId}`)).json()).toMatchObject({ state: 'established' })
  })
})
