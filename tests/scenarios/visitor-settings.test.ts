/** What `Visitor/Settings` says of what is set up, and where pages go, as far as it takes inside knowledge to see it. */
import { describe, expect, test } from 'vitest'
import { Default } from 'typebox/value'
import { chatRef } from '../../src/chat/chat-service.js'
import { Invitation } from '../../src/setup/kinds/invitation.js'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess } from '../support/in-process-server.js'
import { askPlainly, messageIn, type Parameters } from '../support/page-script.js'
import { RawVisitor, restPath, versionHeader } from '../support/raw-visitor.js'
import { changeSetup, makeOrganization, type TestOrganization } from '../support/test-organization.js'
import { expectRefusal, noSession } from '../support/wire-refusal.js'

const server = shareInProcess({
  environment: {
    PARLEY_PING_RATE_MS: '20000',
    PARLEY_PUBLIC_URL: 'https://chat.example.org',
  },
})
const none = '573P00000000999'
const page = 'https://shop.example.com/support/routers'

const settings = async (organization: TestOrganization, parameters: Parameters, headers = {}) => {
  const { type, message } = messageIn(await askPlainly(organization, 'Settings', parameters, headers))
  expect(type).toBe('Settings')
  return message as { pingRate: number; contentServerUrl: string; buttons: Record<string, unknown>[] }
}

const invitation = (changes: object): Invitation => Default(Invitation, changes) as Invitation

/** The request of the chat that Ada takes next. */
const nextRequest = async ({ organizationId }: TestOrganization, ada: AgentDesk) => {
  const { chatId } = await ada.takeNext()
  return server.running.parts.chats.request(chatRef(organizationId, chatId))
}

describe('[V-11] Settings', () => {
  test('tell how often to ask, where content is, and each button as it is set up, in the order asked', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const { buttonId } = organization
    await changeSetup(organization, 'button', buttonId, {
      ...{ language: 'pt_PT', prechatUrl: 'https://shop.example.com/prechat' },
      chatWindowUrl: 'https://shop.example.com/window',
    })
    const pair = `${ada.agent.id}_${buttonId}`
    const told = await settings(organization, { 'Settings.buttonIds': `[${none},${buttonId},${ada.agent.id},${pair}]` })
    const pages = {
      ...{ endpointUrl: 'https://shop.example.com/window', prechatUrl: 'https://shop.example.com/prechat' },
      language: 'pt_PT',
    }
    expect(told).toEqual({
      pingRate: 20_000,
      contentServerUrl: 'https://chat.example.org/content',
      buttons: [
        { id: none, type: 'Standard', isAvailable: false },
        { id: buttonId, type: 'Standard', isAvailable: true, ...pages },
        { id: ada.agent.id, type: 'ToAgent', isAvailable: true },
        { id: pair, type: 'ToAgent', isAvailable: true, ...pages },
      ],
    })
  })

  test('end with the active invitations of the deployment that were not asked for', async () => {
    const organization = await makeOrganization(server)
    await AgentDesk.open(organization, 'ada')
    const { buttonId, deploymentId } = organization
    const shown = invitation({ deploymentIds: [deploymentId] })
    const [first, second, off, other] = ['573P00000000701', '573P00000000702', '573P00000000703', '573P00000000704']
    const invite = { name: 'Invite', type: 'invite' } as const
    await changeSetup(organization, 'button', second, { ...invite, invitation: shown })
    await changeSetup(organization, 'button', first, { ...invite, invitation: shown })
    await changeSetup(organization, 'button', off, { ...invite, active: false, invitation: shown })
    await changeSetup(organization, 'button', other, { ...invite, invitation: invitation({}) })
    const types = async (ids: string) =>
      (await settings(organization, { 'Settings.buttonIds': ids })).buttons.map(
        ({ id, type, isAvailable, inviteRenderer }) => [id, type, isAvailable, inviteRenderer],
      )
    expect(await types('[]')).toEqual([
      [first, 'Invite', true, 'Slide'],
      [second, 'Invite', true, 'Slide'],
    ])
    expect(await types(`${second},${buttonId},${off}`)).toEqual([
      [second, 'Invite', true, 'Slide'],
      [buttonId, 'Standard', true, undefined],
      [off, 'Invite', false, 'Slide'],
      [first, 'Invite', true, 'Slide'],
    ])
    // Whoever accepts an invitation asks for a chat with its id.
    await (await RawVisitor.ask(organization, { buttonId: first })).reads(['ChatRequestSuccess'])
  })

  test('have waits when they are asked for', async () => {
    const organization = await makeOrganization(server)
    await AgentDesk.open(organization, 'ada')
    const parameters = { 'Settings.buttonIds': organization.buttonId, 'Settings.needEstimatedWaitTime': '1' }
    expect((await settings(organization, parameters)).buttons).toMatchObject([{ estimatedWaitTime: -1 }])
  })
})

describe('[V-13] pages', () => {
  const breadcrumb = (query: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    server.request({
      method: 'POST',
      path: restPath(`Visitor/Breadcrumb${query}`),
      headers: { ...versionHeader, ...headers },
      body: JSON.stringify(body),
    })
  const ok = { status: 200, text: 'OK' }

  test('of a visitor with an id are part of the request of a chat with that id', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const { message } = messageIn(await askPlainly(organization, 'VisitorId'))
    const sid = message.sessionId as string
    const parameters = { 'Settings.buttonIds': '[]', 'Settings.updateBreadcrumb': '1', sid }
    await settings(organization, parameters, { Referer: `${page}?first` })
    await settings(organization, { ...parameters, 'Settings.updateBreadcrumb': '0' }, { Referer: `${page}?not` })
    await settings(organization, parameters, { Referer: 'javascript:alert(1)' })
    await settings(organization, parameters)
    expect(await breadcrumb(`?sid=${sid}`, { location: page })).toMatchObject(ok)
    const visitor = await RawVisitor.ask(organization, { visitorId: sid })
    const { messages } = await visitor.reads(['ChatRequestSuccess'])
    expect(messages[0]?.message).toMatchObject({ visitorId: sid, url: page })
    const at = server.clock.now()
    expect(await nextRequest(organization, ada)).toMatchObject({
      visitorId: sid,
      pageUrl: page,
      pages: [
        { location: `${page}?first`, at },
        { location: page, at },
      ],
    })
  })

  test('of a session become part of the request it makes, and then of its chat', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.arrive(organization)
    expect(await breadcrumb('', { location: page }, visitor.sessionHeaders)).toMatchObject(ok)
    await visitor.init()
    await visitor.reads(['ChatRequestSuccess'])
    expect(await nextRequest(organization, ada)).toMatchObject({ pageUrl: page, pages: [{ location: page }] })
    await visitor.reads(['ChatEstablished'])
    const poll = await visitor.held()
    expect(await breadcrumb('?sid=somebody', { location: `${page}/2` }, visitor.sessionHeaders)).toMatchObject(ok)
    expect((await poll.answer).json()).toMatchObject({
      messages: [{ type: 'NewVisitorBreadcrumb', message: { location: `${page}/2` } }],
    })
    expect(server.running.parts.trails.pagesOf('somebody')).toEqual([])
    await visitor.post('ChatEnd')
    expectRefusal(await breadcrumb('', { location: page }, visitor.sessionHeaders), 403, noSession)
  })

  test.each(['', '?sid=', '?sid=undefined', '?sid=a%20b'])('of nobody (%j) are nobody’s', async (query) => {
    const before = server.running.parts.trails.size
    expect(await breadcrumb(query, { location: page })).toMatchObject(ok)
    expect(server.running.parts.trails.size).toEqual(before)
  })
})
