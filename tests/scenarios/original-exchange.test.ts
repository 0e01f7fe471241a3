/** The exchange that brought many clients to this API, step by step and to the byte: session, request, poll, message, end. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess } from '../support/in-process-server.js'
import { storeKinds } from '../support/test-store.js'
import type { RawAnswer } from '../support/raw-http.js'
import { RawVisitor, type WireMessages } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'

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
})
