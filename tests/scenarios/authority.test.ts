/** Who may do what: a visitor's key opens that visitor's chat, an agent's token that agent's chats, and nothing else. */
import { beforeAll, describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor, restPath } from '../support/raw-visitor.js'
import { makeOrganization, type TestOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'
import { expectProblem } from '../support/expect-problem.js'
import { expectRefusal, noSession } from '../support/wire-refusal.js'

const server = shareInProcess()
const other = shareInProcess()
let organization: TestOrganization
let chat: WatchedChat
beforeAll(async () => {
  organization = await makeOrganization(server)
  chat = await WatchedChat.begin(organization)
})

describe('[S-11] a visitor', () => {
  test('reads, writes and ends their own chat only', async () => {
    const other = await RawVisitor.ask(organization)
    const { chatId } = await chat.ada.takeNext()
    await other.reads(['ChatRequestSuccess'], -1)
    await other.reads(['ChatEstablished'], 0)
    await other.write('Mine')
    expect((await chat.ada.events.next('message')).data).toMatchObject({ chatId, text: 'Mine' })
    await chat.ada.say(chatId, 'Yours')
    expect((await other.reads(['ChatMessage', 'AgentNotTyping'], 1)).messages[0]?.message.text).toBe('Yours')
    await other.post('ChatEnd')
    await chat.ada.events.next('chat-ended')
    await chat.expectUntouched()
  })

  test('finds nothing on another server with a key of this one', async () => {
    const foreigner = await RawVisitor.arrive(await makeOrganization(other))
    const { headers } = foreigner
    expectRefusal(await server.request({ path: restPath('System/Messages'), headers }), 403, noSession)
  })

  test('asks in one organization with the button of another in vain', async () => {
    const elsewhere = await makeOrganization(server)
    const ben = await AgentDesk.open(elsewhere, 'ben')
    const { deploymentId, buttonId } = organization
    const other = await RawVisitor.ask(elsewhere, { deploymentId, buttonId })
    await other.reads(['ChatRequestFail'])
    expect(await ben.events.untaken()).toEqual([])
    await chat.expectUntouched()
  })
})

/** What an agent can try with a chat. */
const attempts: [string, string, string, object | undefined, number][] = [
  ['look at', 'GET', '', undefined, 403],
  ['read', 'GET', '/messages', undefined, 403],
  ['accept', 'POST', '/accept', undefined, 409],
  ['decline', 'POST', '/decline', undefined, 409],
  ['write in', 'POST', '/messages', { text: 'Let me in' }, 403],
  ['type in', 'POST', '/typing', { typing: true }, 403],
  ['end', 'POST', '/end', undefined, 403],
]

describe('[A-3] an agent', () => {
  test.each(attempts)('cannot %s a chat of a colleague', async (_what, method, path, body, status) => {
    const ben = await AgentDesk.open(organization, 'ben')
    expectProblem(await ben.request(method, `/chats/${chat.chatId}${path}`, body), status)
    await chat.expectUntouched()
    await ben.setPresence('offline')
  })

  test.each(attempts)('cannot even learn of a chat of another organization (%s)', async (_what, method, path, body) => {
    const eve = await AgentDesk.open(await makeOrganization(server), 'ada')
    const there = expectProblem(await eve.request(method, `/chats/${chat.chatId}${path}`, body), 404)
    const nowhere = expectProblem(
      await eve.request(method, `/chats/6f1d2c84-9b0e-4a57-8c3d-2e7a41b96f05${path}`, body),
      404,
    )
    expect(there).toEqual(nowhere)
    await chat.expectUntouched()
  })

  test.each(attempts)('cannot %s a chat without a token, with a wrong one, or with a visitor’s key', async (...row) => {
    const [, method, path, body] = row
    const tokens = ['', 'x', 'undefined', chat.visitor.session.key, chat.visitor.session.id, 'A'.repeat(43)]
    for (const token of tokens) {
      const headers = { Authorization: `Bearer ${token}` }
      const answer = await chat.ada.request(method, `/chats/${chat.chatId}${path}`, body, headers)
      expect(expectProblem(answer, 401).code).toBe('not-logged-in')
    }
    await chat.expectUntouched()
  })

  test('cannot touch a chat that is offered to a colleague', async () => {
    const own = await makeOrganization(server)
    const ada = await AgentDesk.open(own, 'ada')
    const visitor = await RawVisitor.ask(own)
    const { chatId } = (await ada.events.next('offer')).data
    const ben = await AgentDesk.open(own, 'ben')
    for (const [, method, path, body, status] of attempts) {
      expectProblem(await ben.request(method, `/chats/${chatId}${path}`, body), status)
    }
    await visitor.reads(['ChatRequestSuccess'])
    expect(await ada.events.untaken()).toEqual([])
    await ada.accept(chatId)
    expect((await ada.events.next('chat-established')).data.entries).toEqual([])
  })

  test('can read their chat after its end, and do nothing more to it', async () => {
    const own = await WatchedChat.begin(await makeOrganization(server))
    const { ada, chatId } = own
    await ada.end(chatId)
    await ada.events.next('chat-ended')
    expect((await ada.messages(chatId)).map(({ text }) => text)).toEqual(['From Ana', 'From Ada'])
    expect((await ada.request('GET', `/chats/${chatId}`)).json()).toMatchObject({ chatId, state: 'ended' })
    for (const [, method, path, body] of attempts.slice(2)) {
      const answer = await ada.request(method, `/chats/${chatId}${path}`, body)
      expect([403, 409]).toContain(answer.status)
      expectProblem(answer, answer.status)
    }
    expect(await ada.events.untaken()).toEqual([])
  })
})
