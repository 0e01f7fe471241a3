/**
 * Two organizations on one server: to one of them what belongs to the other is as good as nothing. Every call is made twice,
 * with ids of the other and with ids of nothing, and must be answered alike; the calls come from the server's own
 * description, so that none is forgotten.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { hashToken } from '../../src/server/secrets.js'
import { documentOf } from '../../src/setup/setup-document.js'
import { setupKindNames, setupKinds, type SetupKindName } from '../../src/setup/setup-kinds.js'
import { fuzzRoutes, type FuzzRoute } from '../fuzz/fuzz-routes.js'
import { Administrator } from '../support/administrator.js'
import { AgentDesk } from '../support/agent-desk.js'
import { EventStream } from '../support/event-stream.js'
import { makeFullOrganization, mark, type FullOrganization } from '../support/full-organization.js'
import { shareInProcess } from '../support/in-process-server.js'
import type { RawAnswer, RawRequest } from '../support/raw-http.js'
import { RawVisitor, restPath, versionHeader } from '../support/raw-visitor.js'
import { leastContent, membersOf } from '../support/setup-samples.js'
import { makeOrganization, type TestOrganization } from '../support/test-organization.js'
import { field, filePart, form, formType, uploadPath } from '../support/upload.js'

const server = shareInProcess()
let own: TestOrganization
let administrator: Administrator
let other: FullOrganization
/** Every id of the other organization, with one of the same form that nothing has. */
let nothingFor: Map<string, string>
let routes: readonly FuzzRoute[]

/** An id of the same form that nothing has. */
const nobodys = (id: string): string =>
  /^[0-9a-f]{8}-/.test(id) ? `${id.slice(0, 24)}${'0'.repeat(id.length - 24)}` : `${id.slice(0, 3)}${'Z'.repeat(12)}`

beforeAll(async () => {
  own = await makeOrganization(server)
  administrator = await Administrator.logIn(own)
  other = await makeFullOrganization(server)
  const { chat, sentFileId, asked, tokenId, objects, organization } = other
  const things = [chat.chatId, chat.visitor.session.id, sentFileId, asked.fileId, tokenId, hashToken(chat.ada.token)]
  const ids = [...things, organization.agents.ben.id]
  nothingFor = new Map([...ids, ...Object.values(objects)].map((id) => [id, nobodys(id)]))
  routes = (await fuzzRoutes(server.address, own)).filter(({ surface }) => surface === 'agent')
})

/** The same text with ids of nothing in the place of the other's. */
const withNothing = (text: string): string => {
  let changed = text
  for (const [id, nothing] of nothingFor) changed = changed.replaceAll(id, nothing)
  return changed
}

/** What is sent with ids of the other organization in it. */
interface Attempt {
  readonly method: string
  readonly path: string
  readonly body?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
}

const send = ({ method, path, body, headers = {} }: Attempt, token = administrator.token): Promise<RawAnswer> =>
  server.request({
    ...{ method, path, headers: { Authorization: `Bearer ${token}`, 'If-Match': '*', ...headers } },
    ...(body !== undefined && { body }),
  })

/** Nothing of the other's is in an answer but what was asked with. */
const expectNothingTold = (what: string, sent: string, told: string): void => {
  if (!sent.includes(mark)) expect(told, what).not.toContain(mark)
  for (const id of nothingFor.keys())
    if (!sent.includes(id)) expect(told.includes(id), `${what} tells ${id}`).toBe(false)
}

/** Makes an attempt, and the same with ids of nothing: they are answered alike, and tell nothing. */
const expectAlike = async (attempt: Attempt, token?: string): Promise<number> => {
  const { method, path, body = '' } = attempt
  const what = `${method} ${path} ${body.slice(0, 200)}`
  const answer = await send(attempt, token)
  const nothing = await send({ ...attempt, path: withNothing(path), body: attempt.body && withNothing(body) }, token)
  expectNothingTold(what, path + body, answer.text)
  expect(answer.status, `${what}: ${answer.text}`).toBe(nothing.status)
  // What was made says its new id and the time; a refusal is the same to the letter.
  if (answer.status >= 300) expect(withNothing(answer.text), what).toBe(nothing.text)
  return answer.status
}

/** The other organization is as it was, and nobody there was told of anything. */
const expectOtherUntouched = async (before: string): Promise<void> => {
  expect(await other.readable()).toBe(before)
  expect(await other.chat.ada.events.untaken()).toEqual([])
  expect((await other.chat.visitor.held()).isHeld()).toBe(true)
}

/** The path with the other's ids in its gaps. */
const pathFor = (path: string, fileId: string): string => {
  const plural = path.split('/')[4] ?? ''
  const kind: SetupKindName = setupKindNames.find((one) => setupKinds[one].plural === plural) ?? 'agent'
  const ids: Readonly<Record<string, string>> = {
    kind: setupKinds[kind].plural,
    chatId: other.chat.chatId,
    agentId: other.organization.agents.ben.id,
    fileId,
    id: other.objects[kind],
    tokenId: other.tokenId,
    logInId: hashToken(other.chat.ada.token),
  }
  return path.replaceAll(/\{(\w+)\}/g, (_gap, name: string) => ids[name] ?? `no id for ${name}`)
}

