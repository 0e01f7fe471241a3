/** Who may do what: every route of a chat and every route of supervisors, for everybody, with their own chat and with others'. */
import { expect, test } from 'vitest'
import type { Access } from '../../src/agent-api/access.js'
import { EventStream } from '../support/event-stream.js'
import { shareInProcess } from '../support/in-process-server.js'
import { configure, SupervisorDesk } from '../support/supervisor-desk.js'
import { changeSetup, makeOrganization } from '../support/test-organization.js'
import { AgentDesk } from '../support/agent-desk.js'
import { WatchedChat } from '../support/watched-chat.js'

const server = shareInProcess()

/**
 * In charge of the chat; a colleague; a supervisor of others, and of the agent in charge; an administrator; and an agent
 * of another organization.
 */
const people = ['ada', 'colleague', 'stranger', 'supervisor', 'administrator', 'foreigner'] as const
type Person = (typeof people)[number]

const reads = [200, 403, 403, 200, 200, 404]
const supervises = [403, 403, 403, 200, 200, 403]
const floor = [403, 403, 200, 200, 200, 403]
/** Only who has the chat. */
const mine = (status: number): number[] => [status, 403, 403, 403, 403, 404]

/** What each of them is answered, in the order of {@link people}; each call finds what the ones before it have done. */
const table: Record<string, readonly [statuses: readonly number[], body?: object]> = {
  'GET /chats/{chatId}': [reads],
  'GET /chats/{chatId}/entries': [reads],
  'GET /chats/{chatId}/messages': [reads],
  'GET /chats/{chatId}/files': [reads],
  'GET /chats/{chatId}/earlier': [reads],
  // It is not over: whoever reads it is told so.
  'GET /past-chats/{chatId}': [[409, 403, 403, 409, 409, 404]],
  'POST /chats/{chatId}/flag': [mine(200), {}],
  'DELETE /chats/{chatId}/flag': [reads],
  // Theirs it is already; to anybody else in the organization it is not offered.
  'POST /chats/{chatId}/accept': [[200, 409, 409, 409, 409, 404]],
  'POST /chats/{chatId}/decline': [[409, 409, 409, 409, 409, 404]],
  'POST /chats/{chatId}/messages': [mine(201), { text: 'Hello' }],
  'POST /chats/{chatId}/typing': [mine(200), { typing: true }],
  'POST /chats/{chatId}/custom-events': [mine(201), { type: 'open' }],
  'POST /chats/{chatId}/rich-messages': [mine(201), { type: 'buttons', items: [{ text: 'Yes' }] }],
  'GET /chats/{chatId}/quick-texts': [reads],
  'POST /chats/{chatId}/file-requests': [mine(201)],
  'DELETE /chats/{chatId}/file-requests/{fileId}': [mine(200)],
  // There is no such file: whoever reads the chat is told so.
  'GET /chats/{chatId}/files/{fileId}': [[404, 403, 403, 404, 404, 404]],
  'POST /chats/{chatId}/transfer': [mine(202), { agentId: '{colleagueId}' }],
  'DELETE /chats/{chatId}/transfer': [mine(409)],
  'POST /chats/{chatId}/invitations': [mine(202), { agentId: '{colleagueId}' }],
  'DELETE /chats/{chatId}/invitations': [mine(409)],
  'POST /chats/{chatId}/leave': [mine(200)],
  'POST /chats/{chatId}/block': [mine(200)],
  'POST /chats/{chatId}/end': [mine(200)],
  'POST /chats/{chatId}/whispers': [[403, 403, 403, 201, 201, 403], { text: 'psst' }],
  'GET /supervision': [floor],
  'GET /figures': [floor],
  'GET /supervision/events': [floor],
  'GET /supervision/chats/{chatId}/events': [supervises],
  'PUT /supervision/agents/{agentId}/presence': [supervises, { status: 'away' }],
  // Nobody has this id: whoever may give the chat away is told so.
  'POST /supervision/chats/{chatId}/transfer': [[403, 403, 403, 404, 404, 403], { agentId: '005P00000000000' }],
  'POST /supervision/chats/{chatId}/join': [supervises],
  'POST /supervision/chats/{chatId}/end': [[403, 403, 403, 200, 409, 403]],
}

test('[A-3 A-40] the table holds every route of a chat and of supervisors', async () => {
  const { paths } = (await server.request({ path: '/api/v1/openapi.json' })).json() as {
    paths: Record<string, Record<string, { 'x-access'?: Access }>>
  }
  const routes = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => operation['x-access'] === 'supervisor' || path.includes('{chatId}'))
      .map(([method]) => `${method.toUpperCase()} ${path.slice('/api/v1'.length)}`),
  )
  expect(routes.length).toBeGreaterThan(30)
  expect(routes.filter((route) => !(route in table))).toEqual([])
})

test.each(Object.entries(table))('[A-3 A-40] %s', async (route, [statuses, body]) => {
  const organization = await makeOrganization(server)
  const { ada, chatId } = await WatchedChat.begin(organization)
  await configure(organization, ada.agent.id, { conferencing: true, fileTransfer: true, visitorBlocking: true })
  const colleague = await AgentDesk.open(organization, 'ben')
  const stranger = await SupervisorDesk.logIn(organization)
  await changeSetup(organization, 'skill', '0C5P00000000001', { name: 'Billing' })
  await configure(organization, stranger.id, { supervisedSkillIds: ['0C5P00000000001'] })
  const desks: Record<Person, { readonly token: string }> = {
    ada,
    colleague,
    stranger,
    supervisor: await SupervisorDesk.logIn(organization),
    administrator: await SupervisorDesk.logIn(organization, 'administrator'),
    foreigner: await AgentDesk.logIn(await makeOrganization(server), 'ada'),
  }
  const [method = '', template = ''] = route.split(' ')
  const path = template.replace('{chatId}', chatId).replace('{agentId}', ada.agent.id).replace('{fileId}', 'none')
  const text = body && JSON.stringify(body).replace('{colleagueId}', colleague.agent.id)
  const statusFor = async ({ token }: { readonly token: string }): Promise<number> => {
    if (path.endsWith('/events')) {
      // A stream that is let in does not end by itself.
      const stream = await EventStream.open(server.address, token, undefined, path)
      stream.close()
      return stream.status
    }
    const headers = { Authorization: `Bearer ${token}` }
    const sent = text === undefined ? {} : { body: text }
    return (await server.request({ method, path: `/api/v1${path}`, headers, ...sent })).status
  }
  const answered: number[] = []
  for (const person of people) answered.push(await statusFor(desks[person]))
  expect(answered).toEqual(statuses)
})
