/** How long a visitor may be silent, what counts as being heard of, and what agents are told of it. */
import { describe, expect, test, vi } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess, startInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { changeSetup, makeOrganization } from '../support/test-organization.js'
import { expectRefusal, noSession } from '../support/wire-refusal.js'

// Here it is the visitors who are gone; that no agent is there ends no request.
const environment = { PARLEY_UNATTENDED_MS: '86400000' }
const server = shareInProcess({ environment })
const minute = 60_000

const inChat = async () => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  const { chatId } = await ada.takeNext()
  await visitor.reads(['ChatRequestSuccess'], -1)
  await visitor.reads(['ChatEstablished'], 0)
  return { organization, ada, visitor, chatId }
}

/** A visitor who waits though an agent was online when they asked. */
const waiting = async () => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  await ada.events.next('offer')
  await ada.setPresence('away')
  await ada.events.next('presence')
  await ada.events.next('offer-withdrawn')
  return { organization, ada, visitor }
}

describe('[S-5] a session that never asked for a chat', () => {
  test('lives ten minutes', async () => {
    const organization = await makeOrganization(server)
    const [early, late] = [await RawVisitor.arrive(organization), await RawVisitor.arrive(organization)]
    await server.pass(10 * minute - 500)
    expect(await early.init()).toMatchObject({ status: 200, text: 'OK' })
    await server.pass(1000)
    expectRefusal(await late.init(), 403, noSession)
    expectRefusal(await late.poll(), 403, noSession)
    await early.reads(['ChatRequestFail'])
  })

  test('lives no longer for being polled, and its poll is told', async () => {
    const visitor = await RawVisitor.arrive(await makeOrganization(server))
    await server.pass(9.75 * minute)
    const poll = await visitor.held()
    await server.pass(14_000)
    expect(poll.isHeld()).toBe(true)
    await server.pass(2000)
    expectRefusal(await poll.answer, 403, noSession)
    expectRefusal(await visitor.poll(), 403, noSession)
  })
})

describe('[S-7] a visitor who waits', () => {
  test('may be silent for 150 seconds', async () => {
    const { ada, visitor } = await waiting()
    await server.pass(149_500)
    await visitor.reads(['ChatRequestSuccess'])
    await server.pass(149_500)
    await ada.setPresence('online')
    await ada.events.next('presence')
    await ada.takeNext()
    await visitor.reads(['ChatEstablished'])
  })

  test('is given up after that, and reads why', async () => {
    const { ada, visitor } = await waiting()
    await server.pass(150_500)
    await ada.setPresence('online')
    await ada.events.next('presence')
    expectRefusal(await visitor.write('Hello?'), 403, noSession)
    await visitor.reads(['ChatRequestSuccess'])
    const { messages } = await visitor.reads(['ChatEnded'])
    expect(messages[0]?.message.reason).toBe('clientIdleTimeout')
    expectRefusal(await visitor.poll(), 403, noSession)
    expect(await ada.events.untaken()).toEqual([])
  })

  test('[S-6 D-16] is in contact while a poll is open, however long', async () => {
    const { ada, visitor } = await waiting()
    await visitor.reads(['ChatRequestSuccess'])
    for (let poll = 0; poll < 12; poll += 1) {
      const { answer } = await visitor.held()
      await server.pass(27_250)
      expect((await answer).status).toBe(204)
    }
    await ada.setPresence('online')
    await ada.events.next('presence')
    await ada.takeNext()
  })
})

describe('[S-8] a visitor in a chat', () => {
  test('who is silent for 30 seconds is away, and back with a poll or a command', async () => {
    const { ada, visitor, chatId } = await inChat()
    const isAway = async () =>
      ((await ada.request('GET', `/chats/${chatId}`)).json() as { visitorAway: boolean }).visitorAway
    await server.pass(29_500)
    expect(await isAway()).toBe(false)
    await server.pass(1000)
    expect((await ada.events.next('visitor-away')).data).toEqual({ chatId })
    expect(await isAway()).toBe(true)
    await visitor.write('Back')
    expect((await ada.events.next('visitor-back')).data).toEqual({ chatId })
    await ada.events.next('message')
    await server.pass(30_500)
    await ada.events.next('visitor-away')
    const poll = await visitor.held()
    await ada.events.next('visitor-back')
    expect(await isAway()).toBe(false)
    await server.pass(27_250)
    expect((await poll.answer).status).toBe(204)
    await server.pass(29_500)
    expect(await ada.events.untaken()).toEqual([])
    await server.pass(1000)
    expect((await ada.events.next('visitor-away')).id).toBeUndefined()
  })

  test('may be silent for ten minutes', async () => {
    const { ada, visitor, chatId } = await inChat()
    await server.pass(10 * minute - 500)
    expect(await visitor.write('Here I am')).toMatchObject({ status: 200, text: 'OK' })
    await server.pass(10 * minute - 500)
    const poll = await visitor.held()
    expect(poll.isHeld()).toBe(true)
    expect((await ada.messages(chatId)).map(({ text }) => text)).toEqual(['Here I am'])
  })

  test('is given up after that: the agent is told, and the place is free', async () => {
    const { organization, ada, visitor, chatId } = await inChat()
    await RawVisitor.ask(organization)
    await ada.takeNext()
    await RawVisitor.ask(organization)
    await ada.takeNext()
    await server.pass(9 * minute)
    const fourth = await RawVisitor.ask(organization)
    for (let times = 0; times < 3; times += 1) await ada.events.next('visitor-away')
    expect(await ada.events.untaken()).toEqual([])
    await server.pass(minute + 500)
    const ended = await ada.events.next('chat-ended')
    expect(ended.data).toEqual({ chatId, reason: 'visitor-lost' })
    await ada.events.next('offer')
    await fourth.reads(['ChatRequestSuccess'])
    const { messages } = await visitor.reads(['ChatEnded'], 1)
    expect(messages[0]?.message).toEqual({ attachedRecords: [], reason: 'clientIdleTimeout' })
    expectRefusal(await visitor.poll(2), 403, noSession)
  })
})