/** Contents of a kind, each with one member that refers to an object of the other's. */
const referringContents = (kind: SetupKindName): object[] =>
  membersOf(kind).flatMap(([member, schema]) =>
    /Ids?$/.test(member)
      ? Object.values(other.objects).map((id) => ({
          ...leastContent(kind),
          [member]: schema.type === 'array' ? [id] : id,
        }))
      : [],
  )

/** Bodies for a call: what its description says, whatever names something with an id of the other's. */
const bodiesFor = ({ path, bodies }: FuzzRoute): (string | undefined)[] => {
  if (bodies.length === 0) return [undefined]
  const kind = setupKindNames.find((one) => path === `/api/v1/setup/${setupKinds[one].plural}`)
  const { agent, button, skill, queue } = other.objects
  const named = [{ agentId: agent }, { buttonId: button }, { skillId: skill }, { queueId: queue }]
  const meant = [
    ...named,
    { reasonId: other.objects['decline-reason'] },
    { statusId: other.objects['presence-status'] },
  ]
  const filled = bodies.flatMap((body) =>
    typeof body === 'object' && body !== null && !Array.isArray(body)
      ? [body, ...meant.map((more) => ({ ...body, ...more }))]
      : [body],
  )
  return [...filled, ...meant, ...(kind ? referringContents(kind) : [])].map((body) => JSON.stringify(body))
}

/** Logging in and out, and one's password, name nobody's objects; streams without an id do not end, and are watched in a test of their own. */
const ownThings = ['/api/v1/login', '/api/v1/logout', '/api/v1/me/password']
const elsewhere = [...ownThings, '/api/v1/events', '/api/v1/supervision/events']

describe('[A-80] two organizations on a server', () => {
  test('have nothing to do with each other in any call of /api/v1', async () => {
    const before = await other.readable()
    let asked = 0
    for (const route of routes.filter(({ path }) => !elsewhere.includes(path))) {
      const { method } = route
      for (const fileId of route.path.includes('{fileId}') ? [other.sentFileId, other.asked.fileId] : ['']) {
        const path = pathFor(route.path, fileId)
        for (const body of bodiesFor(route)) {
          const status = await expectAlike({ method, path, body })
          // Whatever else is wrong, an id of another organization's is never found.
          if (path !== route.path) expect([400, 404], `${method} ${path} ${body ?? ''}`).toContain(status)
          asked += 1
        }
        if (path !== route.path && bodiesFor(route).length === 1) {
          expect((await send({ method, path })).status, `${method} ${path}`).toBe(404)
        }
      }
    }
    expect(asked).toBeGreaterThan(150)
    await expectOtherUntouched(before)
  })

  test('share no lists, records, figures or exports, whatever is asked for', async () => {
    const { organization, objects } = other
    const queries = [
      `/setup/audit?id=${objects.button}`,
      `/setup/audit?by=${other.administrator.id}`,
      ...setupKindNames.map((kind) => `/setup/${setupKinds[kind].plural}?name=${mark}&limit=200`),
      ...setupKindNames.map((kind) => `/setup/${setupKinds[kind].plural}?limit=200`),
      ...['button', 'agent', 'skill', 'queue'].map((by) => `/figures?by=${by}&period=30-days`),
      ...[
        '/setup/export',
        '/setup/audit?limit=200',
        '/setup/readings',
        '/supervision',
        '/colleagues',
        '/presence/statuses',
        '/me',
      ],
    ]
    for (const path of queries) {
      const answer = await send({ method: 'GET', path: `/api/v1${path}` })
      expect(answer.status, `${path}: ${answer.text}`).toBe(200)
      expectNothingTold(path, path, answer.text)
    }
    const before = await other.readable()
    const document = JSON.stringify(documentOf(server.running.parts.setup, organization.organizationId))
    for (const dryRun of ['true', 'false']) {
      const path = `/api/v1/setup/import?dryRun=${dryRun}`
      expect((await send({ method: 'POST', path, body: document })).status).toBe(400)
      // Even as a document of one's own: what it refers to is not there.
      const disguised = JSON.parse(document) as { organizations: { id: string }[] }
      disguised.organizations.forEach((one) => (one.id = own.organizationId))
      expect((await send({ method: 'POST', path, body: JSON.stringify(disguised) })).status).toBe(400)
    }
    await expectOtherUntouched(before)
  })

  test('are not told of each other by any event stream, whatever place one asks for', async () => {
    const lastEventId = other.chat.ada.events.events.findLast(({ id }) => id !== undefined)?.id
    expect(lastEventId).toBeDefined()
    const streams: EventStream<Record<string, unknown>>[] = []
    for (const path of ['/events', '/supervision/events']) {
      for (const place of [undefined, lastEventId]) {
        streams.push(await EventStream.open(server.address, administrator.token, place, path))
      }
    }
    const watch = `/supervision/chats/${other.chat.chatId}/events`
    expect((await EventStream.open(server.address, administrator.token, undefined, watch)).status).toBe(404)
    const { chat } = other
    await chat.visitor.write(`${mark} asks again`)
    await chat.ada.events.next('message')
    await chat.ada.say(chat.chatId, `${mark} answers again`)
    await RawVisitor.ask(other.organization, { visitorName: `${mark} too` })
    await chat.ada.events.next('offer')
    // The floor is gathered several times a second.
    await server.pass(2000)
    for (const stream of streams) {
      expect([stream.status, stream.events[0]?.name]).toEqual([200, 'snapshot'])
      await stream.untaken()
      expectNothingTold('an event stream', lastEventId ?? '', stream.text)
      stream.close()
    }
  })
})

