/** Agents as administrators run them: passwords, programs' tokens, and what happens when somebody is deactivated. */
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { logInLastsMs } from '../../src/accounts/log-ins.js'
import { LogAwayError } from '../../src/event-log/event-log.js'
import { programTokensMax } from '../../src/setup/program-tokens.js'
import { Administrator } from '../support/administrator.js'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess, startInProcess, until } from '../support/in-process-server.js'
import { lastingStore } from '../support/test-store.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization, password, type TestOrganization } from '../support/test-organization.js'

const server = shareInProcess()
let organization: TestOrganization
let root: Administrator
beforeAll(async () => {
  organization = await makeOrganization(server)
  root = await Administrator.logIn(organization)
})

const logIn = (username: string, word: string) =>
  server.request({ method: 'POST', path: '/api/v1/login', body: JSON.stringify({ username, password: word }) })
const me = (token: string) => server.request({ path: '/api/v1/me', headers: { Authorization: `Bearer ${token}` } })
const logInFor = async (username: string, word: string): Promise<string> =>
  ((await logIn(username, word)).json() as { token: string }).token

let people = 0
/** A new agent who was given this password. */
const person = async (word?: string) => {
  people += 1
  const username = `someone-${people}@example.com`
  const made = await root.create('agents', {
    name: 'Someone',
    username,
    role: 'agent',
    ...(word && { password: word }),
  })
  // Log-ins count only when they are younger than the password.
  server.clock.advance(1)
  return { username, made }
}

describe('[A-25] an agent', () => {
  test('logs in with the password that was made up for them, or given', async () => {
    const { username, made } = await person()
    expect(made.password).toMatch(/^[\w-]{16}$/)
    expect((await logIn(username, String(made.password))).status).toBe(200)
    expect(JSON.stringify(await root.read('agents', made.id))).not.toContain('password')
    const given = await person('correct horse battery')
    expect(given.made).not.toHaveProperty('password')
    expect((await logIn(given.username, 'correct horse battery')).status).toBe(200)
  })

  test('gets a new password, and log-ins with the old one end at once', async () => {
    const { username, made } = await person('correct horse battery')
    const old = await logInFor(username, 'correct horse battery')
    server.clock.advance(1)
    const answer = await root.request('POST', `/agents/${made.id}/password`, {})
    const { password: fresh } = answer.json() as { password: string }
    expectProblem(await me(old), 401, 'not-logged-in')
    expectProblem(await logIn(username, 'correct horse battery'), 401, 'wrong-password')
    server.clock.advance(1)
    expect((await me(await logInFor(username, fresh))).status).toBe(200)
    const given = await root.request('POST', `/agents/${made.id}/password`, { password: 'another fine word' })
    expect(given.json()).toEqual({})
    for (const wrong of ['short', 'x'.repeat(1025), 5, null]) {
      expectProblem(await root.request('POST', `/agents/${made.id}/password`, { password: wrong }), 400)
    }
    expectProblem(await root.request('POST', '/agents/005P00000000000/password', {}), 404, 'no-such-object')
  })

  test('gets a new password, and a log-in with the old one does not outlive it that came before it was durable', async () => {
    const { username, made } = await person('correct horse battery')
    const { setup } = server.running.parts
    const carryOut = setup.carryOut.bind(setup)
    let old = ''
    const spy = vi.spyOn(setup, 'carryOut').mockImplementationOnce(async (prepared) => {
      server.clock.advance(1)
      old = await logInFor(username, 'correct horse battery')
      return carryOut(prepared)
    })
    await root.request('POST', `/agents/${made.id}/password`, { password: 'another fine word' })
    spy.mockRestore()
    expect(old).not.toBe('')
    expectProblem(await me(old), 401, 'not-logged-in')
  })

  test('whose log-ins the store would not end is not said to have the old password still', async () => {
    const { username, made } = await person('correct horse battery')
    const token = await logInFor(username, 'correct horse battery')
    const spy = vi.spyOn(server.running.parts.logIns, 'endOthers').mockRejectedValue(new LogAwayError('It is away.'))
    const own = { oldPassword: 'correct horse battery', newPassword: 'chosen by themselves', endOthers: true }
    const headers = { Authorization: `Bearer ${token}` }
    const ask = { method: 'POST', path: '/api/v1/me/password', headers, body: JSON.stringify(own) }
    expectProblem(await server.request(ask), 503, 'unavailable')
    expectProblem(await root.request('POST', `/agents/${made.id}/password`, {}), 503, 'unavailable')
    spy.mockRestore()
    const logged = server.errors.splice(0)
    expect(logged).toHaveLength(2)
    for (const line of logged) expect(line).toContain('not what follows it')
    const { password: fresh } = (await root.request('POST', `/agents/${made.id}/password`, {})).json() as {
      password: string
    }
    server.clock.advance(1)
    expect((await logIn(username, fresh)).status).toBe(200)
  })

  test('who is deactivated is shut out at once, with every token, and comes back only by a new log-in', async () => {
    const { username, made } = await person('correct horse battery')
    const token = await logInFor(username, 'correct horse battery')
    const bot = (await root.request('POST', `/agents/${made.id}/tokens`, { name: 'Bot' })).json() as { token: string }
    expect((await me(bot.token)).status).toBe(200)
    await root.patch('agents', made.id, { active: false })
    for (const each of [token, bot.token]) expectProblem(await me(each), 401, 'not-logged-in')
    expectProblem(await logIn(username, 'correct horse battery'), 401, 'wrong-password')
    server.clock.advance(1)
    await root.patch('agents', made.id, { active: true })
    expectProblem(await me(token), 401, 'not-logged-in')
    expect((await me(bot.token)).status).toBe(200)
    expect((await me(await logInFor(username, 'correct horse battery'))).status).toBe(200)
  })

  test('who is removed leaves neither password nor tokens behind', async () => {
    const { username, made } = await person('correct horse battery')
    const bot = (await root.request('POST', `/agents/${made.id}/tokens`, { name: 'Bot' })).json() as { token: string }
    await root.request('DELETE', `/agents/${made.id}`, undefined, { 'If-Match': '*' })
    expectProblem(await me(bot.token), 401, 'not-logged-in')
    const { id } = made
    await root.create('agents', { id, name: 'Other', username, role: 'agent', password: 'another fine word' })
    expectProblem(await logIn(username, 'correct horse battery'), 401, 'wrong-password')
    expectProblem(await me(bot.token), 401, 'not-logged-in')
    expect((await root.request('GET', `/agents/${id}/tokens`)).json()).toEqual({ tokens: [] })
  })
})

