/** Whom an agent may hand a chat to or invite, and what is refused. */
import { describe, expect, test } from 'vitest'
import type { Colleagues } from '../../src/agent-api/handovers.js'
import { colleagueSearchMax, noteTextMax } from '../../src/agent-api/handovers.js'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { handoverFloor, transfer } from '../support/handover-floor.js'
import { shareInProcess } from '../support/in-process-server.js'
import { changeSetup, makeOrganization } from '../support/test-organization.js'

const server = shareInProcess()

const colleagues = async (desk: AgentDesk, search = ''): Promise<Colleagues> => {
  const answer = await desk.request('GET', `/colleagues${search === '' ? '' : `?name=${encodeURIComponent(search)}`}`)
  expect(answer.status).toBe(200)
  return answer.json() as Colleagues
}

test('[H-10] the list says who is there, what they know, and how many wait where', async () => {
  const { organization, ada, ben, ids } = await handoverFloor(server)
  expect(await colleagues(ada)).toEqual({
    mayTransfer: true,
    mayInvite: true,
    agents: [{ agentId: ben.agent.id, name: 'Ben', status: 'online', free: 2, skills: ['Refunds'] }],
    targets: [
      { type: 'button', id: organization.buttonId, name: 'Chat with us', online: 1, waiting: 0 },
      { type: 'skill', id: ids.skill, name: 'Refunds', online: 1, waiting: 0 },
      { type: 'queue', id: ids.queue, name: 'Second line', online: 1, waiting: 0 },
    ],
  })
  await ben.setPresence('away')
  const away = await colleagues(ada)
  expect(away.agents).toMatchObject([{ name: 'Ben', status: 'away' }])
  expect(away.targets.map(({ online }) => online)).toEqual([0, 0, 0])
})

test('[H-10] a chat that was handed to a skill waits there', async () => {
  const { ada, ben, chatId, ids } = await handoverFloor(server)
  await transfer(ada, chatId, { skillId: ids.skill })
  await ben.events.next('offer')
  const { targets, agents } = await colleagues(ada)
  expect(targets.find(({ type }) => type === 'skill')?.waiting).toBe(1)
  expect(targets.find(({ type }) => type === 'queue')?.waiting).toBe(0)
  expect(agents[0]?.free).toBe(1)
})

test('[H-10] a search finds a part of a name, whatever its case', async () => {
  const { ada } = await handoverFloor(server)
  expect((await colleagues(ada, 'bE')).agents.map(({ name }) => name)).toEqual(['Ben'])
  expect((await colleagues(ada, 'Cleo')).agents).toEqual([])
  expect((await ada.request('GET', `/colleagues?name=${'b'.repeat(colleagueSearchMax)}`)).status).toBe(200)
  expectProblem(await ada.request('GET', `/colleagues?name=${'b'.repeat(colleagueSearchMax + 1)}`), 400, 'invalid')
})

describe('[H-10] a configuration', () => {
  test('that does not let an agent hand over or invite', async () => {
    const { organization, ada, ben, chatId, ids } = await handoverFloor(server)
    const none = { transferToAgents: false, transferToSkills: false, transferToButtons: false, conferencing: false }
    await changeSetup(organization, 'agent-configuration', ids.configuration, none)
    for (const body of [
      { agentId: ben.agent.id },
      { skillId: ids.skill },
      { queueId: ids.queue },
      { buttonId: organization.buttonId },
    ]) {
      expectProblem(await ada.request('POST', `/chats/${chatId}/transfer`, body), 403, 'not-permitted')
    }
    const invited = await ada.request('POST', `/chats/${chatId}/invitations`, { agentId: ben.agent.id })
    expectProblem(invited, 403, 'not-permitted')
    expect(await colleagues(ada)).toMatchObject({ mayTransfer: false, mayInvite: false, targets: [] })
    expect(await ben.events.untaken()).toEqual([])
  })

  test('that names where to', async () => {
    const { organization, ada, chatId, ids } = await handoverFloor(server)
    const other = `573Px${organization.organizationId.slice(-10)}`
    const leads = { name: 'Leads there', routing: 'queue', queueId: ids.queue } as const
    await changeSetup(organization, 'button', other, leads)
    await changeSetup(organization, 'agent-configuration', ids.configuration, { transferButtonIds: [other] })
    const { targets } = await colleagues(ada)
    expect(targets.map(({ name }) => name)).toEqual(['Leads there', 'Refunds', 'Second line'])
    const refused = await ada.request('POST', `/chats/${chatId}/transfer`, { buttonId: organization.buttonId })
    expectProblem(refused, 403, 'not-permitted')
    await transfer(ada, chatId, { buttonId: other })
  })

  test('that there is none: what the schema says', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    expect(await colleagues(ada)).toMatchObject({ mayTransfer: true, mayInvite: false })
  })
})

describe('[H-10] bad input', () => {
  test('is refused, and nothing happened', async () => {
    const { organization, ada, ben, chatId, ids } = await handoverFloor(server)
    const there = `/chats/${chatId}/transfer`
    expectProblem(await ada.request('POST', there, {}), 400, 'invalid')
    expectProblem(await ada.request('POST', there, { agentId: ben.agent.id, skillId: ids.skill }), 400, 'invalid')
    expectProblem(await ada.request('POST', there, { agentId: 1 }), 400, 'invalid')
    expectProblem(await ada.request('POST', there, { agentId: '005P00000000404' }), 404, 'no-such-target')
    expectProblem(await ada.request('POST', there, { skillId: ids.queue }), 404, 'no-such-target')
    expectProblem(await ada.request('POST', there, { agentId: ada.agent.id }), 409, 'already-in-chat')
    expectProblem(await ada.request('POST', `/chats/${chatId}/invitations`, {}), 400, 'invalid')
    const tooLong = { agentId: ben.agent.id, note: 'n'.repeat(noteTextMax + 1) }
    expectProblem(await ada.request('POST', there, tooLong), 400, 'invalid')
    const elsewhere = await makeOrganization(server)
    const stranger = await AgentDesk.logIn(elsewhere, 'ben')
    expectProblem(await stranger.request('POST', there, { agentId: stranger.agent.id }), 404, 'no-such-chat')
    const foreign = { buttonId: elsewhere.buttonId }
    expectProblem(await ada.request('POST', there, foreign), 404, 'no-such-target')
    await changeSetup(organization, 'button', organization.buttonId, { active: false })
    expectProblem(await ada.request('POST', there, { buttonId: organization.buttonId }), 404, 'no-such-target')
    expect(await ada.events.untaken()).toEqual([])
    await transfer(ada, chatId, { agentId: ben.agent.id, note: 'n'.repeat(noteTextMax) })
    expect((await ben.events.next('offer')).data.handover?.note).toHaveLength(noteTextMax)
  })

  test('[M-1] a note is masked like everything else that is said', async () => {
    const { organization, ada, ben, chatId } = await handoverFloor(server)
    const ruleId = `0GOP0${organization.organizationId.slice(-10)}`
    const rule = { name: 'Numbers', pattern: '[0-9]{4}', replacement: '#' }
    await changeSetup(organization, 'sensitive-data-rule', ruleId, rule)
    await transfer(ada, chatId, { agentId: ben.agent.id, note: 'Card 1234' })
    expect((await ben.events.next('offer')).data.handover?.note).toBe('Card #')
  })
})