/** A visitor of the own organization asks for a chat like this; what their client is told. */
const told = async (changes: object): Promise<string> => {
  const visitor = await RawVisitor.arrive(own)
  const answer = await visitor.init(changes)
  return `${answer.status} ${answer.status === 200 ? JSON.stringify((await visitor.read(-1)).messages) : answer.text}`
}

describe('[A-80] visitors of one organization', () => {
  test('reach nobody of another, whatever ids they ask for a chat with', async () => {
    const ben = await AgentDesk.open(other.organization, 'ben')
    const before = await other.readable()
    const { agent, button, deployment } = other.objects
    const benId = other.organization.agents.ben.id
    const attempts: object[] = [
      { deploymentId: deployment },
      { buttonId: button },
      { deploymentId: deployment, buttonId: button },
      { sessionId: other.chat.visitor.session.id },
      ...[agent, benId].flatMap((agentId) => [
        { agentId, doFallback: false },
        { agentId, doFallback: true },
        { buttonId: '', agentId },
      ]),
      ...[[button], [agent], [benId], [`${button}_${agent}`], [button, agent, benId], [own.buttonId, button]].flatMap(
        (ids) => [{ buttonOverrides: ids }, { buttonOverrides: ids, agentId: benId }],
      ),
    ]
    for (const attempt of attempts) {
      const sent = JSON.stringify(attempt)
      const answer = await told(attempt)
      const nothing = await told(JSON.parse(withNothing(sent)) as object)
      expectNothingTold(sent, sent, answer)
      expect(withNothing(answer), sent).toBe(nothing)
    }
    expect(await ben.events.untaken()).toEqual([])
    await expectOtherUntouched(before)
    await ben.setPresence('offline')
  })

  test('learn nothing of another from what pages ask', async () => {
    const { agent, button, deployment } = other.objects
    const benId = other.organization.agents.ben.id
    const ask = async (request: RawRequest): Promise<RawAnswer> =>
      server.request({ ...request, headers: { ...versionHeader, ...request.headers } })
    for (const deploymentId of [own.deploymentId, deployment]) {
      const where = `org_id=${own.organizationId}&deployment_id=${deploymentId}&version=49`
      for (const ids of [button, agent, [button, agent, benId].join(','), `[${own.buttonId},${button}]`]) {
        for (const path of [
          `Visitor/Availability?${where}&Availability.ids=${ids}&Availability.needEstimatedWaitTime=1`,
          `Visitor/Availability.jsonp?${where}&callback=f&Availability.ids=${ids}`,
          `Visitor/Settings?${where}&Settings.buttonIds=${ids}&Settings.needEstimatedWaitTime=1`,
          `Visitor/Settings.jsonp?${where}&callback=f&Settings.buttonIds=${ids}`,
          `System/MultiNoun.jsonp?nouns=VisitorId,Settings&${where}&callback=f&Settings.buttonIds=${ids}`,
          `Visitor/VisitorId?${where}`,
        ]) {
          const answer = await ask({ path: restPath(path) })
          const nothing = await ask({ path: restPath(withNothing(path)) })
          expectNothingTold(path, path, answer.text)
          const comparable = ({ status, text }: RawAnswer) => [
            status,
            withNothing(text).replaceAll(/[0-9a-f-]{36}/g, 'an id'),
          ]
          expect(comparable(answer), path).toEqual(comparable(nothing))
        }
      }
    }
  })

  test('send no file where another waits for one', async () => {
    const before = await other.readable()
    const visitor = await RawVisitor.ask(own)
    const file = form(field('filename', 'a.txt'), filePart('a', 'a.txt'))
    const { asked, organization, chat } = other
    const paths = [
      uploadPath(own, chat.visitor, asked),
      uploadPath(own, visitor, asked),
      uploadPath(organization, visitor, asked),
    ]
    for (const path of paths) {
      const answer = await server.request({ method: 'POST', path, headers: formType, body: file })
      expectNothingTold(path, path, answer.text)
      expect(answer.text).not.toMatch(/Success/i)
    }
    await expectOtherUntouched(before)
  })
})
