/** Whom a button asks and what becomes of requests that nobody takes, over HTTP. */
import { describe, expect, test } from 'vitest'
import type { Button } from '../../src/setup/kinds/button.js'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess } from '../support/in-process-server.js'
import { messagesOf } from '../support/messages-of.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { changeSetup, makeOrganization, type TestOrganization } from '../support/test-organization.js'

const server = shareInProcess()

/** An organization with a button like this, and Ada and Ben, who are online. */
const floor = async (button: Partial<Button>) => {
  const organization = await makeOrganization(server)
  await changeSetup(organization, 'button', organization.buttonId, button)
  const ada = await AgentDesk.open(organization, 'ada')
  const ben = await AgentDesk.open(organization, 'ben')
  return { organization, ada, ben }
}

const unavailable = [{ type: 'ChatRequestFail', message: { reason: 'Unavailable', attachedRecords: [] } }]

const configure = async (organization: TestOrganization, agentId: string, changes: object): Promise<void> => {
  const configurationId = organization.organizationId.replace('00D', '0C6')
  await changeSetup(organization, 'agent-configuration', configurationId, { name: 'Ours', ...changes })
  await changeSetup(organization, 'agent', agentId, { configurationId })
}

describe('[R-4] a request at a button of choice', () => {
  test('is listed to everybody, without a time; who accepts first has it, and the others see it go', async () => {
    const { organization, ada, ben } = await floor({ routing: 'choice' })
    const visitor = await RawVisitor.ask(organization)
    await visitor.reads(['ChatRequestSuccess'])
    const offers = [(await ada.events.next('offer')).data, (await ben.events.next('offer')).data]
    expect(offers.map(({ expiresAt }) => expiresAt)).toEqual([undefined, undefined])
    const { chatId } = offers[0]!
    await server.pass(60_000)
    const answers = await Promise.all([ada, ben].map((desk) => desk.request('POST', `/chats/${chatId}/accept`)))
    const [first] = answers.map(({ status }) => status === 200)
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const [taker, other] = first === true ? [ada, ben] : [ben, ada]
    await taker.events.next('chat-established')
    expect((await other.events.next('offer-withdrawn')).data).toEqual({ chatId, reason: 'taken' })
    await visitor.reads(['ChatEstablished'])
  })

  test('is listed to whoever comes later, off the list of whoever goes away, and in every snapshot', async () => {
    const { organization, ada, ben } = await floor({ routing: 'choice' })
    await ben.setPresence('away')
    await ben.events.next('presence')
    await RawVisitor.ask(organization)
    const { data: offer } = await ada.events.next('offer')
    expect(await ben.events.untaken()).toEqual([])
    await ben.setPresence('online')
    await ben.events.next('presence')
    expect((await ben.events.next('offer')).data).toEqual(offer)
    expect((await (await ben.follow()).next('snapshot')).data.offers).toEqual([offer])
    await ben.setPresence('away')
    await ben.events.next('presence')
    expect((await ben.events.next('offer-withdrawn')).data).toEqual({ chatId: offer.chatId, reason: 'not-online' })
    expectProblem(await ben.request('POST', `/chats/${offer.chatId}/accept`), 409, 'offer-gone')
  })

  test('is taken only by an agent who has a place', async () => {
    const { organization, ada, ben } = await floor({ routing: 'choice' })
    for (let n = 0; n < 3; n += 1) await RawVisitor.ask(organization)
    const chatIds = []
    for (let n = 0; n < 3; n += 1) chatIds.push((await ben.events.next('offer')).data.chatId)
    await ben.accept(chatIds[0]!)
    await ben.accept(chatIds[1]!)
    expectProblem(await ben.request('POST', `/chats/${chatIds[2]}/accept`), 409, 'no-place')
    await ada.accept(chatIds[2]!)
  })

  test('that is declined goes off that list alone, and fails without a queue when nobody is left', async () => {
    const { organization, ada, ben } = await floor({ routing: 'choice', queueEnabled: false, reroutesMax: 0 })
    const visitor = await RawVisitor.ask(organization)
    await visitor.reads(['ChatRequestSuccess'])
    const { chatId } = (await ada.events.next('offer')).data
    await ada.decline(chatId)
    expect((await ada.events.next('offer-withdrawn')).data).toEqual({ chatId, reason: 'declined' })
    const poll = await visitor.held()
    await ben.decline(chatId)
    expect(((await poll.answer).json() as { messages: unknown }).messages).toEqual(unavailable)
  })
})

