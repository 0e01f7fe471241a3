/** What real clients were seen to need of requests and commands. [E…] counts what they need, the other ids are our rules. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess } from '../support/in-process-server.js'
import { initBody, RawVisitor, restPath, versionHeader, type WireSession } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { messagesOf } from '../support/messages-of.js'

const server = shareInProcess()
const ok = { status: 200, text: 'OK' }

/** A visitor in a chat with Ada, who has read everything up to ChatEstablished. */
const inChat = async () => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  const { chatId } = await ada.takeNext()
  await visitor.reads(['ChatRequestSuccess'])
  await visitor.reads(['ChatEstablished'])
  return { organization, ada, visitor, chatId }
}

describe('[E1 S-1 S-2 S-4 P-1] a session', () => {
  test.each([
    'System/SessionId',
    'System/SessionId/',
    '/System//SessionId',
    'System/SessionId?SessionId.ClientType=lightning',
    'System/SessionId/?a=1&a=2&&=',
  ])('is made by GET %s', async (resource) => {
    const answer = await server.request({ path: restPath(resource), headers: versionHeader })
    expect(answer.status).toBe(200)
    const session = answer.json() as WireSession
    expect(Object.keys(session).sort()).toEqual(['affinityToken', 'clientPollTimeout', 'id', 'key'])
    expect(session.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(session.key.startsWith(`${session.id}!`)).toBe(true)
    expect(session.key).toMatch(/^[\w!-]+$/)
    expect(session.affinityToken).toMatch(/^[0-9a-f]{8}$/)
    expect(session.clientPollTimeout).toBe(40)
  })

  test('is new each time', async () => {
    const make = async () =>
      (await server.request({ path: restPath('System/SessionId'), headers: versionHeader })).json()
    const [one, two] = (await Promise.all([make(), make()])) as WireSession[]
    expect(one!.id).not.toBe(two!.id)
    expect(one!.key).not.toBe(two!.key)
  })
})

test.each([undefined, 'null', '', '4c1e1fa0', 'undefined'])(
  '[E2 S-3] the affinity %j opens a session and goes through a chat',
  async (affinity) => {
    const organization = await makeOrganization(server)
    const header: Record<string, string> = affinity === undefined ? {} : { 'X-LIVEAGENT-AFFINITY': affinity }
    const headers = { ...versionHeader, ...header }
    const made = await server.request({ path: restPath('System/SessionId'), headers })
    expect(made.status).toBe(200)
    const keyed = { ...headers, 'X-LIVEAGENT-SESSION-KEY': (made.json() as WireSession).key }
    const path = restPath('Chasitor/ChasitorInit')
    const body = JSON.stringify(initBody(organization))
    expect(await server.request({ method: 'POST', path, headers: keyed, body })).toMatchObject(ok)
    expect((await server.request({ path: restPath('System/Messages'), headers: keyed })).status).toBe(200)
  },
)

describe('[E3 P-2 P-3 P-10] what a request brings along', () => {
  test.each(['29', '34', '49', '60', '9999', ' 34 '])('may be version %j', async (version) => {
    const headers = { 'X-LIVEAGENT-API-VERSION': version }
    expect((await server.request({ path: restPath('System/SessionId'), headers })).status).toBe(200)
  })

  test('may have header names in any case, and more headers than anybody knows', async () => {
    const organization = await makeOrganization(server)
    const { session } = await RawVisitor.arrive(organization)
    const headers = {
      'x-liveagent-api-version': '34',
      'x-LiveAgent-Session-Key': session.key,
      'X-Liveagent-Sequence': '1',
      'X-LIVEAGENT-API-AFFINITY': 'x',
      'X-Forwarded-For': '203.0.113.7',
    }
    const body = JSON.stringify(initBody(organization))
    const path = restPath('Chasitor/ChasitorInit')
    expect(await server.request({ method: 'POST', path, headers, body })).toMatchObject(ok)
  })

  test('may have members that nobody knows, at any depth', async () => {
    const organization = await makeOrganization(server)
    await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.arrive(organization)
    const init = {
      ...{ trackingId: '', sessionKey: null, nested: { deep: [{ er: [1, 2, { x: null }] }] } },
      prechatDetails: [
        { label: 'E', value: 'a', entityMaps: [], entityFieldMaps: [{ x: 1 }], doKnowledgeSearch: true },
      ],
      prechatEntities: [{ entityName: 'Contact', entityFieldsMaps: [{ fieldName: 'Email', doFind: true }], x: 1 }],
    }
    expect(await visitor.init(init)).toMatchObject(ok)
    expect(await visitor.post('ChatMessage', { text: 'a', type: 'x', nested: { text: 1 } })).toMatchObject(ok)
    expect(await visitor.post('ChasitorTyping', { typing: 'yes' })).toMatchObject(ok)
  })
})

test.each([
  undefined,
  'application/json',
  'application/json; charset=utf-8',
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/octet-stream',
  'json',
  '',
])('[E4 P-4] a body under the type %j is read as JSON', async (type) => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.arrive(organization)
  const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type }
  expect(await visitor.post('ChasitorInit', initBody(organization), { headers })).toMatchObject(ok)
  expect(await visitor.post('ChatMessage', { text: `As ${type}` }, { headers })).toMatchObject(ok)
  expect(messagesOf(await ada.takeNext()).map(({ text }) => text)).toEqual([`As ${type}`])
})