describe('[S-10] the end of a chat', () => {
  test('can be fetched for ten minutes', async () => {
    const { ada, visitor, chatId } = await inChat()
    await ada.end(chatId)
    await server.pass(10 * minute - 500)
    await visitor.reads(['ChatEnded'], 1)
    await server.pass(1000)
    expectRefusal(await visitor.poll(1), 403, noSession)
    expectRefusal(await visitor.poll(-1), 403, noSession)
    expectRefusal(await visitor.poll(), 403, noSession)
    expectRefusal(await visitor.init(), 403, noSession)
  })

  test('leaves nothing of the session in memory', async () => {
    const own = await startInProcess({ environment })
    const organization = await makeOrganization(own)
    const ada = await AgentDesk.open(organization, 'ada')
    for (let chats = 0; chats < 3; chats += 1) {
      await RawVisitor.ask(organization)
      const { chatId } = await ada.takeNext()
      await ada.end(chatId)
      await ada.events.next('chat-ended')
    }
    const unasked = await RawVisitor.arrive(organization)
    const poll = await unasked.held()
    expect(own.running.parts.sessions.counts).toEqual({ sessions: 4, heldPolls: 1 })
    await own.pass(10 * minute + 500)
    await poll.answer
    expect(own.running.parts.sessions.counts).toEqual({ sessions: 0, heldPolls: 0 })
  })
})

describe('[S-15] a deployment with times of its own', () => {
  const own = async (times = { connectionTimeoutS: 60, connectionWarningS: 5 }, on = server) => {
    const organization = await makeOrganization(on)
    await changeSetup(organization, 'deployment', organization.deploymentId, times)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    return { ada, visitor }
  }

  test('gives up its visitors after its own time, and tells the agent after its own', async () => {
    const { ada, visitor } = await own()
    const { chatId } = await ada.takeNext()
    await server.pass(4500)
    expect(await ada.events.untaken()).toEqual([])
    await server.pass(1000)
    expect((await ada.events.next('visitor-away')).data).toEqual({ chatId })
    await server.pass(54_000)
    expect(await ada.events.untaken()).toEqual([])
    await server.pass(1000)
    expect((await ada.events.next('chat-ended')).data).toEqual({ chatId, reason: 'visitor-lost' })
    await visitor.reads(['ChatRequestSuccess'])
  })

  test('[P-31] announces what holds while its visitors wait', async () => {
    const { ada, visitor } = await own()
    const { messages } = await visitor.reads(['ChatRequestSuccess'])
    expect(messages[0]?.message['connectionTimeout']).toBe(60_000)
    await ada.events.next('offer')
    await ada.setPresence('away')
    await server.pass(59_500)
    expect((await visitor.held()).isHeld()).toBe(true)
  })

  test('[S-10 R-5] tells whoever comes back within that time what became of their request', async () => {
    const usual = await startInProcess()
    const { ada, visitor } = await own({ connectionTimeoutS: 900, connectionWarningS: 5 }, usual)
    await visitor.reads(['ChatRequestSuccess'], -1)
    await ada.events.next('offer')
    await ada.setPresence('away')
    // Nobody is there, so that the request ends long before its visitor is given up.
    await usual.pass(13 * minute)
    await visitor.reads(['ChatRequestFail'], 0)
    await usual.pass(4.5 * minute)
    expectRefusal(await visitor.poll(0), 403, noSession)
  })

  test('lets a visitor who waits go after that time', async () => {
    const { ada, visitor } = await own()
    await ada.events.next('offer')
    await ada.setPresence('away')
    await server.pass(60_500)
    await visitor.reads(['ChatRequestSuccess'])
    await visitor.reads(['ChatEnded'])
  })
})

test('[S-7] a visitor whose end fails keeps no other waiting for theirs', async () => {
  const own = await startInProcess({ environment })
  const organization = await makeOrganization(own)
  const ada = await AgentDesk.open(organization, 'ada')
  for (let count = 0; count < 2; count += 1) await RawVisitor.ask(organization)
  await ada.setPresence('away')
  const { assignments, floors } = own.running.parts
  const loseVisitor = assignments.loseVisitor.bind(assignments)
  let failing: string | undefined
  vi.spyOn(assignments, 'loseVisitor').mockImplementation((chat, isLost) => {
    failing ??= chat.key
    return chat.key === failing ? Promise.reject(new Error('A fault of ours.')) : loseVisitor(chat, isLost)
  })
  await own.pass(152_000)
  expect([...floors.of(organization.organizationId).queued]).toHaveLength(1)
  // It was told of, and would fail the test otherwise.
  expect(own.errors.splice(0).join()).toContain('A fault of ours.')
})
