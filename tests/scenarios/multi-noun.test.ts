/** Several commands in one request: read whole, carried out in order, recognised when they come again. */
import { describe, expect, test } from 'vitest'
import { nounsMax } from '../../src/protocol/requests.js'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess, startInProcess } from '../support/in-process-server.js'
import { messagesOf } from '../support/messages-of.js'
import { initBody, RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'
import { expectRefusal, noSession } from '../support/wire-refusal.js'

const server = shareInProcess()
const ok = { status: 200, text: 'OK' }
const noun = (name: string, payload: object = {}) => ({ prefix: 'Chasitor', noun: name, ...payload })
const says = (text: string) => noun('ChatMessage', { object: { text } })
const begin = async () => WatchedChat.begin(await makeOrganization(server))
/** What was written since the chat began. */
const texts = async ({ ada, chatId }: WatchedChat) => (await ada.messages(chatId)).slice(2).map(({ text }) => text)

describe('[C-11] System/MultiNoun', () => {
  test.each([
    ['object', (payload: object) => ({ object: payload })],
    ['data as an object', (payload: object) => ({ data: payload })],
    ['data as JSON in a text', (payload: object) => ({ data: JSON.stringify(payload) })],
    ['object before data', (payload: object) => ({ object: payload, data: '{"text":"not this"}' })],
    ['data beside null', (payload: object) => ({ object: null, data: payload })],
  ])('takes the payload as %s', async (_how, wrap) => {
    const chat = await begin()
    const nouns = [noun('ChatMessage', wrap({ text: 'One' })), noun('ChatMessage', wrap({ text: 'Two' }))]
    expect(await chat.visitor.multiNoun(nouns)).toMatchObject(ok)
    expect(await texts(chat)).toEqual(['One', 'Two'])
  })

  test('carries everything out in order, a whole visit if need be', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.arrive(organization)
    const nouns = [noun('ChasitorInit', { object: initBody(organization) }), noun('ChasitorTyping'), says('Hello')]
    expect(await visitor.multiNoun(nouns, { sequence: 1 })).toMatchObject(ok)
    const chat = await ada.takeNext()
    expect(messagesOf(chat).map(({ text }) => text)).toEqual(['Hello'])
    expect(await visitor.multiNoun([says('Bye'), noun('ChatEnd', { data: '' })], { sequence: 2 })).toMatchObject(ok)
    expect((await ada.events.next('message')).data.text).toBe('Bye')
    expect((await ada.events.next('chat-ended')).data).toEqual({ chatId: chat.chatId, reason: 'visitor' })
  })

  test('[C-7] has one effect when it comes again, also after the end and a restart', async () => {
    const own = await startInProcess({ store: 'sqlite' })
    const chat = await WatchedChat.begin(await makeOrganization(own))
    const nouns = [says('Same'), says('Same'), noun('ChatEnd')]
    const send = () => chat.visitor.multiNoun(nouns, { sequence: 5 })
    for (const answer of await Promise.all([send(), send()])) expect(answer).toMatchObject(ok)
    await own.restart()
    expect(await send()).toMatchObject(ok)
    expect(await texts(chat)).toEqual(['Same', 'Same'])
  })

  test('[C-8] its parts share a number and are no repeats of each other', async () => {
    const chat = await begin()
    await chat.visitor.multiNoun([says('One'), says('Two')], { sequence: 5 })
    await chat.visitor.write('Three', 6)
    await chat.visitor.write('Three', 6)
    expect(await texts(chat)).toEqual(['One', 'Two', 'Three'])
  })

  test('answers with the refusal of what comes after the end; what came before has happened', async () => {
    const chat = await begin()
    const answer = await chat.visitor.multiNoun([says('Last words'), noun('ChatEnd'), says('Too late')])
    expectRefusal(answer, 403, noSession)
    expect(await texts(chat)).toEqual(['Last words'])
    await chat.ada.events.next('message')
    expect((await chat.ada.events.next('chat-ended')).data.reason).toBe('visitor')
  })

  test('[C-10] is refused before ChasitorInit', async () => {
    const visitor = await RawVisitor.arrive(await makeOrganization(server))
    expectRefusal(await visitor.multiNoun([says('Hello')]), 400)
  })

  test(`takes ${nounsMax} commands`, async () => {
    const chat = await begin()
    const nouns = Array.from({ length: nounsMax }, (_, index) => says(`Message ${index}`))
    expect(await chat.visitor.multiNoun(nouns)).toMatchObject(ok)
    expect(await texts(chat)).toHaveLength(nounsMax)
  })

  const many = Array.from({ length: nounsMax + 1 }, () => says('One too many'))
  test.each<[string, unknown]>([
    ['one command more', { nouns: many }],
    ['no command', { nouns: [] }],
    ['no list', {}],
    ['no list of objects', { nouns: ['ChatMessage'] }],
    ['a noun without prefix', { nouns: [says('a'), { noun: 'ChatMessage', object: { text: 'b' } }] }],
    ['a prefix without noun', { nouns: [says('a'), { prefix: 'Chasitor' }] }],
    ['an unknown noun', { nouns: [says('a'), noun('ChasitorDance')] }],
    ['a path', { nouns: [says('a'), noun('../Chasitor/ChatMessage', { object: { text: 'b' } })] }],
    ['what is only read', { nouns: [says('a'), { prefix: 'System', noun: 'Messages' }] }],
    ['itself', { nouns: [says('a'), { prefix: 'System', noun: 'MultiNoun', object: { nouns: [says('b')] } }] }],
    ['a bad payload', { nouns: [says('a'), noun('ChatMessage', { object: { text: 1 } })] }],
    ['no payload where one is needed', { nouns: [says('a'), noun('ChatMessage')] }],
    ['data that is no JSON', { nouns: [says('a'), noun('ChatMessage', { data: '{"text":' })] }],
    ['data that is no object', { nouns: [says('a'), noun('ChasitorTyping', { data: '[]' })] }],
    ['data with half a surrogate pair', { nouns: [says('a'), noun('ChatMessage', { data: '{"text":"\\ud83d"}' })] }],
    ['data that is a number', { nouns: [says('a'), noun('ChatMessage', { data: 1 })] }],
    ['an object that is an array', { nouns: [says('a'), noun('ChasitorTyping', { object: [] })] }],
    ['a request by another session', { nouns: [says('a'), noun('ChasitorInit', { object: {} })] }],
  ])('[P-10] %s is refused with nothing done', async (_what, body) => {
    const chat = await begin()
    expectRefusal(await chat.visitor.postTo('System/MultiNoun', body as object, { sequence: 2 }), 400)
    await chat.expectUntouched()
  })

  test('two requests, or one that is not this session’s, are refused with nothing done', async () => {
    const organization = await makeOrganization(server)
    const visitor = await RawVisitor.arrive(organization)
    const init = (changes: object) => noun('ChasitorInit', { object: initBody(organization, changes) })
    expectRefusal(await visitor.multiNoun([init({}), init({})]), 400)
    expectRefusal(await visitor.multiNoun([init({}), init({ visitorName: 'Other' })]), 400)
    expectRefusal(await visitor.multiNoun([init({ sessionId: 'another' })]), 400)
    expectRefusal(await visitor.multiNoun([init({ organizationId: '00DP00000099999' }), says('a')]), 400)
    expect(await visitor.init()).toMatchObject(ok)
  })

  test('[P-1] is a POST', async () => {
    const { visitor } = await begin()
    const path = '/chat/rest/System/MultiNoun'
    expectRefusal(await server.request({ path, headers: visitor.headers }), 405)
  })
})
