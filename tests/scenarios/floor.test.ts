/** The floor as supervisors see it, once and all the time, over HTTP. */
import { describe, expect, test } from 'vitest'
import type { FloorEvents, FloorSnapshot } from '../../src/agent-api/supervision/floor-messages.js'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { startInProcess, until } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { configure, SupervisorDesk } from '../support/supervisor-desk.js'
import { changeSetup, makeOrganization } from '../support/test-organization.js'

const billing = '0C5P00000000001'
const backOffice = '00GP00000000001'

const begin = async () => {
  const server = await startInProcess()
  const organization = await makeOrganization(server)
  const supervisor = await SupervisorDesk.logIn(organization)
  const floor = async () => (await supervisor.request('GET', '/supervision')).json() as FloorSnapshot
  const follow = (lastId?: string) => supervisor.follow<FloorEvents>('/supervision/events', lastId)
  return { server, organization, supervisor, floor, follow }
}

test('[A-116] a line says whom it asks, and an agent which queues they are in', async () => {
  const { organization, floor } = await begin()
  const { ada, ben } = organization.agents
  const lines = async () => {
    const { agents, queues } = await floor()
    const button = queues.find(({ kind }) => kind === 'button')
    return { answeredBy: button?.answeredBy, inQueues: agents.map(({ queueIds }) => queueIds) }
  }
  expect(await lines()).toEqual({ answeredBy: undefined, inQueues: [undefined, undefined, undefined] })
  await changeSetup(organization, 'skill', billing, { name: 'Billing' })
  await changeSetup(organization, 'button', organization.buttonId, { skillIds: [billing] })
  expect((await lines()).answeredBy).toMatchObject({ skillIds: [billing] })
  await changeSetup(organization, 'queue', backOffice, { name: 'Back office', memberIds: [ada.id] })
  await changeSetup(organization, 'button', organization.buttonId, { routing: 'queue', queueId: backOffice })
  expect(await lines()).toEqual({ answeredBy: { queueId: backOffice }, inQueues: [[backOffice], undefined, undefined] })
  await changeSetup(organization, 'queue', backOffice, { memberIds: [ada.id, ben.id] })
  expect((await lines()).inQueues).toEqual([[backOffice], [backOffice], undefined])
})

describe('[A-44] GET /supervision', () => {
  test('tells of agents, of what waits at buttons, and of open chats', async () => {
    const { server, organization, floor } = await begin()
    await changeSetup(organization, 'skill', billing, { name: 'Billing' })
    await changeSetup(organization, 'agent', organization.agents.ada.id, { skillIds: [billing], capacity: 1 })
    await changeSetup(organization, 'button', organization.buttonId, { skillIds: [billing], queuePerAgentMax: 1 })
    const opened = await floor()
    expect(opened.agents).toMatchObject([{ name: 'Ada', status: 'offline' }, { name: 'Ben' }, { role: 'supervisor' }])
    expect(opened.agents[0]).not.toHaveProperty('since')
    expect(opened.queues).toMatchObject([
      { kind: 'button', id: organization.buttonId, waiting: 0, offered: 0, available: false },
      { kind: 'skill', id: billing, name: 'Billing', buttonIds: [organization.buttonId], online: 0, available: false },
    ])
    const ada = await AgentDesk.open(organization, 'ada')
    expect((await floor()).agents[0]).not.toHaveProperty('statusName')
    const statusId = `0N5P0${organization.organizationId.slice(-10)}`
    await changeSetup(organization, 'presence-status', statusId, { name: 'Training', takesChats: true })
    await ada.request('PUT', '/presence', { statusId })
    await ada.events.next('presence')
    expect((await floor()).agents[0]).toMatchObject({ status: 'online', statusName: 'Training' })
    expect((await floor()).queues).toMatchObject([
      { available: true, online: 1, free: 1 },
      { available: true, online: 1, free: 1 },
    ])
    const visitor = await RawVisitor.ask(organization)
    const { chatId } = (await ada.events.next('offer')).data
    const offered = await floor()
    expect(offered.chats).toMatchObject([{ chatId, state: 'offered', agent: { name: 'Ada' } }])
    expect(offered.queues).toMatchObject([
      { waiting: 0, offered: 1, longestWaitSince: offered.chats[0]?.waitingSince, online: 1, free: 0 },
      {},
    ])
    await ada.accept(chatId)
    await server.pass(1000)
    await visitor.write('Hello')
    await configure(organization, ada.agent.id, { criticalWaitS: 30 })
    await ada.request('POST', `/chats/${chatId}/flag`, { text: 'Help' })
    await RawVisitor.ask(organization)
    const { agents, chats, queues } = await floor()
    expect(agents[0]).toMatchObject({
      ...{ status: 'online', capacity: 1, load: 1, chatIds: [chatId], flagged: true },
      ...{ skills: [{ id: billing, name: 'Billing' }], since: '2026-01-01T12:00:00.000Z' },
    })
    const wrote = '2026-01-01T12:00:01.000Z'
    expect(chats).toMatchObject([
      {
        ...{ chatId, state: 'established', agent: { id: ada.agent.id }, flag: { text: 'Help' } },
        ...{ lastWordsAt: wrote, unansweredSince: wrote, criticalAt: '2026-01-01T12:00:31.000Z' },
      },
      { state: 'waiting' },
    ])
    expect(queues).toMatchObject([
      { waiting: 1, offered: 0, available: false },
      { kind: 'skill', waiting: 1 },
    ])
    await ada.request('POST', `/chats/${chatId}/messages`, { text: 'Hello' })
    expect((await floor()).chats[0]).not.toHaveProperty('unansweredSince')
  })

  test('[A-40] shows a supervisor of some skills the agents who have one, their chats, and those that wait', async () => {
    const { organization, supervisor, floor } = await begin()
    await changeSetup(organization, 'skill', billing, { name: 'Billing' })
    await changeSetup(organization, 'agent', organization.agents.ben.id, { skillIds: [billing] })
    await configure(organization, supervisor.id, { supervisedSkillIds: [billing] })
    const ada = await AgentDesk.open(organization, 'ada')
    await RawVisitor.ask(organization)
    const { chatId } = (await ada.events.next('offer')).data
    expect((await floor()).chats).toMatchObject([{ chatId, state: 'offered' }])
    await ada.accept(chatId)
    const { agents, chats } = await floor()
    expect(agents.map(({ name }) => name)).toEqual(['Ben'])
    expect(chats).toEqual([])
  })

  test('is for supervisors, and tells of their organization alone', async () => {
    const { server, organization } = await begin()
    const ada = await AgentDesk.logIn(organization, 'ada')
    for (const path of ['/supervision', '/supervision/events']) {
      expectProblem(await ada.request('GET', path), 403, 'role')
    }
    const elsewhere = await SupervisorDesk.logIn(await makeOrganization(server), 'administrator')
    const { agents } = (await elsewhere.request('GET', '/supervision')).json() as FloorSnapshot
    expect(agents.map(({ id }) => id)).not.toContain(ada.agent.id)
    expect(agents).toHaveLength(3)
  })
})

