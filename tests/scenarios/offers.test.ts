/** Offers: to whom, for how long, what happens when they are let pass, and that nobody gets more than they have places. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { messagesOf } from '../support/messages-of.js'

const server = shareInProcess()

/** Ada and Ben online, and a chat that is offered to Ada, who has more free places. */
const offeredToAda = async () => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const ben = await AgentDesk.open(organization, 'ben')
  const visitor = await RawVisitor.ask(organization)
  const { data: offer } = await ada.events.next('offer')
  await visitor.reads(['ChatRequestSuccess'])
  return { organization, ada, ben, visitor, offer, chatId: offer.chatId }
}

describe('[A-6] an offer', () => {
  test('goes to the agent with the most free places, and says what it is about', async () => {
    const { organization, ben, offer } = await offeredToAda()
    const now = server.clock.now()
    expect(offer).toEqual({
      chatId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      visitorName: 'Ana Moreira',
      buttonId: organization.buttonId,
      buttonName: 'Chat with us',
      waitingSince: new Date(now).toISOString(),
      expiresAt: new Date(now + 30_000).toISOString(),
    })
    expect(await ben.events.untaken()).toEqual([])
  })

  test('shows nothing of what the visitor writes', async () => {
    const { ada, visitor, chatId } = await offeredToAda()
    await visitor.write('A secret')
    await visitor.post('ChasitorSneakPeek', { text: 'Another' })
    expect(await ada.events.untaken()).toEqual([])
    expect(ada.events.text).not.toContain('secret')
    await ada.accept(chatId)
    expect(messagesOf((await ada.events.next('chat-established')).data).map(({ text }) => text)).toEqual(['A secret'])
    expect(await ada.events.untaken()).toEqual([])
    expect(ada.events.text.split('A secret')).toHaveLength(2)
  })

  test('takes a place: nobody is offered more than they have, all else waits in order', async () => {
    const organization = await makeOrganization(server)
    const ben = await AgentDesk.open(organization, 'ben')
    const visitors: RawVisitor[] = []
    for (const visitorName of ['One', 'Two', 'Three', 'Four']) {
      visitors.push(await RawVisitor.ask(organization, { visitorName }))
      await server.pass(1000)
    }
    const [one, two] = [(await ben.events.next('offer')).data, (await ben.events.next('offer')).data]
    expect([one.visitorName, two.visitorName]).toEqual(['One', 'Two'])
    await ben.accept(one.chatId)
    await ben.events.next('chat-established')
    expect(await ben.events.untaken()).toEqual([])
    await visitors[1]!.post('ChatEnd')
    await ben.events.next('offer-withdrawn')
    expect((await ben.events.next('offer')).data.visitorName).toBe('Three')
    await ben.end(one.chatId)
    await ben.events.next('chat-ended')
    expect((await ben.events.next('offer')).data.visitorName).toBe('Four')
  })

  test('can be accepted once', async () => {
    const { ada, visitor, chatId } = await offeredToAda()
    const answers = await Promise.all([1, 2, 3].map(() => ada.request('POST', `/chats/${chatId}/accept`)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    await ada.events.next('chat-established')
    expect(await ada.events.untaken()).toEqual([])
    await visitor.reads(['ChatEstablished'])
    const poll = await visitor.held()
    expect(poll.isHeld()).toBe(true)
    expectProblem(await ada.request('POST', `/chats/${chatId}/decline`), 409, 'offer-gone')
  })
})

describe('[A-7] an offer that is let pass', () => {
  test('runs out after 30 seconds and goes to the next agent; the visitor notices nothing', async () => {
    const { ada, ben, visitor, chatId } = await offeredToAda()
    await server.pass(29_500)
    expect(await ada.events.untaken()).toEqual([])
    const poll = await visitor.held()
    await server.pass(1000)
    expect((await ada.events.next('offer-withdrawn')).data).toEqual({ chatId, reason: 'timed-out' })
    expect((await ben.events.next('offer')).data.chatId).toBe(chatId)
    expectProblem(await ada.request('POST', `/chats/${chatId}/accept`), 409, 'offer-gone')
    expect(poll.isHeld()).toBe(true)
    await ben.accept(chatId)
    expect((await poll.answer).json()).toMatchObject({
      messages: [{ type: 'ChatEstablished', message: { name: 'Ben', userId: ben.agent.id } }],
    })
  })

  test('goes to the next agent at once when it is declined', async () => {
    const { ada, ben, chatId } = await offeredToAda()
    await ada.decline(chatId)
    expect((await ada.events.next('offer-withdrawn')).data).toEqual({ chatId, reason: 'declined' })
    expect((await ben.events.next('offer')).data.chatId).toBe(chatId)
    expectProblem(await ada.request('POST', `/chats/${chatId}/decline`), 409, 'offer-gone')
    expect(await ada.events.untaken()).toEqual([])
  })

  test('comes back to the same agent after five seconds, when nobody else is free', async () => {
    const { ada, ben, chatId } = await offeredToAda()
    await ada.decline(chatId)
    await ada.events.next('offer-withdrawn')
    await ben.events.next('offer')
    await ben.decline(chatId)
    await ben.events.next('offer-withdrawn')
    await server.pass(4500)
    expect([...(await ada.events.untaken()), ...(await ben.events.untaken())]).toEqual([])
    await server.pass(1000)
    await ada.accept((await ada.events.next('offer')).data.chatId)
    expect(await ben.events.untaken()).toEqual([])
  })

  test('[A-6] returns to the queue when its agent goes away', async () => {
    const { ada, ben, chatId } = await offeredToAda()
    await ada.setPresence('away')
    expect((await ada.events.next('presence')).data).toEqual({ status: 'away' })
    expect((await ada.events.next('offer-withdrawn')).data).toEqual({ chatId, reason: 'not-online' })
    expect((await ben.events.next('offer')).data.chatId).toBe(chatId)
  })

  test('is no offer any more when it was accepted in time', async () => {
    const { ada, ben, visitor, chatId } = await offeredToAda()
    await server.pass(29_500)
    await ada.accept(chatId)
    await ada.events.next('chat-established')
    await visitor.reads(['ChatEstablished'])
    const poll = await visitor.held()
    await server.pass(20_000)
    expect(poll.isHeld()).toBe(true)
    expect([...(await ada.events.untaken()), ...(await ben.events.untaken())]).toEqual([])
  })
})
