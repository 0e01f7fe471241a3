/** Who may do what in supervision: every route of supervisors, and those by which a chat is read, for everybody. */
import { expect, test } from 'vitest'
import type { Access } from '../../src/agent-api/access.js'
import { EventStream } from '../support/event-stream.js'
import { shareInProcess } from '../support/in-process-server.js'
import { configure, SupervisorDesk } from '../support/supervisor-desk.js'
import { changeSetup, makeOrganization } from '../support/test-organization.js'
import { AgentDesk } from '../support/agent-desk.js'
import { WatchedChat } from '../support/watched-chat.js'

const server = shareInProcess()

/** In charge of the chat; a colleague; a supervisor of others, and of the agent in charge; and an administrator. */
const people = ['ada', 'colleague', 'stranger', 'supervisor', 'administrator'] as const
type Person = (typeof people)[number]

const reads = [200, 403, 403, 200, 200]
const supervises = [403, 403, 403, 200, 200]
const floor = [403, 403, 200, 200, 200]

/** What each of them is answered, in the order of {@link people}; each call finds what the ones before it have done. */
const table: Record<string, readonly [statuses: readonly number[], body?: object]> = {
  'GET /chats/{chatId}': [reads],
  'GET /chats/{chatId}/entries': [reads],
  'GET /chats/{chatId}/messages': [reads],
  'GET /chats/{chatId}/files': [reads],
  'POST /chats/{chatId}/flag': [[200, 403, 403, 403, 403], {}],
  'DELETE /chats/{chatId}/flag': [reads],
  'POST /chats/{chatId}/whispers': [[403, 403, 403, 201, 201], { text: 'psst' }],
  'GET /supervision': [floor],
  'GET /figures': [floor],
  'GET /supervision/events': [floor],
  'GET /supervision/chats/{chatId}/events': [supervises],
  'PUT /supervision/agents/{agentId}/presence': [supervises, { status: 'away' }],
  // Nobody has this id: whoever may give the chat away is told so.
  'POST /supervision/chats/{chatId}/transfer': [[403, 403, 403, 404, 404], { agentId: '005P00000000000' }],
  'POST /supervision/chats/{chatId}/join': [supervises],
  'POST /supervision/chats/{chatId}/end': [[403, 403, 403, 200, 409]],
}

test('[A-40] the table holds every route of supervisors', async () => {
  const { paths } = (await server.request({ path: '/api/v1/openapi.json' })).json() as {
    paths: Record<string, Record<string, { 'x-access'?: Access }>>
  }
  const routes = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => operation['x-access'] === 'supervisor')
      .map(([method]) => `${method.toUpperCase()} ${path.slice('/api/v1'.length)}`),
  )
  expect(routes.length).toBeGreaterThan(5)
  expect(routes.filter((route) => !(route in table))).toEqual([])
})

test.each(Object.entries(table))('[A-40] %s', async (route, [statuses, body]) => {
  const organization = await makeOrganization(server)
  const { ada, chatId } = await WatchedChat.begin(organization)
  const stranger = await SupervisorDesk.logIn(organization)
  await changeSetup(organization, 'skill', '0C5P00000000001', { name: 'Billing' })
  await configure(organization, stranger.id, { supervisedSkillIds: ['0C5P00000000001'] })
  const desks: Record<Person, { readonly token: string }> = {
    ada,
    colleague: await AgentDesk.logIn(organization, 'ben'),
    stranger,
    supervisor: await SupervisorDesk.logIn(organization),
    administrator: await SupervisorDesk.logIn(organization, 'administrator'),
  }
  const [method = '', template = ''] = route.split(' ')
  const path = template.replace('{chatId}', chatId).replace('{agentId}', ada.agent.id)
  const statusFor = async ({ token }: { readonly token: string }): Promise<number> => {
    if (path.endsWith('/events')) {
      // A stream that is let in does not end by itself.
      const stream = await EventStream.open(server.address, token, undefined, path)
      stream.close()
      return stream.status
    }
    const headers = { Authorization: `Bearer ${token}` }
    const sent = body && { body: JSON.stringify(body) }
    return (await server.request({ method, path: `/api/v1${path}`, headers, ...sent })).status
  }
  const answered: number[] = []
  for (const person of people) answered.push(await statusFor(desks[person]))
  expect(answered).toEqual(statuses)
})
