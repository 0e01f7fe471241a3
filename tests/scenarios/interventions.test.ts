/** What supervisors decide about chats of others: giving them to somebody, and coming into them. */
import { describe, expect, test } from 'vitest'
import type { FloorEvents } from '../../src/agent-api/supervision/floor-messages.js'
import type { AgentEvents } from '../../src/agent-api/messages.js'
import { placesTaken } from '../../src/routing/agent.js'
import type { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { handoverFloor, invite, placesOf, type HandoverFloor } from '../support/handover-floor.js'
import { shareInProcess, until } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { configure, SupervisorDesk } from '../support/supervisor-desk.js'

const server = shareInProcess({ environment: { PARLEY_VISITOR_AWAY_MS: '600000' } })

const begin = async (more?: object) => {
  const floor = await handoverFloor(server, more)
  const supervisor = await SupervisorDesk.logIn(floor.organization)
  const give = (chatId: string, body: object) =>
    supervisor.request('POST', `/supervision/chats/${chatId}/transfer`, body)
  const join = (chatId: string) => supervisor.request('POST', `/supervision/chats/${chatId}/join`)
  return { ...floor, supervisor, give, join, by: { agentId: supervisor.id, name: expect.any(String) as string } }
}

/** A second visitor's chat, which is offered to Ada alone. */
const offeredToAda = async ({ organization, ada, ben }: HandoverFloor): Promise<string> => {
  await ben.setPresence('away')
  await ben.events.next('presence')
  await RawVisitor.ask(organization)
  const { chatId } = (await ada.events.next('offer')).data
  await ben.setPresence('online')
  await ben.events.next('presence')
  return chatId
}

const withdrawnFrom = async (desk: AgentDesk): Promise<string> =>
  (await desk.events.next('offer-withdrawn')).data.reason

describe('[A-48] a chat with an agent', () => {
  test('is handed over as its agent would, and everybody is told who decided it', async () => {
    // What the agent's configuration allows does not bind who looks after them.
    const floor = await begin({ transferToAgents: false })
    const { ada, ben, visitor, chatId, give, by } = floor
    expect((await give(chatId, { agentId: ben.agent.id, note: 'You know her' })).status).toBe(202)
    expect((await ada.events.next('handover-offered')).data.handover).toMatchObject({ type: 'transfer', by })
    const { data: offer } = await ben.events.next('offer')
    expect(offer).toMatchObject({ by, handover: { type: 'transfer', from: { name: 'Ada' }, note: 'You know her' } })
    expectProblem(await give(chatId, { buttonId: floor.organization.buttonId }), 409, 'handover-open')
    await ben.accept(chatId)
    await ben.events.next('chat-established')
    expect((await ada.events.next('chat-ended')).data).toEqual({
      ...{ chatId, reason: 'transferred', successor: { agentId: ben.agent.id, name: 'Ben' } },
    })
    await visitor.reads(['ChatTransferred'], 1)
    expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([0, 1])
  })

  test('waits for whoever has a skill, and returns if nobody takes it', async () => {
    const { ada, ben, visitor, chatId, ids, give, by } = await begin()
    expect((await give(chatId, { skillId: ids.skill })).status).toBe(202)
    expect((await ada.events.next('handover-offered')).data.handover).toMatchObject({ to: { type: 'skill' }, by })
    expect((await ben.events.next('offer')).data).toMatchObject({ by, handover: { from: { name: 'Ada' } } })
    await visitor.reads(['TransferToButtonInitiated'], 1)
    await server.pass(121_000)
    await visitor.reads(['ChatResumedAfterTransfer'], 2)
  })
})

describe('[A-48] a chat that waits', () => {
  test('is offered to the agent who is named, and to nobody else', async () => {
    const floor = await begin()
    const { ada, ben, give, by } = floor
    const chatId = await offeredToAda(floor)
    expect((await give(chatId, { agentId: ben.agent.id, note: 'Please' })).status).toBe(202)
    expect(await withdrawnFrom(ada)).toBe('withdrawn')
    expect((await ben.events.next('offer')).data).toMatchObject({ chatId, by, note: 'Please' })
    expect([placesOf(floor, ada), placesOf(floor, ben)]).toEqual([1, 1])
    await ben.accept(chatId)
    await ben.events.next('chat-established')
  })

  test('waits at a queue with the turn it had, for the members of that queue', async () => {
    const floor = await begin()
    const { ada, ben, ids, give } = floor
    const chatId = await offeredToAda(floor)
    expect((await give(chatId, { queueId: ids.queue })).status).toBe(202)
    expect(await withdrawnFrom(ada)).toBe('withdrawn')
    expect((await ben.events.next('offer')).data.chatId).toBe(chatId)
    // Ada is in no queue, whoever lets it pass.
    await ben.decline(chatId)
    await ben.events.next('offer-withdrawn')
    await server.pass(5500)
    expect((await ben.events.next('offer')).data.chatId).toBe(chatId)
    expect(await ada.events.untaken()).toEqual([])
  })

  test('is given to nobody who is not there, has no place or is somebody else’s to look after', async () => {
    const floor = await begin()
    const { organization, ada, ben, supervisor, ids, give } = floor
    const chatId = await offeredToAda(floor)
    await ben.setPresence('away')
    expectProblem(await give(chatId, { agentId: ben.agent.id }), 409, 'nobody-there')
    expectProblem(await give(chatId, { queueId: ids.queue }), 409, 'nobody-there')
    expectProblem(await give(chatId, { agentId: '005P00000000000' }), 404, 'no-such-target')
    expectProblem(await give(chatId, { skillId: '0C5P00000000000' }), 404, 'no-such-target')
    expectProblem(await give(chatId, {}), 400, 'invalid')
    expectProblem(await give(chatId, { agentId: ben.agent.id, note: 'x'.repeat(1001) }), 400, 'invalid')
    await configure(organization, supervisor.id, { supervisedSkillIds: [ids.skill] })
    expectProblem(await give(chatId, { agentId: ada.agent.id }), 403, 'not-supervised')
    expectProblem(await give(floor.chatId, { agentId: ben.agent.id }), 403, 'not-supervised')
    await ada.accept(chatId)
  })
})

describe('[A-49] a supervisor', () => {
  test('comes into a chat, writes and leaves, and has all of their places meanwhile', async () => {
    const floor = await begin()
    const { organization, ada, visitor, chatId, supervisor, join } = floor
    const events = await supervisor.follow<AgentEvents>('/events')
    await events.next('snapshot')
    expect((await join(chatId)).status).toBe(200)
    expect((await events.next('chat-established')).data).toMatchObject({ chatId, agents: [{ name: 'Ada' }, {}] })
    const { name } = (await ada.events.next('agent-joined')).data
    const { messages } = await visitor.reads(['AgentJoinedConference'], 1)
    expect(messages[0]?.message).toEqual({ name })
    const { floors } = server.running.parts
    const standing = floors.of(organization.organizationId).agent(supervisor.id)
    expect(standing?.places).toEqual([chatId])
    expect(standing && placesTaken(standing)).toBe(0)
    expect((await join(chatId)).status).toBe(200)
    const said = await supervisor.request('POST', `/chats/${chatId}/messages`, { text: 'Let me help' })
    expect(said.status).toBe(201)
    await events.next('message')
    expect((await visitor.reads(['ChatMessage', 'AgentNotTyping'], 2)).messages[0]?.message).toMatchObject({ name })
    expect((await supervisor.request('POST', `/chats/${chatId}/leave`)).status).toBe(200)
    expect((await events.next('chat-ended')).data).toEqual({ chatId, reason: 'left' })
    await visitor.reads(['AgentLeftConference'], 3)
    expect(floors.of(organization.organizationId).agent(supervisor.id)).toBeUndefined()
  })

  test('who is in a chat without an event stream has left it after the lease', async () => {
    const { ada, visitor, chatId, join } = await begin()
    await join(chatId)
    await visitor.reads(['AgentJoinedConference'], 1)
    await ada.events.next('agent-joined')
    await server.pass(30_500)
    await ada.events.next('agent-left')
    await visitor.reads(['AgentLeftConference'], 2)
  })

  test('does not come into a chat that waits, or that they may not watch', async () => {
    const floor = await begin()
    const { organization, ada, supervisor, chatId, join } = floor
    expectProblem(await join(await offeredToAda(floor)), 409, 'nobody-in-charge')
    await configure(organization, ada.agent.id, { monitoring: false })
    expectProblem(await join(chatId), 403, 'monitoring-off')
    await configure(organization, ada.agent.id, { monitoring: true })
    await configure(organization, supervisor.id, { supervisedSkillIds: [floor.ids.skill] })
    expectProblem(await join(chatId), 403, 'not-supervised')
  })
})

test('[A-40 A-41 A-44] who looks after an agent sees the chats they talk along in', async () => {
  const { organization, ada, ben, chatId, supervisor, ids } = await begin()
  await configure(organization, supervisor.id, { supervisedSkillIds: [ids.skill] })
  expectProblem(await supervisor.request('GET', `/chats/${chatId}`), 403, 'not-supervised')
  const floor = await supervisor.follow<FloorEvents>('/supervision/events')
  expect((await floor.next('snapshot')).data.chats).toEqual([])
  await invite(ada, chatId, { agentId: ben.agent.id })
  await ben.events.next('offer')
  await ben.accept(chatId)
  await ben.events.next('chat-established')
  await server.pass(250)
  const colleagues = [{ id: ben.agent.id, name: 'Ben' }]
  expect((await floor.next('chat')).data).toMatchObject({ chatId, agent: { name: 'Ada' }, colleagues })
  const watch = await supervisor.watch(chatId)
  expect((await watch.next('snapshot')).data).toMatchObject({ agent: { name: 'Ada' }, colleagues })
  await floor.next('agent')
  expect((await ben.request('POST', `/chats/${chatId}/leave`)).status).toBe(200)
  await server.pass(250)
  expect((await floor.next('chat-gone')).data).toEqual({ chatId })
  await until(() => server.running.parts.watches.count === 0, 'the watch to end')
})
