/** Visitors who get no chat because of where they come from, and agents who see to that. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess } from '../support/in-process-server.js'
import { initBody, RawVisitor } from '../support/raw-visitor.js'
import { changeSetup, makeOrganization, type TestOrganization } from '../support/test-organization.js'

const server = shareInProcess({ environment: { PARLEY_TRUSTED_PROXIES: 'loopback' } })

const askFrom = async (organization: TestOrganization, address: string): Promise<RawVisitor> => {
  const visitor = await RawVisitor.arrive(organization)
  const headers = { 'X-Forwarded-For': address }
  expect((await visitor.post('ChasitorInit', initBody(organization), { headers })).status).toBe(200)
  return visitor
}

/** Ada in a chat with a visitor from this address; her configuration lets her block visitors, or not. */
const chatFrom = async (address: string, visitorBlocking: boolean) => {
  const organization = await makeOrganization(server)
  const configurationId = organization.organizationId.replace('00D', '0C6')
  await changeSetup(organization, 'agent-configuration', configurationId, { name: 'Ours', visitorBlocking })
  await changeSetup(organization, 'agent', organization.agents.ada.id, { configurationId })
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await askFrom(organization, address)
  await visitor.reads(['ChatRequestSuccess'])
  const { chatId } = await ada.takeNext()
  await visitor.reads(['ChatEstablished'])
  return { organization, ada, visitor, chatId }
}

const blocked = [{ type: 'ChatRequestFail', message: { reason: 'Blocked', attachedRecords: [] } }]

describe('[R-8 C-2]', () => {
  test('a request from a blocked address fails, from the one beside it not', async () => {
    const organization = await makeOrganization(server)
    await AgentDesk.open(organization, 'ada')
    const rule = { name: 'Rude', fromAddress: '203.0.113.5', toAddress: '203.0.113.9' }
    await changeSetup(organization, 'blocking-rule', organization.organizationId.replace('00D', '0No'), rule)
    for (const address of ['203.0.113.5', '203.0.113.9', '::ffff:203.0.113.7']) {
      expect((await (await askFrom(organization, address)).read(-1)).messages).toEqual(blocked)
    }
    await (await askFrom(organization, '203.0.113.10')).reads(['ChatRequestSuccess'])
    // Another organization has rules of its own.
    const other = await makeOrganization(server)
    await AgentDesk.open(other, 'ada')
    await (await askFrom(other, '203.0.113.5')).reads(['ChatRequestSuccess'])
  })

  test('an agent blocks the visitor of their chat: it ends, and the address gets none again', async () => {
    const { organization, ada, visitor, chatId } = await chatFrom('198.51.100.4', true)
    expect((await ada.request('POST', `/chats/${chatId}/block`, { reason: 'Insults' })).status).toBe(200)
    expect((await ada.events.next('chat-ended')).data).toEqual({ chatId, reason: 'blocked' })
    expect((await visitor.read()).messages).toEqual([
      { type: 'ChatEnded', message: { reason: 'agent', attachedRecords: [] } },
    ])
    const { setup } = server.running.parts
    const rules = setup.all(organization.organizationId, 'blocking-rule')
    expect(rules).toMatchObject([
      { fromAddress: '198.51.100.4', toAddress: null, owner: 'agent', description: 'Insults' },
    ])
    const audited = await setup.audit({ organizationId: organization.organizationId, limit: 1 })
    expect(audited).toMatchObject([{ kind: 'blocking-rule', id: rules[0]?.id, by: ada.agent.id }])
    expect((await (await askFrom(organization, '198.51.100.4')).read(-1)).messages).toEqual(blocked)
    expectProblem(await ada.request('POST', `/chats/${chatId}/block`), 409, 'chat-over')
  })

  test('only the agent in charge may, and only with the permission', async () => {
    const { organization, ada, chatId } = await chatFrom('198.51.100.5', false)
    expectProblem(await ada.request('POST', `/chats/${chatId}/block`), 403, 'blocking-off')
    const configurationId = organization.organizationId.replace('00D', '0C6')
    await changeSetup(organization, 'agent-configuration', configurationId, { visitorBlocking: true })
    await changeSetup(organization, 'agent', organization.agents.ben.id, { configurationId })
    const ben = await AgentDesk.logIn(organization, 'ben')
    expectProblem(await ben.request('POST', `/chats/${chatId}/block`), 403, 'not-your-chat')
    expectProblem(await ada.request('POST', `/chats/${chatId}/block`, { reason: 'x'.repeat(1001) }), 400, 'invalid')
    expect(server.running.parts.setup.all(organization.organizationId, 'blocking-rule')).toEqual([])
  })
})
