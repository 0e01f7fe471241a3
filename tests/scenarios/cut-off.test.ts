/** Nodes that lose their database: agents are not kept by one that cannot tell them anything, and nobody's time runs out. */
import { expect, test } from 'vitest'
import { chatRef } from '../../src/chat/chat-service.js'
import { cutOffAfterMs } from '../../src/nodes/isolation.js'
import { AgentDesk } from '../support/agent-desk.js'
import { EventStream } from '../support/event-stream.js'
import { setReach, startInProcess, until, type InProcessServer } from '../support/in-process-server.js'
import { changeSetup, makeOrganization } from '../support/test-organization.js'
import { startTwoNodes } from '../support/two-nodes.js'
import { WatchedChat } from '../support/watched-chat.js'

const environment = { PARLEY_AGENT_LEASE_MS: '10000', PARLEY_VISITOR_ESTABLISHED_MS: '600000' }

/** Two nodes, and an organization whose Ben supervises. */
const twoNodes = async () => {
  const nodes = await startTwoNodes(environment)
  const { organization } = nodes
  await changeSetup(organization, 'agent', organization.agents.ben.id, { role: 'supervisor' })
  return nodes
}

const stateOf = async ({ running }: InProcessServer, { organization, chatId }: WatchedChat) =>
  (await running.parts.chats.read(chatRef(organization.organizationId, chatId))).state

test('[N-21] a node that is cut off ends its agents’ streams and opens none, and keeps visitors’ polls', async () => {
  const { one, other, organization, there, pass } = await twoNodes()
  const chat = await WatchedChat.begin(organization)
  const { ada, visitor, chatId } = chat
  const ben = await AgentDesk.logIn(organization, 'ben')
  const floor = await EventStream.open(one.address, ben.token, undefined, '/supervision/events')
  const watch = await EventStream.open(one.address, ben.token, undefined, `/supervision/chats/${chatId}/events`)
  expect([floor.status, watch.status]).toEqual([200, 200])
  const poll = await visitor.held(2)

  await setReach(one, 'away')
  await pass(cutOffAfterMs - 500)
  const streams = [ada.events, floor, watch]
  expect(streams.map(({ ended }) => ended)).toEqual([false, false, false])
  await pass(750)
  await until(() => streams.every(({ ended }) => ended), 'the streams to end')
  expect(await ada.request('GET', '/events')).toMatchObject({
    ...{ status: 503, headers: { 'retry-after': '1' } },
  })
  expect((await ben.request('GET', '/supervision/events')).json()).toMatchObject({ code: 'cut-off' })

  // Elsewhere everything goes on.
  const again = await AgentDesk.logIn(there, 'ada')
  const { data: snapshot } = await (await again.follow()).next('snapshot')
  expect(snapshot).toMatchObject({ presence: { status: 'online' }, chats: [{ chatId }] })
  await again.say(chatId, 'From Ada, elsewhere')
  await pass(20_000)
  expect(poll.isHeld()).toBe(true)
  expect(await again.events.untaken()).toEqual([])

  await setReach(one, 'back')
  await pass(2_000)
  expect((await poll.answer).json()).toMatchObject({ messages: [{ message: { text: 'From Ada, elsewhere' } }, {}] })
  expect((await (await ada.follow()).next('snapshot')).data).toMatchObject({ presence: { status: 'online' } })
  await pass(20_000)
  expect([await stateOf(one, chat), await stateOf(other, chat)]).toEqual(['established', 'established'])
})

test('[N-21 L-10] when the database is away for all, all do so, and nobody’s lease runs out by that', async () => {
  const { one, other, organization, there, pass } = await twoNodes()
  const chat = await WatchedChat.begin(organization)
  const { ada, chatId } = chat
  const ben = await AgentDesk.open(there, 'ben')
  for (const server of [one, other]) await setReach(server, 'away')
  await pass(60_000)
  await until(() => ada.events.ended && ben.events.ended, 'the streams to end')
  for (const server of [one, other]) await setReach(server, 'back')
  await pass(8_000)
  const states = [await stateOf(one, chat), await stateOf(other, chat)]
  expect(states).toEqual(['established', 'established'])
  const snapshots = [await ada.follow(), await ben.follow()].map(async (events) => (await events.next('snapshot')).data)
  expect(await Promise.all(snapshots)).toMatchObject([
    { presence: { status: 'online' }, chats: [{ chatId }] },
    { presence: { status: 'online' }, chats: [] },
  ])
})

test('[N-21] a node that has nobody beside it keeps its agents’ streams, for there is no better place', async () => {
  const server = await startInProcess({ breakable: true, isNode: true, environment })
  const ada = await AgentDesk.open(await makeOrganization(server), 'ada')
  await setReach(server, 'away')
  await server.pass(60_000)
  expect(ada.events.ended).toBe(false)
  await setReach(server, 'back')
  await server.pass(20_000)
  expect([ada.events.ended, await ada.events.untaken()]).toEqual([false, []])
})
