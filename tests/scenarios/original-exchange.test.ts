/** The exchange that brought many clients to this API, step by step and to the byte: session, request, poll, message, end. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess, storeKinds } from '../support/in-process-server.js'
import type { RawAnswer } from '../support/raw-http.js'
import { RawVisitor, type WireMessages } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { messagesOf } from '../support/messages-of.js'

const expectOk = (answer: RawAnswer): void => {
  expect(answer.status).toBe(200)
  expect(answer.headers['content-type']).toBe('text/plain;charset=UTF-8')
  expect(answer.bytes).toEqual(Buffer.from([0x4f, 0x4b]))
}

/** The poll's body, to the letter; the offset alone is the server's own affair. */
const expectMessages = (answer: RawAnswer, messages: readonly object[], sequence: number): number => {
  expect(answer.status).toBe(200)
  expect(answer.headers['content-type']).toBe('application/json;charset=UTF-8')
  const { offset } = answer.json() as WireMessages
  expect(offset).toBeGreaterThan(0)
  expect(answer.text).toBe(JSON.stringify({ messages, sequence, offset }))
  return offset
}

describe.each(storeKinds)('on the %s store', (store) => {
  const server = shareInProcess({ store })

  describe.each([
    { ack: true, numbered: true, client: 'a client that acknowledges and numbers its commands' },
    { ack: true, numbered: false, client: 'a client that acknowledges and numbers nothing' },
    { ack: false, numbered: true, client: 'a client that numbers its commands and acknowledges nothing' },
    { ack: false, numbered: false, client: 'a client that does neither' },
  ])('$client', ({ ack, numbered }) => {
    const known = (sequence: number): number | undefined => (ack ? sequence : undefined)
    const number = (sequence: number): number | undefined => (numbered ? sequence : undefined)

    test('[S-1 P-31 D-2 D-5 D-6 D-8 C-1 C-6 D-15] gets through a whole chat', async () => {
      const organization = await makeOrganization(server)
      const ada = await AgentDesk.open(organization, 'ada')

      const visitor = await RawVisitor.arrive(organization)
      const { id } = visitor.session
      expectOk(await visitor.init({ sessionId: id }, number(1)))

      const success = {
        connectionTimeout: 150_000,
        estimatedWaitTime: -1,
        sensitiveDataRules: [],
        transcriptSaveEnabled: false,
        url: '',
        queuePosition: 1,
        customDetails: [],
        visitorId: id,
        geoLocation: { countryCode: 'ZZ', countryName: 'Unknown' },
      }
      const first = await visitor.poll(known(-1))
      const offset = expectMessages(first, [{ type: 'ChatRequestSuccess', message: success }], 0)

      const nothing = await visitor.held(known(0))
      await server.pass(27_250)
      expect(await nothing.answer).toMatchObject({ status: 204, text: '' })

      const opened = await visitor.held(known(0))
      const { chatId } = await ada.takeNext()
      const established = {
        ...{ name: 'Ada', userId: ada.agent.id, items: [] },
        ...{ sneakPeekEnabled: true, chasitorIdleTimeout: { isEnabled: false } },
      }
      const later = expectMessages(await opened.answer, [{ type: 'ChatEstablished', message: established }], 1)
      expect(later).toBeGreaterThan(offset)

      const typed = await visitor.held(known(1))
      await ada.typing(chatId, true)
      const who = { name: 'Ada', agentId: ada.agent.id }
      expectMessages(await typed.answer, [{ type: 'AgentTyping', message: who }], 1)

      const greeted = await visitor.held(known(1))
      await ada.say(chatId, 'Hello Ana, how can I help? 👋')
      const greeting = {
        type: 'ChatMessage',
        message: {
          ...{ text: 'Hello Ana, how can I help? 👋', name: 'Ada' },
          ...{ schedule: { responseDelayMilliseconds: 0 }, agentId: ada.agent.id },
        },
      }
      expectMessages(await greeted.answer, [greeting, { type: 'AgentNotTyping', message: who }], 2)

      const last = await visitor.held(known(2))
      expectOk(await visitor.write('Hi, my router keeps restarting.', number(2)))
      const { data: said } = await ada.events.next('message')
      expect(said).toMatchObject({ chatId, from: 'visitor', name: 'Ana Moreira' })
      expect(said.text).toBe('Hi, my router keeps restarting.')

      const end = numbered ? { sequence: 3 } : {}
      expectOk(await visitor.post('ChatEnd', { reason: 'client' }, end))
      const ended = { type: 'ChatEnded', message: { attachedRecords: [], reason: 'client' } }
      expectMessages(await last.answer, [ended], 3)
      expect((await ada.events.next('chat-ended')).data).toEqual({ chatId, reason: 'visitor' })

      const over = await visitor.poll(known(3))
      expect(over).toMatchObject({ status: 403, text: 'Session required but was invalid or not found' })
      expect(over.headers['content-type']).toBe('text/plain;charset=UTF-8')
    })
  })

  test('[D-12] a response that got lost comes again, with what is newer', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    const { chatId } = await ada.takeNext()
    await visitor.reads(['ChatRequestSuccess'], -1)
    await visitor.reads(['ChatEstablished'], 0)
    await ada.say(chatId, 'One')
    const lost = await visitor.reads(['ChatMessage', 'AgentNotTyping'], 1)
    expect(lost.sequence).toBe(2)
    await ada.say(chatId, 'Two')
    const again = await visitor.reads(['ChatMessage', 'ChatMessage', 'AgentNotTyping'], 1)
    expect(again.messages.slice(0, 2).map(({ message }) => message.text)).toEqual(['One', 'Two'])
    expect(again.sequence).toBe(3)
  })

  test('[C-7] a command whose answer got lost comes again with its number and has one effect', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.arrive(organization)
    for (let sent = 0; sent < 2; sent += 1) expectOk(await visitor.init({}, 1))
    for (let sent = 0; sent < 2; sent += 1) expectOk(await visitor.write('Before', 2))
    const chat = await ada.takeNext()
    const { chatId } = chat
    expect(messagesOf(chat).map(({ text }) => text)).toEqual(['Before'])
    for (let sent = 0; sent < 2; sent += 1) expectOk(await visitor.write('After', 3))
    expect(await ada.events.untaken()).toHaveLength(1)
    expect((await ada.events.next('message')).data.text).toBe('After')
    for (let sent = 0; sent < 2; sent += 1) expectOk(await visitor.post('ChatEnd', {}, { sequence: 4 }))
    await ada.events.next('chat-ended')
    expect((await ada.messages(chatId)).map(({ text }) => text)).toEqual(['Before', 'After'])
    expect((await visitor.post('ChatEnd', {}, { sequence: 5 })).status).toBe(403)
  })
})