describe('[A-26] the token of a program', () => {
  test('works as the agent until it is revoked, is shown once, and is listed by name', async () => {
    const { made } = await person()
    const path = `/agents/${made.id}/tokens`
    const answer = await root.request('POST', path, { name: 'Night bot' })
    expect(answer.status).toBe(201)
    const { token, ...listed } = answer.json() as { id: string; token: string }
    expect(token).toMatch(/^[\w-]{43}$/)
    expect((await me(token)).json()).toMatchObject({ id: made.id, role: 'agent' })
    server.clock.advance(2 * logInLastsMs)
    root = await Administrator.logIn(organization)
    expect((await me(token)).status).toBe(200)
    const list = await root.request('GET', path)
    expect(list.json()).toEqual({ tokens: [listed] })
    expect(list.text).not.toContain(token)
    expectProblem(await root.request('DELETE', `/agents/${organization.agents.ada.id}/tokens/${listed.id}`), 404)
    expect((await root.request('DELETE', `${path}/${listed.id}`)).status).toBe(200)
    expectProblem(await me(token), 401, 'not-logged-in')
    expectProblem(await root.request('DELETE', `${path}/${listed.id}`), 404, 'no-such-object')
  })

  test('is one of so many, also when several are asked for at once', async () => {
    const { made } = await person()
    const ask = () => root.request('POST', `/agents/${made.id}/tokens`, { name: 'Bot' })
    for (let count = 0; count < programTokensMax - 1; count += 1) await ask()
    const answers = await Promise.all([ask(), ask(), ask()])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expectProblem(await root.request('POST', `/agents/${made.id}/tokens`, { name: '' }), 400)
  })
})

describe('[A-27] a change takes effect at once', () => {
  test('more places bring more chats', async () => {
    const own = await makeOrganization(server)
    const administrator = await Administrator.logIn(own)
    const ben = await AgentDesk.open(own, 'ben')
    await administrator.patch('agents', own.agents.ben.id, { capacity: 1 })
    const again = await ben.follow()
    await again.next('snapshot')
    await RawVisitor.ask(own)
    await again.next('offer')
    await RawVisitor.ask(own)
    expect(await again.untaken()).toEqual([])
    const configuration = await administrator.create('agent-configurations', { name: 'Two', capacity: 2 })
    await administrator.patch('agents', own.agents.ben.id, { configurationId: configuration.id })
    const third = await ben.follow()
    const { data } = await third.next('snapshot')
    expect(data.agent.capacity).toBe(2)
    if (data.offers.length < 2) await third.next('offer')
    await administrator.patch('agent-configurations', configuration.id, { capacity: 3 })
    expect((await (await ben.follow()).next('snapshot')).data.agent.capacity).toBe(3)
  })

  test('whoever is deactivated loses their chats to the next, and their console is closed', async () => {
    const own = await makeOrganization(server)
    const administrator = await Administrator.logIn(own)
    const ada = await AgentDesk.open(own, 'ada')
    const visitor = await RawVisitor.ask(own)
    const { chatId } = await ada.takeNext()
    await visitor.reads(['ChatRequestSuccess'], -1)
    const before = server.running.parts.feeds.followers
    await administrator.patch('agents', own.agents.ada.id, { active: false })
    await until(() => server.running.parts.feeds.followers < before, 'the console to be closed')
    const ben = await AgentDesk.open(own, 'ben')
    expect((await ben.takeNext()).chatId).toBe(chatId)
  })
})

test('[A-25] what was set up outlives a restart', async () => {
  const persistent = await startInProcess({ store: lastingStore })
  const own = await makeOrganization(persistent)
  const administrator = await Administrator.logIn(own)
  const made = await administrator.create('agents', { name: 'Eve', username: 'eve@example.com', role: 'agent' })
  const bot = (await administrator.request('POST', `/agents/${made.id}/tokens`, { name: 'Bot' })).json() as {
    token: string
  }
  await administrator.patch('agents', own.agents.ada.id, { active: false })
  await persistent.restart()
  const headers = { Authorization: `Bearer ${bot.token}` }
  expect((await persistent.request({ path: '/api/v1/me', headers })).json()).toMatchObject({ name: 'Eve' })
  const { username } = own.agents.ada
  const body = JSON.stringify({ username, password })
  expectProblem(await persistent.request({ method: 'POST', path: '/api/v1/login', body }), 401, 'wrong-password')
})
