/** What an agent's console finds besides chats: texts to insert, reasons to decline, and what it may do. */
import { describe, expect, test } from 'vitest'
import type { QuickTextList } from '../../src/agent-api/quick-texts.js'
import { quickTextsListedMax } from '../../src/agent-api/quick-texts.js'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { handoverFloor, makeHandoverSetup, transfer } from '../support/handover-floor.js'
import { shareInProcess, until } from '../support/in-process-server.js'
import { changeSetup, makeOrganization, type TestOrganization } from '../support/test-organization.js'

const server = shareInProcess()

const idOf = ({ organizationId }: TestOrganization, prefix: string, number: number): string =>
  `${prefix}${String(number).padStart(4, '0')}${organizationId.slice(-8)}`

const quickTexts = async (desk: AgentDesk, chatId: string): Promise<QuickTextList['quickTexts']> => {
  const answer = await desk.request('GET', `/chats/${chatId}/quick-texts`)
  expect(answer.status).toBe(200)
  return (answer.json() as QuickTextList).quickTexts
}

describe('[A-60] quick texts', () => {
  test('come with their gaps filled, in the order of their categories and names', async () => {
    const { organization, ada, chatId } = await handoverFloor(server)
    const [bye, hello, off, other] = [1, 2, 3, 4].map((number) => idOf(organization, '574', number)) as [
      ...[string, string, string, string],
    ]
    await changeSetup(organization, 'quick-text', bye, { name: 'Bye', category: 'Ends', message: 'Bye {!User_X}!' })
    await changeSetup(organization, 'quick-text', hello, {
      name: 'Hello',
      shortcut: 'hi',
      message: 'Hello {!LiveAgent_VisitorName}, {!User_FirstName} here.',
      buttonIds: [organization.buttonId],
    })
    await changeSetup(organization, 'quick-text', off, { name: 'Off', message: 'Off', enabled: false })
    await changeSetup(organization, 'quick-text', other, { name: 'Other', message: 'Other', buttonIds: ['573P0'] })
    expect(await quickTexts(ada, chatId)).toEqual([
      { quickTextId: hello, name: 'Hello', shortcut: 'hi', category: '', text: 'Hello Ana Moreira, Ada here.' },
      { quickTextId: bye, name: 'Bye', shortcut: '', category: 'Ends', text: 'Bye !' },
    ])
  })

  test('are at most so many', async () => {
    const { organization, ada, chatId } = await handoverFloor(server)
    const { organizationId } = organization
    const changes = Array.from({ length: quickTextsListedMax + 1 }, (_, number) => ({
      ...{ organizationId, kind: 'quick-text' as const, id: idOf(organization, '574', number), expectedVersion: 0 },
      data: { name: `Text ${String(number).padStart(4, '0')}`, message: 'text' },
    }))
    await server.running.parts.setup.change(changes)
    const listed = await quickTexts(ada, chatId)
    expect(listed).toHaveLength(quickTextsListedMax)
    expect(listed.at(-1)?.name).toBe(`Text ${String(quickTextsListedMax - 1).padStart(4, '0')}`)
  })

  test('are for who has a part in the chat', async () => {
    const { ben, ada, chatId } = await handoverFloor(server)
    const path = `/chats/${chatId}/quick-texts`
    expectProblem(await ben.request('GET', path), 403, 'not-your-chat')
    expectProblem(await ada.request('GET', path.replace(/.{8}\/quick/, '00000000/quick')), 404, 'no-such-chat')
  })
})

test('[A-61] the reasons to decline are those the configuration lists, in their order', async () => {
  const { organization, ids } = await makeHandoverSetup(server)
  const ada = await AgentDesk.logIn(organization, 'ada')
  const [busy, topic, unlisted] = [1, 2, 3].map((number) => idOf(organization, '0KR', number)) as [
    ...[string, string, string],
  ]
  await changeSetup(organization, 'decline-reason', busy, { name: 'Busy', order: 2 })
  await changeSetup(organization, 'decline-reason', topic, { name: 'Wrong topic', order: 1 })
  await changeSetup(organization, 'decline-reason', unlisted, { name: 'Unlisted', order: 0 })
  const reasons = async (): Promise<unknown> => (await ada.request('GET', '/decline-reasons')).json()
  expect(await reasons()).toEqual({ reasons: [] })
  await changeSetup(organization, 'agent-configuration', ids.configuration, { declineReasonIds: [busy, topic] })
  expect(await reasons()).toEqual({
    reasons: [
      { reasonId: topic, name: 'Wrong topic' },
      { reasonId: busy, name: 'Busy' },
    ],
  })
})

test('[A-62] [A-27] a snapshot tells what the configuration allows, and a change brings a new one', async () => {
  const { organization, ids } = await makeHandoverSetup(server, {
    ...{ transferToSkills: false, notifications: false, supervisorStatusFilter: 'away' },
  })
  const ada = await AgentDesk.logIn(organization, 'ada')
  const events = await ada.follow()
  expect((await events.next('snapshot')).data.configuration).toEqual({
    ...{ transferToAgents: true, transferToSkills: false, transferToButtons: true, conferencing: true },
    ...{ assistanceFlag: true, visitorBlocking: false, fileTransfer: true, sneakPeek: true },
    ...{ requestSound: true, disconnectSound: true, notifications: false },
    ...{ supervisorStatusFilter: 'away', supervisorButtonFilterId: null, supervisorSkillFilterId: null },
  })
  await changeSetup(organization, 'agent-configuration', ids.configuration, { visitorBlocking: true })
  await until(() => events.ended, 'the stream to end')
  const { configuration } = (await (await ada.follow()).next('snapshot')).data
  expect(configuration).toMatchObject({ visitorBlocking: true })
})

test('[A-62] without a configuration the defaults hold', async () => {
  const ada = await AgentDesk.logIn(await makeOrganization(server), 'ada')
  const { configuration } = (await (await ada.follow()).next('snapshot')).data
  expect(configuration).toMatchObject({ transferToAgents: true, conferencing: false, visitorBlocking: false })
})

test('[A-63] a message says which agent wrote it, also one of another before', async () => {
  const { organization, ada, ben, chatId, visitor } = await handoverFloor(server)
  await visitor.write('Hello')
  await ada.events.next('message')
  await ada.say(chatId, 'From Ada')
  await transfer(ada, chatId, { agentId: organization.agents.ben.id })
  await ben.takeNext()
  await ben.say(chatId, 'From Ben')
  expect((await ben.messages(chatId)).map(({ agentId }) => agentId)).toEqual([undefined, ada.agent.id, ben.agent.id])
})
