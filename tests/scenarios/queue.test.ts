/** Waiting: places in the queue, when they are told, and to whom. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor, type WireMessages } from '../support/raw-visitor.js'
import { makeOrganization, type TestOrganization } from '../support/test-organization.js'

const server = shareInProcess()

/** An organization whose only agent online has all her three places taken. */
const fullHouse = async () => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const chats: string[] = []
  for (let taken = 0; taken < 3; taken += 1) {
    await RawVisitor.ask(organization)
    chats.push((await ada.takeNext()).chatId)
  }
  return { organization, ada, chats }
}

/** A visitor who asks while everybody is busy, and the place they are told. */
const queue = async (organization: TestOrganization, changes: object = {}) => {
  const visitor = await RawVisitor.ask(organization, changes)
  const { messages } = await visitor.reads(['ChatRequestSuccess'], -1)
  await server.pass(250)
  return { visitor, place: messages[0]?.message.queuePosition }
}

const update = (position: number) => ({
  messages: [{ type: 'QueueUpdate', message: { position, estimatedWaitTime: expect.any(Number) as unknown } }],
  sequence: 0,
  offset: expect.any(Number) as unknown,
})

describe('[P-40 D-10] a request beyond all places', () => {
  test('waits, and is told its place: 1 for the next to be served', async () => {
    const { organization, ada } = await fullHouse()
    const places = [await queue(organization), await queue(organization), await queue(organization)]
    expect(places.map(({ place }) => place)).toEqual([1, 2, 3])
    expect(await ada.events.untaken()).toEqual([])
  })

  test('is told when its place changes, and at no other time', async () => {
    const { organization, ada, chats } = await fullHouse()
    const { visitor: first } = await queue(organization)
    const { visitor: second } = await queue(organization)
    const { visitor: third } = await queue(organization)
    const polls = [await first.held(0), await second.held(0), await third.held(0)]
    await server.pass(5000)
    expect(polls.map((poll) => poll.isHeld())).toEqual([true, true, true])

    // An offer moves nobody; that it is taken moves everybody behind.
    await ada.end(chats[0]!)
    await ada.events.next('chat-ended')
    const { data: offer } = await ada.events.next('offer')
    await server.pass(1000)
    expect(polls.map((poll) => poll.isHeld())).toEqual([true, true, true])
    await ada.accept(offer.chatId)
    await ada.events.next('chat-established')
    await server.pass(250)
    expect((await polls[0]!.answer).json()).toMatchObject({ messages: [{ type: 'ChatEstablished' }], sequence: 1 })
    expect((await polls[1]!.answer).json()).toEqual(update(1))
    expect((await polls[2]!.answer).json()).toEqual(update(2))

    // Who gives up moves those behind, not those before.
    const [before, behind] = [await second.held(0), await third.held(0)]
    await second.post('ChatEnd')
    expect((await before.answer).json()).toMatchObject({ messages: [{ type: 'ChatEnded' }] })
    await server.pass(250)
    expect((await behind.answer).json()).toEqual(update(1))
    const last = await third.held(0)
    await server.pass(5000)
    expect(last.isHeld()).toBe(true)
  })

  test('is told a place once, with or without ack, however often it polls', async () => {
    const { organization } = await fullHouse()
    const { visitor: first } = await queue(organization)
    const { visitor: second } = await queue(organization)
    await first.post('ChatEnd')
    await server.pass(250)
    expect(await second.read(0)).toEqual(update(1))
    for (const ack of [0, undefined, 0]) {
      const poll = await second.held(ack)
      await server.pass(27_250)
      expect((await poll.answer).status).toBe(204)
    }
  })

  test.each([false, 'false'])('is told nothing of it when receiveQueueUpdates is %j', async (receiveQueueUpdates) => {
    const { organization, ada, chats } = await fullHouse()
    const { visitor: first } = await queue(organization)
    const { visitor: second, place } = await queue(organization, { receiveQueueUpdates })
    expect(place).toBe(2)
    const poll = await second.held(0)
    await first.post('ChatEnd')
    await server.pass(5000)
    expect(poll.isHeld()).toBe(true)
    await ada.end(chats[0]!)
    await ada.events.next('chat-ended')
    await ada.takeNext()
    expect((await poll.answer).json()).toMatchObject({ messages: [{ type: 'ChatEstablished' }] })
  })

  test('is told of many changes at once by one answer', async () => {
    const { organization } = await fullHouse()
    const before = [await queue(organization), await queue(organization), await queue(organization)]
    const { visitor, place } = await queue(organization)
    expect(place).toBe(4)
    const poll = await visitor.held(0)
    await Promise.all(before.map(({ visitor: other }) => other.post('ChatEnd')))
    expect(poll.isHeld()).toBe(true)
    await server.pass(250)
    expect((await poll.answer).json()).toEqual(update(1))
  })
})

test('[P-33] the estimated wait counts down from the average wait, and is -1 before anybody waited', async () => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const first = await RawVisitor.ask(organization)
  const told = (answer: WireMessages) => answer.messages[0]?.message.estimatedWaitTime
  expect(told(await first.reads(['ChatRequestSuccess']))).toBe(-1)
  await server.pass(20_000)
  await ada.takeNext()
  const second = await RawVisitor.ask(organization)
  await server.pass(5000)
  expect(told(await second.reads(['ChatRequestSuccess']))).toBe(15)
  await server.pass(20_000)
  const third = await RawVisitor.ask(organization)
  expect(told(await third.reads(['ChatRequestSuccess']))).toBe(20)
})
