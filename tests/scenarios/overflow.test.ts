/** Queues that take what others cannot. */
import { expect, test } from 'vitest'
import type { FloorSnapshot } from '../../src/agent-api/supervision/floor-messages.js'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { SupervisorDesk } from '../support/supervisor-desk.js'
import { changeSetup, makeOrganization } from '../support/test-organization.js'

const server = shareInProcess()

/** A button whose queue is Ada's, with one place; what that cannot take goes to an empty queue, and on to Ben's. */
const begin = async () => {
  const organization = await makeOrganization(server)
  const { organizationId, agents, buttonId } = organization
  const id = (n: number): string => `00GP${n}${organizationId.slice(-10)}`
  await changeSetup(organization, 'queue', id(3), { name: 'Ben’s', memberIds: [agents.ben.id] })
  await changeSetup(organization, 'queue', id(2), { name: 'Nobody’s', overflowQueueId: id(3) })
  await changeSetup(organization, 'queue', id(1), {
    ...{ name: 'Ada’s', memberIds: [agents.ada.id], overflowQueueId: id(2) },
  })
  await changeSetup(organization, 'button', buttonId, { routing: 'queue', queueId: id(1), queueOverallMax: 1 })
  await changeSetup(organization, 'agent', agents.ada.id, { capacity: 1 })
  const isAvailable = async (): Promise<unknown> => {
    const parameters = `org_id=${organizationId}&deployment_id=${organization.deploymentId}`
    const path = `/chat/rest/Visitor/Availability?${parameters}&Availability.ids=[${buttonId}]`
    const { messages } = (await server.request({ path, headers: { 'X-LIVEAGENT-API-VERSION': '45' } })).json() as {
      messages: { message: { results: { isAvailable: boolean }[] } }[]
    }
    return messages[0]?.message.results[0]?.isAvailable
  }
  return { organization, benQueue: id(3), isAvailable }
}

test('[R-10] what a queue cannot take waits at the next that can, and is refused when none can', async () => {
  const { organization, benQueue, isAvailable } = await begin()
  const ada = await AgentDesk.open(organization, 'ada')
  await RawVisitor.ask(organization)
  const first = await ada.takeNext()
  await RawVisitor.ask(organization)
  // One waits for Ada, who is busy: her queue is full, and nobody is there in another.
  expect(await isAvailable()).toBe(false)
  const refused = await RawVisitor.ask(organization)
  await refused.reads(['ChatRequestFail'], -1)
  const ben = await AgentDesk.open(organization, 'ben')
  expect(await isAvailable()).toBe(true)
  const sent = await RawVisitor.ask(organization)
  await sent.reads(['ChatRequestSuccess'], -1)
  const { chatId } = await ben.takeNext()
  expect(chatId).not.toBe(first.chatId)
  expect(await ada.events.untaken()).toEqual([])
  // Ben has another place; then one waits at his queue, and that is full, too.
  await RawVisitor.ask(organization)
  await ben.takeNext()
  const last = await RawVisitor.ask(organization)
  expect((await last.reads(['ChatRequestSuccess'], -1)).messages[0]?.message).toMatchObject({ queuePosition: 1 })
  expect(await isAvailable()).toBe(false)
  const supervisor = await SupervisorDesk.logIn(organization)
  const { chats, queues } = (await supervisor.request('GET', '/supervision')).json() as FloorSnapshot
  expect(chats.flatMap(({ waitsAt }) => waitsAt ?? [])).toEqual([{ type: 'queue', id: benQueue, name: 'Ben’s' }])
  expect(queues.find(({ id }) => id === benQueue)).toMatchObject({ waiting: 1 })
  expect(queues.find(({ kind }) => kind === 'button')).toMatchObject({ waiting: 1 })
})

test('[R-10] where nobody is there for a queue, the next takes what comes', async () => {
  const { organization } = await begin()
  const ben = await AgentDesk.open(organization, 'ben')
  await ben.setPresence('online')
  await RawVisitor.ask(organization)
  const { chatId } = (await ben.events.next('offer')).data
  await ben.decline(chatId)
  await ben.events.next('offer-withdrawn')
  const ada = await AgentDesk.open(organization, 'ada')
  await server.pass(5500)
  // It waits at Ben’s queue still, though Ada could have taken it by now.
  expect((await ben.events.next('offer')).data.chatId).toBe(chatId)
  expect(await ada.events.untaken()).toEqual([])
})
