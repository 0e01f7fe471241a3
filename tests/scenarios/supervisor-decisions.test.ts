/** What supervisors decide in the place of agents: their status, and the end of their chats. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { configure, SupervisorDesk } from '../support/supervisor-desk.js'
import { changeSetup, makeOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'

const server = shareInProcess()

const begin = async () => {
  const organization = await makeOrganization(server)
  const { ada, visitor, chatId } = await WatchedChat.begin(organization)
  const supervisor = await SupervisorDesk.logIn(organization)
  const setPresence = (agentId: string, status: string) =>
    supervisor.request('PUT', `/supervision/agents/${agentId}/presence`, { status })
  const end = (id: string) => supervisor.request('POST', `/supervision/chats/${id}/end`)
  /** The supervisor looks after nobody who is here. */
  const lookAway = async () => {
    await changeSetup(organization, 'skill', '0C5P00000000001', { name: 'Billing' })
    await configure(organization, supervisor.id, { supervisedSkillIds: ['0C5P00000000001'] })
  }
  const by = { agentId: supervisor.id, name: expect.any(String) as string }
  const watch = async () => (await (await supervisor.watch(chatId)).next('snapshot')).data
  return { organization, ada, visitor, chatId, supervisor, by, watch, setPresence, end, lookAway }
}

describe('[A-46] an agent’s status', () => {
  test('is set by a supervisor as the agent would set it, and their console shows it', async () => {
    const { organization, ada, by, setPresence } = await begin()
    await RawVisitor.ask(organization)
    const { chatId } = (await ada.events.next('offer')).data
    const answer = await setPresence(ada.agent.id, 'away')
    expect(answer).toMatchObject({ status: 200 })
    expect(answer.json()).toEqual({ status: 'away' })
    expect(await ada.events.untaken()).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ name: 'presence', data: { status: 'away', by } }),
        expect.objectContaining({ name: 'offer-withdrawn', data: { chatId, reason: 'not-online' } }),
      ]) as object,
    )
  })

  test('can be one that administrators named, and the console says who chose it until the agent does', async () => {
    const { organization, ada, supervisor, by } = await begin()
    const statusId = `0N5P0${organization.organizationId.slice(-10)}`
    await changeSetup(organization, 'presence-status', statusId, { name: 'Training', takesChats: true })
    const set = (choice: object) => supervisor.request('PUT', `/supervision/agents/${ada.agent.id}/presence`, choice)
    expect((await set({ statusId })).json()).toEqual({ status: 'online', statusId })
    expect((await ada.events.next('presence')).data).toEqual({ status: 'online', statusId, by })
    expect((await (await ada.follow()).next('snapshot')).data.presence).toEqual({ status: 'online', statusId, by })
    expectProblem(await set({ statusId: '0N5P00000000000' }), 400, 'invalid')
    expectProblem(await set({ statusId, status: 'away' }), 400, 'invalid')
    await ada.setPresence('online')
    expect((await ada.events.next('presence')).data).toEqual({ status: 'online' })
  })

  test('is not set for nobody, to nothing, or for an agent somebody else looks after', async () => {
    const { ada, setPresence, lookAway } = await begin()
    expectProblem(await setPresence('005P00000000000', 'away'), 404, 'no-such-agent')
    expectProblem(await setPresence(ada.agent.id, 'asleep'), 400, 'invalid')
    await lookAway()
    expectProblem(await setPresence(ada.agent.id, 'away'), 403, 'not-supervised')
    const elsewhere = await SupervisorDesk.logIn(await makeOrganization(server), 'administrator')
    const path = `/supervision/agents/${ada.agent.id}/presence`
    expectProblem(await elsewhere.request('PUT', path, { status: 'away' }), 404, 'no-such-agent')
    expect(await ada.events.untaken()).toEqual([])
  })
})

describe('[A-47] a chat', () => {
  test('is ended by a supervisor as its agent would end it', async () => {
    const { ada, visitor, chatId, by, watch, end } = await begin()
    expect((await end(chatId)).status).toBe(200)
    expect((await ada.events.next('chat-ended')).data).toEqual({ chatId, reason: 'agent', by })
    const watched = await watch()
    expect(watched).toMatchObject({ state: 'ended', endReason: 'agent', endedBy: { id: by.agentId } })
    await visitor.reads(['ChatEnded'], 2)
    expectProblem(await end(chatId), 409, 'chat-over')
  })

  test('is not ended while nobody is in charge, nor by who looks after somebody else', async () => {
    const { organization, ada, chatId, end, lookAway } = await begin()
    await RawVisitor.ask(organization)
    const offered = (await ada.events.next('offer')).data.chatId
    expectProblem(await end(offered), 409, 'nobody-in-charge')
    await lookAway()
    expectProblem(await end(chatId), 403, 'not-supervised')
    const ben = await AgentDesk.logIn(organization, 'ben')
    expectProblem(await ben.request('POST', `/supervision/chats/${chatId}/end`), 403, 'role')
    const elsewhere = await SupervisorDesk.logIn(await makeOrganization(server), 'administrator')
    expectProblem(await elsewhere.request('POST', `/supervision/chats/${chatId}/end`), 404, 'no-such-chat')
    expect((await ada.request('GET', `/chats/${chatId}`)).json()).toMatchObject({ state: 'established' })
  })
})