describe('[A-45] GET /supervision/events', () => {
  test('begins with the floor, tells what changes, and goes on where somebody was', async () => {
    const { server, organization, floor, follow } = await begin()
    const ada = await AgentDesk.open(organization, 'ada')
    const stream = await follow()
    const first = await stream.next('snapshot')
    expect(first.data).toEqual(await floor())
    const visitor = await RawVisitor.ask(organization)
    const { chatId } = await ada.takeNext()
    await server.pass(250)
    expect((await stream.next('chat')).data).toMatchObject({ chatId, state: 'established' })
    expect((await stream.next('agent')).data).toMatchObject({ name: 'Ada', load: 1 })
    stream.close()
    await visitor.write('One')
    await server.pass(250)
    await ada.end(chatId)
    await server.pass(250)
    const again = await follow(first.id)
    expect((await again.next('chat')).data).not.toHaveProperty('lastWordsAt')
    await again.next('agent')
    expect((await again.next('chat')).data).toHaveProperty('lastWordsAt')
    expect((await again.next('chat-gone')).data).toEqual({ chatId })
    expect((await again.next('agent')).data).toMatchObject({ load: 0 })
    again.close()
    const anew = await follow('nowhere-1')
    expect((await anew.next('snapshot')).data).toEqual(await floor())
    anew.close()
  })

  test('tells of one item four times a second, however much happens to it', async () => {
    const { server, organization, follow } = await begin()
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    const { chatId } = await ada.takeNext()
    await server.pass(250)
    const stream = await follow()
    await stream.next('snapshot')
    for (let n = 0; n < 20; n += 1) {
      await visitor.write(`Message ${n}`)
      await server.pass(50)
    }
    await server.pass(250)
    const told = await stream.untaken()
    expect(told.length).toBeGreaterThan(2)
    expect(told.length).toBeLessThanOrEqual(5)
    expect(told.at(-1)).toMatchObject({ name: 'chat', data: { chatId } })
    stream.close()
  })

  test('ends when setup is changed, to begin anew with what is so now', async () => {
    const { organization, follow } = await begin()
    const stream = await follow()
    const { id } = await stream.next('snapshot')
    await changeSetup(organization, 'button', organization.buttonId, { name: 'Ask away' })
    await until(() => stream.ended, 'the stream to end')
    const again = await follow(id)
    expect((await again.next('snapshot')).data.queues).toMatchObject([{ name: 'Ask away' }])
    again.close()
  })

  test('is kept for two minutes after the last one left', async () => {
    const { server, organization, follow } = await begin()
    const stream = await follow()
    const { id } = await stream.next('snapshot')
    const leave = async (one: typeof stream) => {
      one.close()
      await until(() => server.running.parts.floorFeeds.followers === 0, 'the server to notice')
    }
    await leave(stream)
    await server.pass(119_000)
    const again = await follow(id)
    const ada = await AgentDesk.open(organization, 'ada')
    await server.pass(250)
    expect((await again.next('agent')).data).toMatchObject({ id: ada.agent.id, status: 'online' })
    await leave(again)
    await server.pass(121_000)
    const late = await follow(id)
    await late.next('snapshot')
    late.close()
  })
})
