/** Statuses that administrators name, as agents choose them. */
import { expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { changeSetup, makeOrganization } from '../support/test-organization.js'

const server = shareInProcess()

test('[R-7] an agent chooses a status of the organization, and takes chats or not as it says', async () => {
  const organization = await makeOrganization(server)
  const statusId = (n: number): string => `0N5P${String(n)}${organization.organizationId.slice(5)}`
  const [meeting, training] = [statusId(1), statusId(2)]
  await changeSetup(organization, 'presence-status', meeting, { name: 'In a meeting', takesChats: false, order: 2 })
  await changeSetup(organization, 'presence-status', training, { name: 'Training', takesChats: true, order: 1 })
  const ada = await AgentDesk.open(organization, 'ada')
  expect((await ada.request('GET', '/presence/statuses')).json()).toEqual({
    statuses: [
      { statusId: training, name: 'Training', takesChats: true },
      { statusId: meeting, name: 'In a meeting', takesChats: false },
    ],
  })
  await RawVisitor.ask(organization)
  const { chatId } = (await ada.events.next('offer')).data

  const answer = await ada.request('PUT', '/presence', { statusId: meeting })
  expect(answer.json()).toEqual({ status: 'away', statusId: meeting })
  expect((await ada.events.next('presence')).data).toEqual({ status: 'away', statusId: meeting })
  expect((await ada.events.next('offer-withdrawn')).data).toEqual({ chatId, reason: 'not-online' })
  expect((await (await ada.follow()).next('snapshot')).data.presence).toEqual({ status: 'away', statusId: meeting })

  await ada.request('PUT', '/presence', { statusId: training })
  expect((await ada.events.next('presence')).data).toEqual({ status: 'online', statusId: training })
  await ada.setPresence('online')
  expect((await ada.events.next('presence')).data).toEqual({ status: 'online' })

  const stream = { organizationId: organization.organizationId, kind: 'agent', id: ada.agent.id }
  const events = await server.running.parts.log.readAfter(stream, 0, 100)
  const history = events.map(({ body }) => body).filter(({ type }) => type === 'presence-set')
  expect(history).toEqual([
    { type: 'presence-set', status: 'online', cause: 'chosen' },
    { type: 'presence-set', status: 'away', statusId: meeting, cause: 'chosen' },
    { type: 'presence-set', status: 'online', statusId: training, cause: 'chosen' },
    { type: 'presence-set', status: 'online', cause: 'chosen' },
  ])
})

test('[R-7] one choice at a time, of statuses that are there', async () => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.logIn(organization, 'ada')
  for (const body of [{}, { status: 'online', statusId: 'x' }, { statusId: '0N5P00000000009' }, { status: 'busy' }]) {
    expectProblem(await ada.request('PUT', '/presence', body), 400, 'invalid')
  }
})
