/** The questions of pages that ask by script elements: what comes back is a script, whatever was wrong. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess } from '../support/in-process-server.js'
import { askAsScript, callback, messagesInScript, type Parameters } from '../support/page-script.js'
import { RawVisitor, restPath, versionHeader } from '../support/raw-visitor.js'
import { makeOrganization, type TestOrganization } from '../support/test-organization.js'
import { expectRefusal } from '../support/wire-refusal.js'

const server = shareInProcess({
  environment: { PARLEY_SWITCH_SERVERS: '00D8c000004kTqW=https://chat-b.example.org/chat' },
})
const none = '573P00000000999'
const page = 'https://shop.example.com/support/routers'

const ask = async (organization: TestOrganization, path: string, parameters: Parameters = {}, headers = {}) =>
  messagesInScript(await askAsScript(organization, path, parameters, headers))

const error = (text: RegExp) => ({ type: 'Error', message: { text: expect.stringMatching(text) as unknown } })

describe('[V-15 V-16] a script', () => {
  test('answers what a page asks first: a visitor id, settings, and the page is the visitor’s', async () => {
    const organization = await makeOrganization(server)
    await AgentDesk.open(organization, 'ada')
    const first = {
      ...{ nouns: 'VisitorId,Settings', 'VisitorId.prefix': 'Visitor', 'Settings.prefix': 'Visitor' },
      ...{ 'Settings.buttonIds': `[${organization.buttonId}]`, 'Settings.updateBreadcrumb': '1' },
      'Settings.urlPrefix': 'undefined',
    }
    const messages = await ask(organization, 'System/MultiNoun.jsonp', first, { Referer: page })
    expect(messages).toMatchObject([
      { type: 'VisitorId' },
      {
        type: 'Settings',
        message: { pingRate: 50_000, buttons: [{ id: organization.buttonId, type: 'Standard', isAvailable: true }] },
      },
    ])
    const visitorId = messages[0]?.message.sessionId as string
    const visitor = await RawVisitor.ask(organization, { visitorId })
    expect((await visitor.reads(['ChatRequestSuccess'])).messages[0]?.message).toMatchObject({ url: page, visitorId })
  })

  test('answers each noun alone, and the ping', async () => {
    const organization = await makeOrganization(server)
    await AgentDesk.open(organization, 'ada')
    const { buttonId } = organization
    const ping = { 'Availability.prefix': 'Visitor', 'Availability.ids': `[${buttonId},${none}]`, sid: 'a', r: '417' }
    expect(await ask(organization, 'Visitor/Availability.jsonp', ping)).toEqual([
      {
        type: 'Availability',
        message: {
          results: [
            { id: buttonId, isAvailable: true },
            { id: none, isAvailable: false },
          ],
        },
      },
    ])
    const settings = { 'Settings.prefix': 'Visitor', 'Settings.buttonIds': '[]', sid: 'undefined' }
    expect(await ask(organization, 'Visitor/Settings.jsonp', settings)).toMatchObject([
      { type: 'Settings', message: { buttons: [], contentServerUrl: `${server.address}/content` } },
    ])
    expect(await ask(organization, 'Visitor/VisitorId.jsonp')).toMatchObject([{ type: 'VisitorId' }])
    const crumb = { sid: 'jsonp-visitor', 'Breadcrumb.location': encodeURIComponent(page) }
    expect(await ask(organization, 'Visitor/Breadcrumb.jsonp', crumb)).toEqual([
      { type: 'AsyncResult', message: { isSuccess: true } },
    ])
    expect(server.running.parts.trails.pagesOf('jsonp-visitor')).toMatchObject([{ location: page }])
  })

  test('calls the function it was asked to, and no line end of JavaScript gets into it', async () => {
    const organization = await makeOrganization(server)
    const other = 'embedded_svc.liveAgentAPI.connection.handlePing'
    const parameters = { callback: other, 'Availability.ids': 'a%E2%80%A8b,c%E2%80%A9d' }
    const answer = await askAsScript(organization, 'Visitor/Availability.jsonp', parameters)
    expect(answer.text).not.toMatch(/[\u2028\u2029\n]/)
    expect(messagesInScript(answer, other)[0]?.message.results).toEqual([
      { id: 'a\u2028b', isAvailable: false },
      { id: 'c\u2029d', isAvailable: false },
    ])
  })

  test('says for the configuration of an embedded chat window that there is none', async () => {
    const organization = await makeOrganization(server)
    const path = 'EmbeddedService/EmbeddedServiceConfig.jsonp'
    const config = { 'Settings.prefix': 'EmbeddedService', 'EmbeddedServiceConfig.configName': 'Web_Chat' }
    expect(await ask(organization, path, { ...config, deployment_id: undefined })).toEqual([
      { type: 'EmbeddedServiceError', message: { text: 'There is no such configuration here.', shouldRetry: false } },
    ])
    expect(await ask(organization, path)).toEqual([error(/^EmbeddedServiceConfig\.configName is missing/)])
  })
})

describe('[V-17] a fault is told as a message', () => {
  test.each<[string, string, Parameters, RegExp]>([
    ['no version', 'Visitor/VisitorId.jsonp', { version: undefined }, /^version is missing/],
    ['an old version', 'Visitor/VisitorId.jsonp', { version: '28' }, /^version must be/],
    ['a version that is none', 'Visitor/VisitorId.jsonp', { version: '4x' }, /^version must be/],
    ['no org_id', 'Visitor/VisitorId.jsonp', { org_id: undefined }, /^org_id is missing/],
    ['an org_id that is none', 'Visitor/VisitorId.jsonp', { org_id: '<b>' }, /^org_id must be/],
    ['no deployment_id', 'Visitor/VisitorId.jsonp', { deployment_id: undefined }, /^deployment_id is missing/],
    ['no ids', 'Visitor/Availability.jsonp', {}, /^Availability\.ids is missing/],
    ['too many ids', 'Visitor/Availability.jsonp', { 'Availability.ids': `${none},`.repeat(101) }, /more than 100/],
    ['an id too long', 'Visitor/Availability.jsonp', { 'Availability.ids': 'x'.repeat(65) }, /more than 64/],
    ['no buttonIds', 'Visitor/Settings.jsonp', {}, /^Settings\.buttonIds is missing/],
    [
      'an unknown organization',
      'Visitor/Settings.jsonp',
      { 'Settings.buttonIds': '[]', org_id: '00DP00000000999' },
      /no such organization/,
    ],
    ['another prefix', 'Visitor/VisitorId.jsonp', { 'VisitorId.prefix': 'System' }, /^VisitorId is not a noun/],
    ['no location', 'Visitor/Breadcrumb.jsonp', { sid: 'a' }, /^Breadcrumb\.location is missing/],
    ['a location too long', 'Visitor/Breadcrumb.jsonp', { 'Breadcrumb.location': 'x'.repeat(2049) }, /more than 2048/],
    ['nobody’s page', 'Visitor/Breadcrumb.jsonp', { 'Breadcrumb.location': page }, /^sid is missing/],
    ['no nouns', 'System/MultiNoun.jsonp', {}, /^nouns is missing/],
    ['nouns of nothing', 'System/MultiNoun.jsonp', { nouns: ',' }, /^nouns is empty/],
    ['too many nouns', 'System/MultiNoun.jsonp', { nouns: 'VisitorId,'.repeat(11) }, /^nouns holds more than 10/],
    ['an unknown noun', 'System/MultiNoun.jsonp', { nouns: 'Secrets' }, /^Secrets is not a noun/],
    ['a noun that is no noun', 'System/MultiNoun.jsonp', { nouns: '__proto__' }, /^__proto__ is not a noun/],
  ])('%s', async (_what, path, parameters, text) => {
    const organization = await makeOrganization(server)
    expect(await ask(organization, path, parameters)).toEqual([error(text)])
  })

  test('in its noun’s place, and the others are answered', async () => {
    const organization = await makeOrganization(server)
    const nouns = '[VisitorId,Settings,Availability]'
    const messages = await ask(organization, 'System/MultiNoun.jsonp', { nouns, 'Availability.ids': none })
    expect(messages.map(({ type }) => type)).toEqual(['VisitorId', 'Error', 'Availability'])
  })

  test('an organization that lives elsewhere is told once', async () => {
    const organization = await makeOrganization(server)
    const moved = { org_id: '00D8c000004kTqW', nouns: 'VisitorId,Settings' }
    for (const path of [
      'System/MultiNoun.jsonp',
      'Visitor/Settings.jsonp',
      'EmbeddedService/EmbeddedServiceConfig.jsonp',
    ])
      expect(await ask(organization, path, moved)).toEqual([
        { type: 'SwitchServer', message: { newUrl: 'https://chat-b.example.org/chat' } },
      ])
  })
})

describe('[V-15] nothing is called', () => {
  test.each([
    undefined,
    '',
    'alert(1)//',
    'a%28%29',
    'a;b',
    'a%0Ab',
    'a%20b',
    '%3Cscript%3E',
    'a%E2%80%A8b',
    'a..b',
    '1a',
    'a[0]',
    `${callback}&callback=${callback}`,
    'x'.repeat(129),
  ])('by the callback %j', async (bad) => {
    const organization = await makeOrganization(server)
    const answer = await askAsScript(organization, 'Visitor/VisitorId.jsonp', { callback: bad })
    expectRefusal(answer, 400)
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  test.each([
    ['GET', 'Visitor/Secrets.jsonp', 404],
    ['GET', 'Chasitor/ChatMessage.jsonp', 404],
    ['POST', 'Visitor/VisitorId.jsonp', 405],
    ['DELETE', 'System/MultiNoun.jsonp', 405],
  ])('by %s %s', async (method, resource, status) => {
    expectRefusal(await server.request({ method, path: restPath(resource), headers: versionHeader }), status)
  })
})
