/** Requests that are wrong before their body is looked at: refused with the right status, and nothing happens. */
import { beforeAll, describe, expect, test } from 'vitest'
import { shareInProcess } from '../support/in-process-server.js'
import { initBody, RawVisitor, restPath, versionHeader, type WireSession } from '../support/raw-visitor.js'
import { makeOrganization, type TestOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'
import { expectNothingOfTheInside, expectRefusal, noSession, noVersion } from '../support/wire-refusal.js'

const server = shareInProcess()
let organization: TestOrganization
let chat: WatchedChat
beforeAll(async () => {
  organization = await makeOrganization(server)
  chat = await WatchedChat.begin(organization)
})

const allResources: [string, string][] = [
  ['GET', 'System/SessionId'],
  ['GET', 'System/Messages'],
  ['POST', 'Chasitor/ChasitorInit'],
  ['POST', 'Chasitor/ChatMessage'],
  ['POST', 'Chasitor/ChasitorTyping'],
  ['POST', 'Chasitor/ChasitorNotTyping'],
  ['POST', 'Chasitor/ChasitorSneakPeek'],
  ['POST', 'Chasitor/ChatEnd'],
]

describe('[P-2] the version header', () => {
  test.each([...allResources, ['DELETE', 'System/SessionId/x'], ['GET', 'Nowhere'], ['PUT', 'System/Messages']])(
    'is missed by %s %s',
    async (method, resource) => {
      const headers = chat.visitor.sessionHeaders
      expectRefusal(await server.request({ method, path: restPath(resource), headers }), 400, noVersion)
      const empty = { ...headers, 'X-LIVEAGENT-API-VERSION': ' ' }
      expectRefusal(await server.request({ method, path: restPath(resource), headers: empty }), 400, noVersion)
      await chat.expectUntouched()
    },
  )

  test.each(['28', '0', '-34', '34.0', '3e1', '0x22', 'v34', 'thirty', '34, 34', '10000'])(
    'is not understood as %j',
    async (version) => {
      const headers = { ...chat.visitor.headers, 'X-LIVEAGENT-API-VERSION': version }
      const body = '{"text":"a"}'
      const answer = await server.request({ method: 'POST', path: restPath('Chasitor/ChatMessage'), headers, body })
      expectRefusal(answer, 400)
      expect(answer.text).not.toBe(noVersion)
      await chat.expectUntouched()
    },
  )
})

describe('[S-11 X-1] the session key', () => {
  const otherPart = '!1767268800123!kH3Vt9pQxW2mZr7YcLd8Ns5BfGokH3Vt9pQxW2mZr7Y'
  const keys: [string, (session: WireSession) => string | undefined][] = [
    ['missing', () => undefined],
    ['empty', () => ''],
    ['the id alone', ({ id }) => id],
    ['the id and a bang', ({ id }) => `${id}!`],
    ['another end', ({ id }) => id + otherPart],
    ['cut by one character', ({ key }) => key.slice(0, -1)],
    ['one character longer', ({ key }) => `${key}A`],
    ['padded', ({ key }) => `${key}=`],
    ['in upper case', ({ key }) => key.toUpperCase()],
    ['with another time', ({ key }) => key.replace(/!\d+!/, '!1767268800123!')],
    ['with another id', ({ key, id }) => key.replace(id, '6f1d2c84-9b0e-4a57-8c3d-2e7a41b96f05')],
    ['twice', ({ key }) => `${key}, ${key}`],
    ['in quotes', ({ key }) => `"${key}"`],
    ['very long', ({ key }) => `${key}${'A'.repeat(8000)}`],
    ['of another form', () => '__proto__'],
  ]

  test.each(keys)('that is %s opens nothing', async (_what, keyOf) => {
    const key = keyOf(chat.visitor.session)
    const headers: Record<string, string> = {
      ...versionHeader,
      ...(key !== undefined && { 'X-LIVEAGENT-SESSION-KEY': key }),
    }
    for (const [method, resource] of allResources.slice(1)) {
      const body = JSON.stringify({ ...initBody(organization), text: 'a' })
      const answer = await server.request({
        ...{ method, path: restPath(resource), headers },
        ...(method === 'POST' && { body }),
      })
      expectRefusal(answer, 403, noSession)
    }
    if (key) {
      const path = restPath(`System/SessionId/${encodeURIComponent(key)}`)
      expectRefusal(await server.request({ method: 'DELETE', path, headers: versionHeader }), 403, noSession)
    }
    await chat.expectUntouched()
  })

  const other = shareInProcess()
  let foreigner: RawVisitor
  beforeAll(async () => {
    foreigner = await RawVisitor.arrive(await makeOrganization(other))
  })

  test('of another server opens nothing', async () => {
    const { headers } = foreigner
    expectRefusal(await server.request({ path: restPath('System/Messages'), headers }), 403, noSession)
  })
})

test.each([
  'System',
  'System/',
  '',
  'System/sessionid',
  'system/SessionId',
  'System/SessionId2',
  'System/Messages/1',
  'Chasitor/ChatMessages',
  'Chasitor/ChatCancel2',
  'Chasitor/ChatMessage/x',
  'Chasitor/../../../api/v1/me',
  'Chasitor/__proto__',
  'constructor',
  'Chasitor/ChatMessage%00',
  'Chasitor%2FChatMessage%2F..',
  `Chasitor/${'x'.repeat(4000)}`,
])('[X-1] there is no resource %s', async (resource) => {
  const { headers } = chat.visitor
  for (const method of ['GET', 'POST']) {
    const body = method === 'POST' ? { body: '{"text":"a"}' } : {}
    expectRefusal(await server.request({ method, path: restPath(resource), headers, ...body }), 404)
  }
  await chat.expectUntouched()
})

describe('[X-1] another method', () => {
  test.each(allResources)('than %s on %s is answered 405', async (method, resource) => {
    for (const wrong of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
      if (wrong === method) continue
      const path = restPath(resource)
      const answer = await server.request({ method: wrong, path, headers: chat.visitor.headers })
      expectRefusal(answer, 405)
      expect(answer.text).toContain(method)
    }
    const head = await server.request({ method: 'HEAD', path: restPath(resource), headers: chat.visitor.headers })
    expect(head).toMatchObject({ status: 405, text: '' })
    await chat.expectUntouched()
  })
})

test.each(['%zz', 'Chasitor/ChatMessage%', '%C3%28/ChatMessage', 'System/SessionId/%'])(
  '[X-1] the address %s cannot be read',
  async (resource) => {
    for (const headers of [chat.visitor.headers, {}]) {
      const answer = await server.request({ path: restPath(resource), headers })
      expect(answer.status).toBe(400)
      expect(answer.headers['content-type']).toMatch(/^text\/plain/)
      expectNothingOfTheInside(answer.text)
    }
    await chat.expectUntouched()
  },
)
