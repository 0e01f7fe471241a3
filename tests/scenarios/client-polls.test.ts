/** What real clients were seen to need of polls: order, grouping, acknowledgement, hold time, the end. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess, startInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'

const server = shareInProcess()
const over = { status: 403, text: 'Session required but was invalid or not found' }

/** A visitor in a chat with Ada; nothing was polled yet. */
const accepted = async () => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  const { chatId } = await ada.takeNext()
  return { organization, ada, visitor, chatId }
}

const established = async () => {
  const chat = await accepted()
  await chat.visitor.reads(['ChatRequestSuccess'])
  await chat.visitor.reads(['ChatEstablished'])
  return chat
}

const says = (text: string) => ({ type: 'ChatMessage', message: expect.objectContaining({ text }) as unknown })

describe('[E11] acknowledging', () => {
  test('[D-14] without ack, everything comes once', async () => {
    const { ada, visitor, chatId } = await accepted()
    expect((await visitor.reads(['ChatRequestSuccess'])).sequence).toBe(0)
    expect((await visitor.reads(['ChatEstablished'])).sequence).toBe(1)
    await ada.say(chatId, 'One')
    expect((await visitor.read()).messages[0]).toEqual(says('One'))
    const poll = await visitor.held()
    await ada.say(chatId, 'Two')
    expect((await poll.answer).json()).toMatchObject({
      messages: [says('Two'), { type: 'AgentNotTyping' }],
      sequence: 3,
    })
  })

  test.each([-1, -2, -999_999_999])('[D-12] ack=%d means that the client has nothing', async (ack) => {
    const { visitor } = await accepted()
    for (let times = 0; times < 3; times += 1) {
      expect((await visitor.reads(['ChatRequestSuccess'], ack)).sequence).toBe(0)
    }
  })

  test('[D-12] an ack that lags brings again what is newer, and nothing older', async () => {
    const { ada, visitor, chatId } = await established()
    for (const text of ['One', 'Two', 'Three']) await ada.say(chatId, text)
    await visitor.reads(['ChatMessage', 'ChatMessage', 'ChatMessage', 'AgentNotTyping'], 1)
    const again = await visitor.reads(['ChatMessage', 'AgentNotTyping'], 3)
    expect(again).toMatchObject({ messages: [says('Three'), {}], sequence: 4 })
    await visitor.reads(['ChatEstablished'], 0)
    await visitor.reads(['ChatMessage', 'ChatMessage', 'ChatMessage', 'AgentNotTyping'], 1)
  })

  test.each([5, 999_999_999, 'x', '1.5', '', '1&ack=1', '99999999999999999999'])(
    '[D-13 E20] ack=%s counts as none and is never refused',
    async (ack) => {
      const { ada, visitor, chatId } = await established()
      await ada.say(chatId, 'One')
      expect((await visitor.poll(ack)).json()).toMatchObject({ messages: [says('One'), {}], sequence: 2 })
      const poll = await visitor.held(ack)
      await ada.say(chatId, 'Two')
      expect((await poll.answer).json()).toMatchObject({ messages: [says('Two'), {}], sequence: 3 })
    },
  )
})

describe('[E12 D-5] the first poll after ChasitorInit', () => {
  test('is answered at once with ChatRequestSuccess alone', async () => {
    const organization = await makeOrganization(server)
    await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    const { messages } = await visitor.reads(['ChatRequestSuccess'])
    expect(messages[0]?.message.queuePosition).toBe(1)
  })

  test.each([
    ['Unavailable', 'nobody is online', {}, false],
    ['Unavailable', 'the button is not here', { buttonId: '573P00000099999' }, true],
    ['Unavailable', 'the deployment is not here', { deploymentId: '572P00000099999' }, true],
    ['NoPost', 'isPost is false', { isPost: false }, true],
    ['NoPost', 'isPost is "false"', { isPost: 'false' }, true],
  ])('[P-32 C-2] is answered at once with ChatRequestFail %s when %s', async (reason, _why, changes, online) => {
    const organization = await makeOrganization(server)
    if (online) await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization, changes)
    const { messages, sequence } = await visitor.reads(['ChatRequestFail'], -1)
    expect(messages[0]?.message).toEqual({ reason, attachedRecords: [] })
    expect(sequence).toBe(0)
    expect(await visitor.poll(0)).toMatchObject(over)
    expect(await visitor.write('Anybody there?')).toMatchObject(over)
  })

  test('[D-1] may be open already', async () => {
    const organization = await makeOrganization(server)
    await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.arrive(organization)
    const poll = await visitor.held(-1)
    await visitor.init()
    expect((await poll.answer).json()).toMatchObject({ messages: [{ type: 'ChatRequestSuccess' }], sequence: 0 })
  })
})

test.each([
  ['with ack', true],
  ['without', false],
])('[E13 D-6] the arrival of an agent is alone in its response, however fast it all was (%s)', async (_how, acks) => {
  const { ada, visitor, chatId } = await accepted()
  const ack = (number: number) => (acks ? number : undefined)
  await ada.say(chatId, 'Hello!')
  await ada.end(chatId)
  expect((await visitor.reads(['ChatRequestSuccess'], ack(-1))).sequence).toBe(0)
  expect((await visitor.reads(['ChatEstablished'], ack(0))).sequence).toBe(1)
  expect((await visitor.reads(['ChatMessage', 'AgentNotTyping', 'ChatEnded'], ack(1))).sequence).toBe(3)
  expect(await visitor.poll(ack(3))).toMatchObject(over)
})