describe('[R-1 R-2] a request', () => {
  test('is for those who have the skills', async () => {
    const { organization, ada, ben } = await floor({})
    const skillId = organization.organizationId.replace('00D', '0C5')
    await changeSetup(organization, 'skill', skillId, { name: 'Portuguese' })
    await changeSetup(organization, 'agent', ben.agent.id, { skillIds: [skillId] })
    await ben.follow()
    await ben.events.next('snapshot')
    await changeSetup(organization, 'button', organization.buttonId, {
      routing: 'skills',
      skillIds: [skillId],
      capacityWeight: 2,
      queueEnabled: false,
    })
    const visitor = await RawVisitor.ask(organization)
    await visitor.reads(['ChatRequestSuccess'])
    await ben.takeNext()
    expect(await ada.events.untaken()).toEqual([])
    // Both of Ben's places are taken by the one chat.
    const other = await RawVisitor.ask(organization)
    expect((await other.read(-1)).messages).toEqual(unavailable)
  })

  test('is for the members of a queue', async () => {
    const { organization, ada, ben } = await floor({})
    const queueId = organization.organizationId.replace('00D', '00G')
    await changeSetup(organization, 'queue', queueId, { name: 'Orders', memberIds: [ben.agent.id] })
    await changeSetup(organization, 'button', organization.buttonId, { routing: 'queue', queueId })
    await RawVisitor.ask(organization)
    await ben.takeNext()
    await ben.setPresence('away')
    const refused = await RawVisitor.ask(organization)
    expect((await refused.read(-1)).messages).toEqual(unavailable)
    expect(await ada.events.untaken()).toEqual([])
  })

  test('is accepted by itself where nobody is asked', async () => {
    const { organization, ada } = await floor({ autoAccept: true })
    const visitor = await RawVisitor.ask(organization)
    await visitor.reads(['ChatRequestSuccess'])
    await visitor.reads(['ChatEstablished'])
    const names = (await ada.events.untaken()).map(({ name }) => name)
    expect(names).toEqual(['chat-established'])
  })

  test('has the time of its button to be accepted', async () => {
    const { organization, ada, ben } = await floor({ pushTimeoutS: 5 })
    await RawVisitor.ask(organization)
    await ada.events.next('offer')
    await server.pass(31_000)
    expect((await ada.events.next('offer-withdrawn')).data.reason).toBe('timed-out')
    expect((await ben.events.next('offer')).data.expiresAt).toBeDefined()
  })
})

describe('[R-3] an agent who lets a request pass', () => {
  test('is away after it, if their configuration says so, and has everything else withdrawn', async () => {
    const { organization, ada, ben } = await floor({})
    await configure(organization, ada.agent.id, { awayOnDecline: true })
    const desk = await ada.follow()
    await desk.next('snapshot')
    for (let n = 0; n < 3; n += 1) await RawVisitor.ask(organization)
    const [first, second] = [(await desk.next('offer')).data.chatId, (await desk.next('offer')).data.chatId]
    await ben.events.next('offer')
    await ada.decline(first)
    expect((await desk.next('presence')).data).toEqual({ status: 'away' })
    const gone = [(await desk.next('offer-withdrawn')).data, (await desk.next('offer-withdrawn')).data]
    expect(gone).toContainEqual({ chatId: first, reason: 'declined' })
    expect(gone).toContainEqual({ chatId: second, reason: 'not-online' })
  })

  test('may say why, with a reason that is there', async () => {
    const { organization, ada } = await floor({})
    const reasonId = organization.organizationId.replace('00D', '0KR')
    await changeSetup(organization, 'decline-reason', reasonId, { name: 'Wrong topic' })
    await RawVisitor.ask(organization)
    const { chatId } = (await ada.events.next('offer')).data
    const decline = (body: object) => ada.request('POST', `/chats/${chatId}/decline`, body)
    expectProblem(await decline({ reasonId: '0KRP00000000009' }), 400, 'invalid')
    expectProblem(await decline({ reasonId: 5 }), 400, 'invalid')
    expect((await decline({ reasonId })).status).toBe(200)
    const stream = { organizationId: organization.organizationId, kind: 'chat', id: chatId }
    const events = await server.running.parts.log.readAfter(stream, 0, 10)
    expect(events.map(({ body }) => body)).toContainEqual({
      ...{ type: 'offer-ended', agentId: ada.agent.id, reason: 'declined', declineReasonId: reasonId },
    })
  })
})

