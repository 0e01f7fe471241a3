/** Visitors who wait too long for an answer. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { handoverFloor, invite, transfer } from '../support/handover-floor.js'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { changeSetup, makeOrganization } from '../support/test-organization.js'

const server = shareInProcess()

/** A chat with Ada, whose configuration says after how many seconds a wait is critical. */
const chatWith = async (criticalWaitS: number | null) => {
  const organization = await makeOrganization(server)
  const configurationId = organization.organizationId.replace('00D', '0C6')
  await changeSetup(organization, 'agent-configuration', configurationId, { name: 'Ours', criticalWaitS })
  await changeSetup(organization, 'agent', organization.agents.ada.id, { configurationId })
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  await visitor.reads(['ChatRequestSuccess'])
  const { chatId } = await ada.takeNext()
  await visitor.reads(['ChatEstablished'])
  return { ada, visitor, chatId }
}

test('[R-9] the agent is told of a wait that is too long, once, and of its end; the visitor of neither', async () => {
  const { ada, visitor, chatId } = await chatWith(10)
  await visitor.write('Hello?')
  await ada.events.next('message')
  await server.pass(9500)
  expect(await ada.events.untaken()).toEqual([])
  await visitor.write('Anybody?')
  await ada.events.next('message')
  await server.pass(750)
  expect((await ada.events.next('critical-wait')).data).toEqual({ chatId })
  await server.pass(15_000)
  expect(await ada.events.untaken()).toEqual([])
  expect((await (await ada.follow()).next('snapshot')).data.chats).toMatchObject([{ chatId, criticalWait: true }])
  await ada.say(chatId, 'Here I am')
  expect((await ada.events.next('critical-wait-cleared')).data).toEqual({ chatId })
  expect((await (await ada.follow()).next('snapshot')).data.chats[0]).not.toHaveProperty('criticalWait')
  const types = (await visitor.read()).messages.map(({ type }) => type)
  expect(types).toEqual(['ChatMessage', 'AgentNotTyping'])
})

test('[R-9] where the configuration says nothing, no wait is too long', async () => {
  const { ada, visitor } = await chatWith(null)
  await visitor.write('Hello?')
  await ada.events.next('message')
  await server.pass(20_000)
  expect(await ada.events.untaken()).toEqual([])
})

describe('when the chat is in several hands', () => {
  /** Ada's chat, whose visitor has waited too long already, and Ben beside her. */
  const critical = async () => {
    const floor = await handoverFloor(server, { criticalWaitS: 10 })
    const { ada, visitor, chatId } = floor
    await visitor.write('Hello?')
    await ada.events.next('message')
    await server.pass(10_500)
    expect((await ada.events.next('critical-wait')).data).toEqual({ chatId })
    return floor
  }

  test('[R-9] who joins finds the wait as it is, and ends it for all when they write', async () => {
    const { ada, ben, chatId } = await critical()
    await invite(ada, chatId, { agentId: ben.agent.id })
    await ada.events.next('handover-offered')
    await ben.events.next('offer')
    await ben.accept(chatId)
    expect((await ben.events.next('chat-established')).data).toMatchObject({ chatId, criticalWait: true })
    await ada.events.next('agent-joined')
    await ben.say(chatId, 'Here I am')
    await ada.events.next('message')
    for (const desk of [ada, ben]) {
      expect((await desk.events.next('critical-wait-cleared')).data).toEqual({ chatId })
    }
  })

  test('[R-9] every agent in the chat is told of a wait', async () => {
    const { ada, ben, visitor, chatId } = await critical()
    await invite(ada, chatId, { agentId: ben.agent.id })
    await ben.events.next('offer')
    await ben.accept(chatId)
    await ben.events.next('chat-established')
    await ben.say(chatId, 'Here I am')
    await ben.events.next('critical-wait-cleared')
    await visitor.write('And now?')
    await ben.events.next('message')
    await server.pass(10_500)
    expect((await ben.events.next('critical-wait')).data).toEqual({ chatId })
  })

  test('[R-9] who takes the chat over finds the wait as it is', async () => {
    const { ada, ben, chatId } = await critical()
    await transfer(ada, chatId, { agentId: ben.agent.id })
    await ben.events.next('offer')
    await ben.accept(chatId)
    expect((await ben.events.next('chat-established')).data).toMatchObject({ chatId, criticalWait: true })
    await ben.say(chatId, 'Ben here')
    expect((await ben.events.next('critical-wait-cleared')).data).toEqual({ chatId })
  })

  test('[R-9] a chat handed to whoever has a skill begins anew', async () => {
    const { ada, ben, chatId, ids } = await critical()
    await transfer(ada, chatId, { skillId: ids.skill })
    expect((await ada.events.next('critical-wait-cleared')).data).toEqual({ chatId })
    await ada.events.next('handover-offered')
    expect((await (await ada.follow()).next('snapshot')).data.chats[0]).not.toHaveProperty('criticalWait')
    await ben.events.next('offer')
    await ben.accept(chatId)
    expect((await ben.events.next('chat-established')).data).not.toHaveProperty('criticalWait')
  })
})