test('[E14 D-10] nothing comes between the two when nothing changed', async () => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  await visitor.reads(['ChatRequestSuccess'])
  const poll = await visitor.held()
  await server.pass(20_000)
  expect(poll.isHeld()).toBe(true)
  await ada.takeNext()
  expect((await poll.answer).json()).toMatchObject({ messages: [{ type: 'ChatEstablished' }] })
})

describe('[E15 D-8 D-9] typing', () => {
  test('is told at once while a poll is open, and only when it changes', async () => {
    const { ada, visitor, chatId } = await established()
    const typing = await visitor.held(1)
    await ada.typing(chatId, true)
    expect((await typing.answer).json()).toMatchObject({ messages: [{ type: 'AgentTyping' }], sequence: 1 })
    const more = await visitor.held(1)
    await ada.typing(chatId, true)
    expect(more.isHeld()).toBe(true)
    await ada.typing(chatId, false)
    expect((await more.answer).json()).toMatchObject({ messages: [{ type: 'AgentNotTyping' }], sequence: 1 })
  })

  test('ends after the message it led to, never before', async () => {
    const { ada, visitor, chatId } = await established()
    await ada.typing(chatId, true)
    await visitor.reads(['AgentTyping'])
    await ada.say(chatId, 'One')
    await ada.say(chatId, 'Two')
    await visitor.reads(['ChatMessage', 'ChatMessage', 'AgentNotTyping'])
    await ada.say(chatId, 'Three')
    await ada.typing(chatId, true)
    await visitor.reads(['ChatMessage', 'AgentTyping'])
  })
})

describe('[E16 D-2] the hold time', () => {
  test('is 27 to 28 seconds', async () => {
    const { visitor } = await established()
    const poll = await visitor.held(1)
    await server.pass(27_000 - 250)
    expect(poll.isHeld()).toBe(true)
    await server.pass(1000)
    expect(poll.isHeld()).toBe(false)
    const answer = await poll.answer
    expect(answer.status).toBe(204)
    expect(answer.bytes).toHaveLength(0)
    expect(answer.headers['content-type']).toBeUndefined()
  })

  test('is never cut short', async () => {
    const own = await startInProcess({ clock: 'system', environment: { PARLEY_POLL_HOLD_MS: '400' } })
    const visitor = await RawVisitor.arrive(await makeOrganization(own))
    const from = performance.now()
    expect((await visitor.poll()).status).toBe(204)
    expect(performance.now() - from).toBeGreaterThanOrEqual(400)
  })
})

test('[E17 P-30 E24] every 200 has its members, every element its message', async () => {
  const { ada, visitor, chatId } = await accepted()
  await ada.say(chatId, 'Hi')
  await ada.end(chatId)
  let offset = 0
  for (let poll = 0; poll < 3; poll += 1) {
    const answer = await visitor.poll()
    expect(answer.headers['content-type']).toBe('application/json;charset=UTF-8')
    expect(answer.headers['cache-control']).toBe('no-store')
    const body = answer.json() as { messages: { type: unknown; message: unknown }[]; sequence: unknown; offset: number }
    expect(Object.keys(body)).toEqual(['messages', 'sequence', 'offset'])
    for (const { type, message } of body.messages) {
      expect(typeof type).toBe('string')
      expect(message).toEqual(expect.any(Object))
    }
    expect(Number.isSafeInteger(body.sequence)).toBe(true)
    expect(body.offset).toBeGreaterThan(offset)
    offset = body.offset
  }
})

test('[E18 P-31 P-34 P-39] the members that clients read without looking are there', async () => {
  const { ada, visitor, chatId } = await accepted()
  const [success] = (await visitor.reads(['ChatRequestSuccess'])).messages
  expect(success?.message).toMatchObject({ queuePosition: 0, visitorId: visitor.session.id, estimatedWaitTime: -1 })
  expect(success?.message.geoLocation).toEqual(expect.any(Object))
  const [arrival] = (await visitor.reads(['ChatEstablished'])).messages
  const { name, id: userId } = ada.agent
  expect(arrival?.message).toMatchObject({ name, userId, items: [], chasitorIdleTimeout: { isEnabled: false } })
  expect(arrival?.message.sneakPeekEnabled).toEqual(expect.any(Boolean))
  await ada.end(chatId)
  expect((await visitor.reads(['ChatEnded'])).messages[0]?.message).toEqual({ attachedRecords: [], reason: 'agent' })
})

describe('[E19 D-15 C-10] after the end was delivered', () => {
  test.each([
    ['with ack', 2],
    ['without', undefined],
  ])('polls and commands find no session (%s)', async (_how, ack) => {
    const { ada, visitor, chatId } = await established()
    await ada.end(chatId)
    await visitor.reads(['ChatEnded'], ack === undefined ? undefined : 1)
    for (let times = 0; times < 2; times += 1) expect(await visitor.poll(ack)).toMatchObject(over)
    for (const noun of ['ChatMessage', 'ChasitorTyping', 'ChasitorNotTyping', 'ChasitorSneakPeek', 'ChatEnd']) {
      expect(await visitor.post(noun, { text: 'a' })).toMatchObject(over)
    }
    expect(await ada.messages(chatId)).toEqual([])
  })

  test('a client that lost the end gets it again by its ack', async () => {
    const { ada, visitor, chatId } = await established()
    await ada.end(chatId)
    await visitor.reads(['ChatEnded'], 1)
    await visitor.reads(['ChatEnded'], 1)
    expect(await visitor.poll(2)).toMatchObject(over)
  })
})
