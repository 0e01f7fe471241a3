/** Event streams after the token they were opened with was given back: they end, and those of other tokens go on. */
import { describe, expect, test } from 'vitest'
import { Administrator } from '../support/administrator.js'
import { AgentDesk } from '../support/agent-desk.js'
import { EventStream } from '../support/event-stream.js'
import { shareInProcess, until } from '../support/in-process-server.js'
import { makeOrganization } from '../support/test-organization.js'

const server = shareInProcess({ environment: { PARLEY_HEARTBEAT_MS: '100' } })

const follow = (token: string, path?: string) => EventStream.open(server.address, token, undefined, path)
const over = (stream: EventStream) => until(() => stream.ended, 'the stream to end')

describe('[A-13] an event stream ends with the token that opened it', () => {
  test('when an agent logs out, and the agent’s other log-ins go on', async () => {
    const organization = await makeOrganization(server)
    const [first, second] = [await AgentDesk.logIn(organization, 'ada'), await AgentDesk.logIn(organization, 'ada')]
    const [left, kept] = [await follow(first.token), await follow(second.token)]
    await kept.next('snapshot')
    await first.request('POST', '/logout')
    await over(left)
    await second.setPresence('online')
    await kept.next('presence')
    expect(kept.ended).toBe(false)
  })

  test('when a program’s token is revoked', async () => {
    const organization = await makeOrganization(server)
    const administrator = await Administrator.logIn(organization)
    const path = `/agents/${organization.agents.ben.id}/tokens`
    const made = (await administrator.request('POST', path, { name: 'Bot' })).json() as { id: string; token: string }
    const stream = await follow(made.token)
    await stream.next('snapshot')
    await administrator.request('DELETE', `${path}/${made.id}`)
    await over(stream)
  })

  test('when an agent gets a new password', async () => {
    const organization = await makeOrganization(server)
    const administrator = await Administrator.logIn(organization)
    const desk = await AgentDesk.logIn(organization, 'ada')
    const stream = await follow(desk.token)
    await stream.next('snapshot')
    await administrator.request('POST', `/agents/${organization.agents.ada.id}/password`, {})
    await over(stream)
  })

  test('also where supervisors follow the floor', async () => {
    const organization = await makeOrganization(server)
    const administrator = await Administrator.logIn(organization)
    const floor = await follow(administrator.token, '/supervision/events')
    const headers = { Authorization: `Bearer ${administrator.token}` }
    await server.request({ method: 'POST', path: '/api/v1/logout', headers })
    await over(floor)
  })
})
