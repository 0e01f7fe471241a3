/** Whether a request is taken: what a button's queue allows, and who is there. */
import { describe, expect, test } from 'vitest'
import type { Button } from '../../src/setup/kinds/button.js'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { changeSetup, makeOrganization, type TestOrganization } from '../support/test-organization.js'

const server = shareInProcess()

/** An organization whose button is set up like this. */
const withButton = async (button: Partial<Button>): Promise<TestOrganization> => {
  const organization = await makeOrganization(server)
  await changeSetup(organization, 'button', organization.buttonId, button)
  return organization
}

/** Asks, and says whether the request was taken. */
const asks = async (organization: TestOrganization, changes: object = {}): Promise<boolean> => {
  const visitor = await RawVisitor.ask(organization, changes)
  const { messages } = await visitor.read(-1)
  if (messages[0]?.type === 'ChatRequestFail') expect(messages[0].message.reason).toBe('Unavailable')
  return messages[0]?.type === 'ChatRequestSuccess'
}

const taken = (outcomes: readonly boolean[]): number => outcomes.filter(Boolean).length

/** Several requests at the same time. */
const askAtOnce = async (organization: TestOrganization, count: number): Promise<number> =>
  taken(await Promise.all(Array.from({ length: count }, () => asks(organization))))

describe('[C-2 V-1] a request', () => {
  test('without a queue is taken while a place is free, and one more is not', async () => {
    const organization = await withButton({ queueEnabled: false })
    expect(await asks(organization)).toBe(false)
    const ada = await AgentDesk.open(organization, 'ada')
    for (let place = 0; place < 3; place += 1) {
      expect(await asks(organization)).toBe(true)
      await ada.takeNext()
    }
    expect(await asks(organization)).toBe(false)
    await ada.setPresence('away')
    expect(await asks(organization)).toBe(false)
  })

  test.each<[string, Partial<Button>, number]>([
    ['no queue', { queueEnabled: false }, 3],
    ['a queue of none', { queueOverallMax: 0 }, 3],
    ['a queue of two in all', { queueOverallMax: 2 }, 5],
    ['a queue of one per agent', { queuePerAgentMax: 1 }, 4],
    ['two limits', { queueOverallMax: 4, queuePerAgentMax: 2 }, 5],
    ['a queue without limits', {}, 12],
  ])('of twelve at once with %s: no two take the same last place', async (_name, button, expected) => {
    const organization = await withButton(button)
    await AgentDesk.open(organization, 'ada')
    expect(await askAtOnce(organization, 12)).toBe(expected)
    expect(await askAtOnce(organization, 2)).toBe(expected === 12 ? 2 : 0)
  })

  test('finds room again when somebody who waits gives up', async () => {
    const organization = await withButton({ queueOverallMax: 1 })
    const ada = await AgentDesk.open(organization, 'ada')
    for (let place = 0; place < 3; place += 1) {
      await RawVisitor.ask(organization)
      await ada.takeNext()
    }
    const waiting = await RawVisitor.ask(organization)
    expect(await asks(organization)).toBe(false)
    await waiting.post('ChatEnd')
    expect(await asks(organization)).toBe(true)
  })

  test('at a button that takes none is refused', async () => {
    const organization = await withButton({ active: false })
    await AgentDesk.open(organization, 'ada')
    expect(await asks(organization)).toBe(false)
  })
})

describe('[V-3 V-4] a request for an agent', () => {
  test('goes to that agent, though another has more places', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const ben = await AgentDesk.open(organization, 'ben')
    for (const doFallback of [false, true]) {
      expect(await asks(organization, { agentId: ben.agent.id, doFallback })).toBe(true)
      await ben.takeNext()
    }
    expect(await ada.events.untaken()).toEqual([])
    // Ben is busy now.
    expect(await asks(organization, { agentId: ben.agent.id, doFallback: false })).toBe(false)
    expect(await asks(organization, { agentId: ben.agent.id, doFallback: 'true' })).toBe(true)
    await ada.takeNext()
  })

  test('who is not online is refused, or goes to the button', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const { id: agentId } = organization.agents.ben
    expect(await asks(organization, { agentId })).toBe(false)
    expect(await asks(organization, { agentId: '005P00000000009', doFallback: false })).toBe(false)
    expect(await asks(organization, { agentId, doFallback: true })).toBe(true)
    await ada.takeNext()
  })

  test.each(['declines', 'lets it time out', 'goes away'])('fails when the agent %s', async (how) => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const ben = await AgentDesk.open(organization, 'ben')
    const visitor = await RawVisitor.ask(organization, { agentId: ben.agent.id })
    await visitor.reads(['ChatRequestSuccess'])
    const { data: offer } = await ben.events.next('offer')
    // So much later a poll that begins now is still open when the offer runs out.
    await server.pass(10_000)
    const poll = await visitor.held()
    if (how === 'declines') await ben.decline(offer.chatId)
    else if (how === 'goes away') await ben.setPresence('away')
    else await server.pass(20_250)
    const answer = (await poll.answer).json() as { messages: unknown }
    expect(answer.messages).toEqual([
      { type: 'ChatRequestFail', message: { reason: 'Unavailable', attachedRecords: [] } },
    ])
    expect((await visitor.poll()).status).toBe(403)
    const told = (await ben.events.untaken()).map(({ name }) => name)
    expect(told).toContain('offer-withdrawn')
    expect(await ada.events.untaken()).toEqual([])
  })

  test('with a fallback goes to somebody else when the agent declines', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const ben = await AgentDesk.open(organization, 'ben')
    await RawVisitor.ask(organization, { agentId: ben.agent.id, doFallback: true })
    const { data: offer } = await ben.events.next('offer')
    await ben.decline(offer.chatId)
    expect((await ada.takeNext()).chatId).toBe(offer.chatId)
  })
})

describe('[V-5] buttonOverrides', () => {
  test('are gone through in order, and the first that is available is taken', async () => {
    const organization = await makeOrganization(server)
    const { buttonId, agents } = organization
    const other = '573P00000000777'
    await changeSetup(organization, 'button', other, { name: 'Other', queueEnabled: false })
    const ada = await AgentDesk.open(organization, 'ada')
    const none = '573P00000000999'
    const cases: [string[], string][] = [
      [[none, other, buttonId], other],
      [[agents.ben.id, `${agents.ben.id}_${other}`, buttonId], other],
      [[agents.ben.id, ada.agent.id], buttonId],
    ]
    for (const [buttonOverrides, taken] of cases) {
      expect(await asks(organization, { buttonOverrides, buttonId, agentId: agents.ben.id })).toBe(true)
      expect((await ada.takeNext()).buttonId).toBe(taken)
    }
  })

  test('replace a button that is not here', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const none = '573P00000000999'
    expect(await asks(organization, { buttonId: none, buttonOverrides: [organization.buttonId] })).toBe(true)
    await ada.takeNext()
    expect(await asks(organization, { buttonId: none, buttonOverrides: [ada.agent.id] })).toBe(false)
  })

  test.each([[[]], [['']], [null], [undefined]])('of %j override nothing', async (buttonOverrides) => {
    const organization = await makeOrganization(server)
    await AgentDesk.open(organization, 'ada')
    expect(await asks(organization, { buttonOverrides })).toBe(true)
  })

  test('of which none is available are refused', async () => {
    const organization = await makeOrganization(server)
    await AgentDesk.open(organization, 'ada')
    expect(await asks(organization, { buttonOverrides: [organization.agents.ben.id, '573P00000000999'] })).toBe(false)
  })
})