test.each(['content/json', 'text/html', 'application/json; charset=utf-8', '*/*', ';'])(
  '[E5 P-3] the Accept header %j changes nothing',
  async (accept) => {
    const headers = { ...versionHeader, Accept: accept }
    const made = await server.request({ path: restPath('System/SessionId'), headers })
    expect(made.status).toBe(200)
    expect(made.headers['content-type']).toBe('application/json;charset=UTF-8')
    const organization = await makeOrganization(server)
    const visitor = await RawVisitor.arrive(organization)
    const asked = await visitor.post('ChasitorInit', initBody(organization), { headers: { Accept: accept } })
    expect(asked).toMatchObject(ok)
    expect(asked.headers['content-type']).toBe('text/plain;charset=UTF-8')
  },
)

test('[E6 P-11 P-12 P-14] a request may leave out what the guide requires, and spell things its own way', async () => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.arrive(organization)
  const { organizationId, deploymentId, buttonId } = organization
  const details = [
    { label: 'No value' },
    { label: 'Number', value: 4.5 },
    { label: 'Flag', value: true },
    { label: 'Null', value: null },
    { label: 'Hidden', value: 'x', displayToAgent: 'false' },
    { label: 'Shown', value: 'y', displayToAgent: 'true' },
  ]
  const body = {
    ...{
      organizationId,
      deploymentId,
      buttonId,
      isPost: 'true',
      receiveQueueUpdates: 'false',
      prechatDetails: details,
    },
    ...{ agentId: '', doFallback: 'false', sessionId: null },
  }
  expect(await visitor.post('ChasitorInit', body)).toMatchObject(ok)
  const chat = await ada.takeNext()
  expect(chat.visitorName).toBe('Visitor')
  expect(chat.details).toEqual([
    { label: 'No value', value: '' },
    { label: 'Number', value: '4.5' },
    { label: 'Flag', value: 'true' },
    { label: 'Null', value: '' },
    { label: 'Shown', value: 'y' },
  ])
})

test('[E7 C-1 X-5] every good command is answered 200 with the two bytes OK', async () => {
  const { visitor } = await inChat()
  const bodies: [string, object | undefined][] = [
    ['ChatMessage', { text: 'Hi' }],
    ['ChasitorTyping', undefined],
    ['ChasitorNotTyping', {}],
    ['ChasitorSneakPeek', { position: 0, text: 'Hel' }],
    ['ChatEnd', { reason: 'client' }],
  ]
  for (const [noun, body] of bodies) {
    const answer = await visitor.post(noun, body)
    expect(answer.status).toBe(200)
    expect(answer.bytes).toEqual(Buffer.from([0x4f, 0x4b]))
    expect(answer.headers['content-type']).toBe('text/plain;charset=UTF-8')
    expect(answer.headers['content-length']).toBe('2')
    expect(answer.headers['cache-control']).toBe('no-store')
  }
})

test('[E8 P-7] commands without a number, or with one that is none, are processed each time', async () => {
  const { visitor, ada, chatId } = await inChat()
  for (const sequence of [
    undefined,
    undefined,
    'x',
    'x',
    '-1',
    '-1',
    '1.5',
    '1.5',
    '',
    '',
    '9999999999',
    '9999999999',
  ]) {
    expect(
      await visitor.post('ChatMessage', { text: 'Same' }, sequence === undefined ? {} : { sequence }),
    ).toMatchObject(ok)
  }
  expect(await ada.messages(chatId)).toHaveLength(12)
})