describe('[R-5] a request that nobody takes', () => {
  test('fails without a queue once everybody was asked as often as there are rounds', async () => {
    const { organization, ada, ben } = await floor({ queueEnabled: false, reroutesMax: 1 })
    const visitor = await RawVisitor.ask(organization)
    await visitor.reads(['ChatRequestSuccess'])
    const poll = await visitor.held()
    for (const desk of [ada, ben, ada]) {
      await desk.decline((await desk.events.next('offer')).data.chatId)
      await desk.events.next('offer-withdrawn')
      await server.pass(5250)
    }
    await ben.decline((await ben.events.next('offer')).data.chatId)
    expect(((await poll.answer).json() as { messages: unknown }).messages).toEqual(unavailable)
  })

  test('fails two minutes after the last agent went away, not before, and not when one comes back', async () => {
    const { organization, ada, ben } = await floor({})
    await ben.setPresence('away')
    const visitor = await RawVisitor.ask(organization)
    await visitor.reads(['ChatRequestSuccess'])
    await ada.setPresence('away')
    await server.pass(119_000)
    await ada.setPresence('online')
    await ada.events.next('offer')
    await ada.setPresence('away')
    await server.pass(24_000)
    // So that the visitor is not lost meanwhile, and this poll still held when it matters.
    await visitor.write('Still there')
    await server.pass(80_000)
    const poll = await visitor.held()
    await server.pass(15_500)
    expect(poll.isHeld()).toBe(true)
    await server.pass(1000)
    expect(((await poll.answer).json() as { messages: unknown }).messages).toEqual(unavailable)
  })
})

describe('[R-6 D-6] an agent who takes a chat', () => {
  test('goes by the name that setup says, and greets with what it says, after ChatEstablished', async () => {
    const { organization, ada } = await floor({
      autoGreeting: 'Hello {!LiveAgent_VisitorName}, I am {!User_FirstName}.{!User_X__c}',
      customAgentName: '{!User_FirstName} of Orders',
    })
    const visitor = await RawVisitor.ask(organization)
    await visitor.reads(['ChatRequestSuccess'])
    const chat = await ada.takeNext()
    const [established] = (await visitor.reads(['ChatEstablished'])).messages
    expect(established?.message.name).toBe('Ada of Orders')
    const text = 'Hello Ana Moreira, I am Ada.'
    const [greeting] = (await visitor.read()).messages
    expect(greeting).toMatchObject({ type: 'ChatMessage', message: { text, name: 'Ada of Orders' } })
    expect(messagesOf(chat).map((message) => message.text)).toEqual([text])
    await ada.say(chat.chatId, 'How can I help?')
    const [said] = (await visitor.read()).messages
    expect(said).toMatchObject({ type: 'ChatMessage', message: { name: 'Ada of Orders' } })
  })
})

test('[V-1 R-1] a button is not available outside of its hours', async () => {
  const { organization } = await floor({})
  const businessHoursId = organization.organizationId.replace('00D', '01m')
  await changeSetup(organization, 'business-hours', businessHoursId, { name: 'Never', timeZone: 'Europe/Lisbon' })
  await changeSetup(organization, 'button', organization.buttonId, { businessHoursId })
  const visitor = await RawVisitor.ask(organization)
  expect((await visitor.read(-1)).messages).toEqual(unavailable)
})
