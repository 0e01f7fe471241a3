/** Who looks after agents: watching their chats, whispering to them, and the flag by which they ask for it. */
import { describe, expect, test } from 'vitest'
import { messageTextMax, type Entry } from '../../src/agent-api/entries.js'
import { flagTextMax, type Chat, type EntryPage } from '../../src/agent-api/chats.js'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess, startInProcess, turn, until } from '../support/in-process-server.js'
import { lastingStore } from '../support/test-store.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { configure, SupervisorDesk } from '../support/supervisor-desk.js'
import { changeSetup, makeOrganization, type TestOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'

const server = shareInProcess()

const begin = async (organization?: TestOrganization) => {
  const own = organization ?? (await makeOrganization(server))
  const chat = await WatchedChat.begin(own)
  const { ada, visitor, chatId } = chat
  return { organization: own, ada, visitor, chatId, supervisor: await SupervisorDesk.logIn(own) }
}
const billing = '0C5P00000000001'
const secret = 'Offer them ten percent'

test('[A-42 A-9] a whisper with a key is written once, and apart from messages with the same one', async () => {
  const { ada, chatId, supervisor } = await begin()
  const headers = { Authorization: `Bearer ${supervisor.token}`, 'Idempotency-Key': 'one' }
  const send = (what: string, text: string) =>
    server.request({ method: 'POST', path: `/api/v1/chats/${chatId}/${what}`, headers, body: JSON.stringify({ text }) })
  const first = await send('whispers', 'Ask for the number')
  expect(first.status).toBe(201)
  expect((await ada.events.next('whisper')).data).toEqual(first.json())
  const again = await send('whispers', 'Ask for the number')
  expect([again.status, again.json()]).toEqual([201, first.json()])
  expectProblem(await send('whispers', 'Ask for the name'), 422, 'key-reused')
  expect(await ada.events.untaken()).toEqual([])
  await supervisor.request('POST', `/supervision/chats/${chatId}/join`)
  expect((await send('messages', 'Which number?')).status).toBe(201)
  headers['Idempotency-Key'] = 'no\ttab'
  expectProblem(await send('whispers', 'Ask'), 400, 'invalid')
})

describe('[A-41] watching a chat', () => {
  test('begins with how it stands and goes on with everything that comes, unseen by either side', async () => {
    const { ada, visitor, chatId, supervisor } = await begin()
    const watch = await supervisor.watch(chatId)
    const { data, id } = await watch.next('snapshot')
    expect(data).toMatchObject({ chatId, state: 'established', agent: { id: ada.agent.id, name: 'Ada' } })
    expect(data.entries).toMatchObject([{ text: 'From Ana' }, { text: 'From Ada' }])
    expect(data.hasEarlier).toBe(false)
    await visitor.write('Hello?')
    const message = await watch.next('message')
    expect(message.data).toMatchObject({ chatId, from: 'visitor', text: 'Hello?' })
    expect(Number(message.id)).toBeGreaterThan(Number(id))
    await ada.events.next('message')
    await ada.say(chatId, 'I am here')
    expect((await watch.next('message')).data).toMatchObject({ from: 'agent', text: 'I am here' })
    await ada.end(chatId)
    expect((await watch.next('chat')).data).toMatchObject({ state: 'ended', endReason: 'agent' })
    await ada.events.next('chat-ended')
    expect(await ada.events.untaken()).toEqual([])
    await visitor.reads(['ChatMessage', 'AgentNotTyping', 'ChatEnded'], 2)
  })

  test('goes on where a watcher was, also after a restart, and begins anew from a place that is none', async () => {
    const own = await startInProcess({ store: lastingStore })
    const { ada, visitor, chatId, supervisor } = await begin(await makeOrganization(own))
    const watch = await supervisor.watch(chatId)
    const { id } = await watch.next('snapshot')
    watch.close()
    await visitor.write('First')
    await ada.request('POST', `/chats/${chatId}/flag`, { text: 'Help' })
    await own.restart()
    await visitor.write('Second')
    const again = await supervisor.watch(chatId, id)
    expect((await again.next('message')).data.text).toBe('First')
    expect((await again.next('message')).data.text).toBe('Second')
    expect((await again.next('chat')).data).toMatchObject({ state: 'established', flag: { text: 'Help' } })
    for (const place of ['999999', 'x', '-1']) {
      const anew = await supervisor.watch(chatId, place)
      expect((await anew.next('snapshot')).data.entries).toHaveLength(4)
      anew.close()
    }
    again.close()
  })

  test('shows what the visitor is about to say, and what the agent is when their configuration allows it', async () => {
    const { organization, ada, visitor, chatId, supervisor } = await begin()
    const watch = await supervisor.watch(chatId)
    await watch.next('snapshot')
    await visitor.post('ChasitorSneakPeek', { text: 'I want to ca', position: 12 })
    expect((await watch.next('visitor-typing')).data).toEqual({ chatId, typing: true, text: 'I want to ca' })
    const type = (text: string) => ada.request('POST', `/chats/${chatId}/typing`, { typing: true, text })
    expect((await type('Please do n')).status).toBe(200)
    expect((await watch.next('agent-typing')).data).toEqual({ chatId, agentId: ada.agent.id, typing: true })
    await configure(organization, ada.agent.id, { agentSneakPeek: true })
    await changeSetup(organization, 'sensitive-data-rule', '0GOP00000000001', {
      ...{ name: 'Digits', pattern: '\\d', replacement: '#', forVisitors: false },
    })
    await type('Please do n0t')
    expect((await watch.next('agent-typing')).data.text).toBe('Please do n#t')
    const poll = await visitor.read(2)
    expect(JSON.stringify(poll)).not.toContain('Please')
    expect(poll.messages.map(({ type }) => type)).toEqual(['AgentTyping'])
    expectProblem(await type('x'.repeat(messageTextMax + 1)), 400, 'invalid')
    expect((await type('x'.repeat(messageTextMax))).status).toBe(200)
    expect((await ada.request('GET', `/chats/${chatId}/entries`)).text).not.toContain('Please')
    watch.close()
  })

  test('is refused where monitoring is off, and ends when that is switched off', async () => {
    const { organization, ada, chatId, supervisor } = await begin()
    const watch = await supervisor.watch(chatId)
    await watch.next('snapshot')
    await configure(organization, ada.agent.id, { monitoring: false })
    await until(() => watch.ended, 'the watch to end')
    for (const path of ['', '/messages', '/entries', '/files']) {
      expectProblem(await supervisor.request('GET', `/chats/${chatId}${path}`), 403, 'monitoring-off')
    }
    expectProblem(await supervisor.request('GET', `/supervision/chats/${chatId}/events`), 403, 'monitoring-off')
    expectProblem(await supervisor.request('POST', `/chats/${chatId}/whispers`, { text: 'a' }), 403, 'monitoring-off')
  })

  test('ends when the watcher is not there any more', async () => {
    const { organization, chatId, supervisor } = await begin()
    const watch = await supervisor.watch(chatId)
    await watch.next('snapshot')
    const before = server.running.parts.watches.count
    await changeSetup(organization, 'agent', supervisor.id, { active: false })
    await until(() => watch.ended, 'the watch to end')
    await until(() => server.running.parts.watches.count < before, 'the watch to be forgotten')
  })

  test('is possible while a chat waits, with nobody in charge of it yet', async () => {
    const organization = await makeOrganization(server)
    const busy = await AgentDesk.open(organization, 'ben')
    const visitor = await RawVisitor.ask(organization)
    const { chatId } = (await busy.events.next('offer')).data
    const supervisor = await SupervisorDesk.logIn(organization)
    const watch = await supervisor.watch(chatId)
    expect((await watch.next('snapshot')).data).toMatchObject({ state: 'offered', agent: { name: 'Ben' }, entries: [] })
    await visitor.write('Anybody?')
    expect((await watch.next('message')).data.text).toBe('Anybody?')
    expectProblem(await supervisor.request('GET', `/chats/${chatId}`), 409, 'nobody-in-charge')
    expectProblem(await supervisor.request('POST', `/chats/${chatId}/whispers`, { text: 'a' }), 409, 'nobody-in-charge')
    await busy.accept(chatId)
    expect((await watch.next('chat')).data).toMatchObject({ state: 'established', agent: { name: 'Ben' } })
    watch.close()
  })

  test('the calls that read a chat are the watcher’s as well', async () => {
    const { chatId, supervisor } = await begin()
    const chat = await supervisor.request('GET', `/chats/${chatId}`)
    expect((chat.json() as Chat).entries).toHaveLength(2)
    for (const path of ['messages', 'entries', 'files']) {
      expect((await supervisor.request('GET', `/chats/${chatId}/${path}`)).status).toBe(200)
    }
  })
})

describe('[A-42] a whisper', () => {
  test('reaches the agent and who watches, and never the visitor, in no form of their transcript', async () => {
    const { ada, visitor, chatId, supervisor } = await begin()
    const watch = await supervisor.watch(chatId)
    await watch.next('snapshot')
    const answer = await supervisor.request('POST', `/chats/${chatId}/whispers`, { text: secret })
    expect(answer.status).toBe(201)
    expect(answer.json()).toMatchObject({ kind: 'whisper', chatId, text: secret })
    expect((await ada.events.next('whisper')).data).toEqual(answer.json())
    expect((await watch.next('whisper')).data).toEqual(answer.json())
    const poll = await visitor.held(2)
    await turn()
    expect(poll.isHeld()).toBe(true)
    await ada.say(chatId, 'Ten percent off')
    const next = await poll.answer
    expect(next.text).not.toContain(secret)
    expect((next.json() as { sequence: number }).sequence).toBe(3)
    await visitor.reconnect()
    const { messages } = await visitor.reads(['ChasitorSessionData'])
    expect(JSON.stringify(messages)).toContain('Ten percent off')
    expect(JSON.stringify(messages)).not.toContain(secret)
    const { entries } = (await ada.request('GET', `/chats/${chatId}/entries`)).json() as EntryPage
    expect(entries.map(({ kind }: Entry) => kind)).toEqual(['message', 'message', 'whisper', 'message'])
    const spoken = (await ada.request('GET', `/chats/${chatId}/messages`)).text
    expect(spoken).not.toContain(secret)
    watch.close()
  })

  test('is masked by the rules for supervisors, and by no others', async () => {
    const { organization, ada, chatId, supervisor } = await begin()
    const mask = { replacement: '#', forVisitors: false, forAgents: false }
    await changeSetup(organization, 'sensitive-data-rule', '0GOP00000000001', {
      ...{ name: 'Digits', pattern: '\\d', forSupervisors: true, ...mask },
    })
    await changeSetup(organization, 'sensitive-data-rule', '0GOP00000000002', {
      ...{ name: 'Letters', pattern: '[a-z]', ...mask, forAgents: true },
    })
    await supervisor.request('POST', `/chats/${chatId}/whispers`, { text: 'card 12' })
    expect((await ada.events.next('whisper')).data.text).toBe('card ##')
    expect((await ada.events.next('rules-triggered')).data).toMatchObject({ side: 'supervisor', rules: ['Digits'] })
  })

  test('is refused where it is switched off, in a chat that is over, and when it says nothing or too much', async () => {
    const { organization, ada, chatId, supervisor } = await begin()
    const whisper = (text: string) => supervisor.request('POST', `/chats/${chatId}/whispers`, { text })
    expectProblem(await whisper(''), 400, 'invalid')
    expectProblem(await whisper('x'.repeat(messageTextMax + 1)), 400, 'invalid')
    expect((await whisper('x'.repeat(messageTextMax))).status).toBe(201)
    await ada.events.next('whisper')
    await configure(organization, ada.agent.id, { whispering: false })
    expectProblem(await whisper('a'), 403, 'whispering-off')
    await configure(organization, ada.agent.id, { whispering: true })
    await ada.end(chatId)
    expectProblem(await whisper('a'), 409, 'chat-over')
  })
})

describe('[A-43] the flag', () => {
  test('is raised by the agent in charge and lowered by a supervisor; its text can change', async () => {
    const { ada, visitor, chatId, supervisor } = await begin()
    const watch = await supervisor.watch(chatId)
    await watch.next('snapshot')
    const raise = (text: string) => ada.request('POST', `/chats/${chatId}/flag`, { text })
    expect((await raise('What now?')).status).toBe(200)
    const { flag } = (await ada.events.next('flag')).data
    expect(flag).toMatchObject({ text: 'What now?' })
    expect((await watch.next('chat')).data.flag).toEqual(flag)
    await raise('What now?')
    await raise('Please')
    expect((await ada.events.next('flag')).data.flag).toEqual({ ...flag, text: 'Please' })
    const chat = (await ada.request('GET', `/chats/${chatId}`)).json() as Chat
    expect(chat.flag).toEqual({ ...flag, text: 'Please' })
    expect((await supervisor.request('DELETE', `/chats/${chatId}/flag`)).status).toBe(200)
    expect((await ada.events.next('flag')).data).toEqual({ chatId })
    expect((await supervisor.request('DELETE', `/chats/${chatId}/flag`)).status).toBe(200)
    expect(await ada.events.untaken()).toEqual([])
    const poll = await visitor.held(2)
    expect(poll.isHeld()).toBe(true)
    watch.close()
  })

  test('is lowered by the agent as well, and gone with the agent', async () => {
    const { ada, chatId } = await begin()
    await ada.request('POST', `/chats/${chatId}/flag`, {})
    expect((await ada.events.next('flag')).data.flag?.text).toBe('')
    expect((await ada.request('DELETE', `/chats/${chatId}/flag`)).status).toBe(200)
    expect((await ada.events.next('flag')).data).toEqual({ chatId })
  })

  test('is for who may raise it: not a colleague, nor where it is switched off, nor with too much to say', async () => {
    const { organization, ada, chatId, supervisor } = await begin()
    const ben = await AgentDesk.logIn(organization, 'ben')
    const flag = `/chats/${chatId}/flag`
    expectProblem(await ben.request('POST', flag, {}), 403, 'not-your-chat')
    expectProblem(await ben.request('DELETE', flag), 403, 'not-your-chat')
    expectProblem(await supervisor.request('POST', flag, {}), 403, 'not-your-chat')
    expectProblem(await ada.request('POST', flag, { text: 'x'.repeat(flagTextMax + 1) }), 400, 'invalid')
    await configure(organization, ada.agent.id, { assistanceFlag: false })
    expectProblem(await ada.request('POST', flag, {}), 403, 'flags-off')
    expect((await ada.request('GET', `/chats/${chatId}`)).text).not.toContain('"flag"')
  })
})

describe('[A-40] who looks after whom', () => {
  test('supervisors see agents with one of the skills they supervise; administrators see everybody', async () => {
    const { organization, ada, chatId, supervisor } = await begin()
    await changeSetup(organization, 'skill', billing, { name: 'Billing' })
    await configure(organization, supervisor.id, { supervisedSkillIds: [billing] })
    const administrator = await SupervisorDesk.logIn(organization, 'administrator')
    const tries = [
      ['GET', `/chats/${chatId}`],
      ['GET', `/supervision/chats/${chatId}/events`],
      ['POST', `/chats/${chatId}/whispers`, { text: 'a' }],
      ['DELETE', `/chats/${chatId}/flag`],
    ] as const
    for (const [method, path, body] of tries) {
      expectProblem(await supervisor.request(method, path, body), 403, 'not-supervised')
    }
    expect((await administrator.request('GET', `/chats/${chatId}`)).status).toBe(200)
    await changeSetup(organization, 'agent', ada.agent.id, { skillIds: [billing] })
    expect((await supervisor.request('GET', `/chats/${chatId}`)).status).toBe(200)
    const watch = await supervisor.watch(chatId)
    await watch.next('snapshot')
    await changeSetup(organization, 'agent', ada.agent.id, { skillIds: [] })
    await until(() => watch.ended, 'the watch to end')
  })

  test('nothing of another organization is there', async () => {
    const { chatId } = await begin()
    const stranger = await SupervisorDesk.logIn(await makeOrganization(server), 'administrator')
    for (const path of [`/chats/${chatId}`, `/supervision/chats/${chatId}/events`]) {
      expectProblem(await stranger.request('GET', path), 404, 'no-such-chat')
    }
    expectProblem(await stranger.request('POST', `/chats/${chatId}/whispers`, { text: 'a' }), 404, 'no-such-chat')
  })
})
