import assert from 'node:assert/strict'
import { restPath } from '../../support/plain-visitor.js'
import { askAsScript, callback, messagesInScript, type Parameters } from '../../support/page-script.js'
import { expectRefusal } from '../../support/wire-refusal.js'
import { check, checkWithAgent, checkWithMoved, eachCase, type Chapter } from '../check.js'
import type { Stage } from '../stage.js'

/** Of the right form, and nobody's. */
const noButton = '573P0000zzzzzzz'
const page = 'https://shop.example.com/support/routers'

const ask = async (stage: Stage, path: string, parameters: Parameters = {}, headers = {}) =>
  messagesInScript(await askAsScript(stage.website, path, parameters, headers))

const faults: [what: string, path: string, parameters: Parameters, names: string][] = [
  ['no version', 'Visitor/VisitorId.jsonp', { version: undefined }, 'version'],
  ['an old version', 'Visitor/VisitorId.jsonp', { version: '28' }, 'version'],
  ['a version that is none', 'Visitor/VisitorId.jsonp', { version: '4x' }, 'version'],
  ['no org_id', 'Visitor/VisitorId.jsonp', { org_id: undefined }, 'org_id'],
  ['an org_id that is none', 'Visitor/VisitorId.jsonp', { org_id: '<b>' }, 'org_id'],
  ['no deployment_id', 'Visitor/VisitorId.jsonp', { deployment_id: undefined }, 'deployment_id'],
  ['no ids', 'Visitor/Availability.jsonp', {}, 'Availability.ids'],
  ['101 ids', 'Visitor/Availability.jsonp', { 'Availability.ids': `${noButton},`.repeat(101) }, '100'],
  ['an id of 65 characters', 'Visitor/Availability.jsonp', { 'Availability.ids': 'x'.repeat(65) }, '64'],
  ['no buttonIds', 'Visitor/Settings.jsonp', {}, 'Settings.buttonIds'],
  [
    'an organization that is not here',
    'Visitor/Settings.jsonp',
    { 'Settings.buttonIds': '[]', org_id: '00DP00000099999' },
    'organization',
  ],
  ['another prefix', 'Visitor/VisitorId.jsonp', { 'VisitorId.prefix': 'System' }, 'VisitorId'],
  ['no location', 'Visitor/Breadcrumb.jsonp', { sid: 'a' }, 'Breadcrumb.location'],
  ['a location too long', 'Visitor/Breadcrumb.jsonp', { 'Breadcrumb.location': 'x'.repeat(2049) }, '2048'],
  ['no nouns', 'System/MultiNoun.jsonp', {}, 'nouns'],
  ['nouns of nothing', 'System/MultiNoun.jsonp', { nouns: ',' }, 'nouns'],
  ['11 nouns', 'System/MultiNoun.jsonp', { nouns: 'VisitorId,'.repeat(11) }, '10'],
  ['an unknown noun', 'System/MultiNoun.jsonp', { nouns: 'Secrets' }, 'Secrets'],
  ['a noun that is no noun', 'System/MultiNoun.jsonp', { nouns: '__proto__' }, '__proto__'],
  ['no name of a configuration', 'EmbeddedService/EmbeddedServiceConfig.jsonp', {}, 'EmbeddedServiceConfig.configName'],
]

const noCallbacks = [
  ...[undefined, '', 'alert(1)//', 'a%28%29', 'a;b', 'a%0Ab', 'a%20b', '%3Cscript%3E', 'a%E2%80%A8b', 'a..b', '1a'],
  ...['a[0]', `${callback}&callback=${callback}`, 'x'.repeat(129)],
].map(
  (text) => [text === undefined ? 'no callback' : `the callback ${JSON.stringify(text.slice(0, 60))}`, text] as const,
)

export const scripts: Chapter = {
  title: 'What pages ask by script',
  checks: [
    checkWithAgent('V-15 V-16 V-13', 'a page asks who its visitor is, and its page is theirs', async (stage) => {
      const { buttonId } = stage.target
      const first = {
        ...{ nouns: 'VisitorId,Settings', 'VisitorId.prefix': 'Visitor', 'Settings.prefix': 'Visitor' },
        ...{ 'Settings.buttonIds': `[${buttonId}]`, 'Settings.updateBreadcrumb': '1' },
        'Settings.urlPrefix': 'undefined',
      }
      const [who, settings, ...more] = await ask(stage, 'System/MultiNoun.jsonp', first, { Referer: page })
      assert.deepEqual([who?.type, settings?.type, more], ['VisitorId', 'Settings', []])
      const [button] = settings?.message['buttons'] as Record<string, unknown>[]
      assert.deepEqual([button?.['id'], button?.['type'], button?.['isAvailable']], [buttonId, 'Standard', true])
      const visitorId = String(who?.message['sessionId'])
      const { messages } = await (await stage.ask({ visitorId })).reads(['ChatRequestSuccess'], -1)
      assert.deepEqual([messages[0]?.message['visitorId'], messages[0]?.message['url']], [visitorId, page])
    }),
    checkWithAgent('V-15 V-16', 'each noun is answered alone', async (stage) => {
      const { buttonId } = stage.target
      const ping = { 'Availability.prefix': 'Visitor', 'Availability.ids': `[${buttonId},${noButton}]`, r: '417' }
      const results = [
        { id: buttonId, isAvailable: true },
        { id: noButton, isAvailable: false },
      ]
      const told = await ask(stage, 'Visitor/Availability.jsonp', { ...ping, sid: 'a' })
      assert.deepEqual(told, [{ type: 'Availability', message: { results } }])
      const settings = { 'Settings.prefix': 'Visitor', 'Settings.buttonIds': '[]', sid: 'undefined' }
      assert.equal((await ask(stage, 'Visitor/Settings.jsonp', settings))[0]?.type, 'Settings')
      assert.equal((await ask(stage, 'Visitor/VisitorId.jsonp'))[0]?.type, 'VisitorId')
    }),
    checkWithAgent('V-13 V-16 P-49', 'Breadcrumb by script says where a visitor is', async (stage) => {
      const [who] = await ask(stage, 'Visitor/VisitorId.jsonp')
      const visitorId = String(who?.message['sessionId'])
      const crumb = { sid: visitorId, 'Breadcrumb.location': encodeURIComponent(page) }
      const told = await ask(stage, 'Visitor/Breadcrumb.jsonp', crumb)
      assert.deepEqual(told, [{ type: 'AsyncResult', message: { isSuccess: true } }])
      const { messages } = await (await stage.ask({ visitorId })).reads(['ChatRequestSuccess'], -1)
      assert.equal(messages[0]?.message['url'], page)
    }),
    ...eachCase(
      [undefined, '', 'undefined', 'null', 'a%20b'].map((sid) => [sid ?? 'no sid', sid] as const),
      (name, sid) =>
        check('V-12 V-13 V-16', `a page with ${name || 'an empty sid'} is nobody’s by script either`, async (stage) => {
          const told = await ask(stage, 'Visitor/Breadcrumb.jsonp', { sid, 'Breadcrumb.location': page })
          assert.deepEqual(told, [{ type: 'AsyncResult', message: { isSuccess: true } }])
        }),
    ),
    check('V-15 V-16', 'the function asked for is called, and no line of JavaScript ends inside', async (stage) => {
      const other = 'embedded_svc.liveAgentAPI.connection.handlePing'
      const parameters = { callback: other, 'Availability.ids': 'a%E2%80%A8b,c%E2%80%A9d' }
      const answer = await askAsScript(stage.website, 'Visitor/Availability.jsonp', parameters)
      assert.deepEqual(messagesInScript(answer, other)[0]?.message['results'], [
        { id: 'a\u2028b', isAvailable: false },
        { id: 'c\u2029d', isAvailable: false },
      ])
    }),
    check('V-17', 'there is no configuration of an embedded chat window', async (stage) => {
      const path = 'EmbeddedService/EmbeddedServiceConfig.jsonp'
      const config = { 'Settings.prefix': 'EmbeddedService', 'EmbeddedServiceConfig.configName': 'Web_Chat' }
      const [told, ...more] = await ask(stage, path, { ...config, deployment_id: undefined })
      assert.deepEqual([told?.type, told?.message['shouldRetry'], more], ['EmbeddedServiceError', false, []])
      assert.equal(typeof told?.message['text'], 'string')
    }),
    ...eachCase(
      faults.map(([what, ...fault]) => [`${what} for ${fault[0]}`, fault] as const),
      (name, [path, parameters, names]) =>
        check('V-17', `${name} is told as a message`, async (stage) => {
          const [told, ...more] = await ask(stage, path, parameters)
          assert.deepEqual([told?.type, more], ['Error', []])
          assert.ok(String(told?.message['text']).includes(names), String(told?.message['text']))
        }),
    ),
    check('V-17', 'what is wrong with one noun leaves the others alone', async (stage) => {
      const parameters = { nouns: '[VisitorId,Settings,Availability]', 'Availability.ids': noButton }
      const types = (await ask(stage, 'System/MultiNoun.jsonp', parameters)).map(({ type }) => type)
      assert.deepEqual(types, ['VisitorId', 'Error', 'Availability'])
    }),
    ...eachCase(
      ['System/MultiNoun.jsonp', 'Visitor/Settings.jsonp', 'EmbeddedService/EmbeddedServiceConfig.jsonp'].map(
        (path) => [path, path] as const,
      ),
      (name, path) =>
        checkWithMoved('V-14 V-17', `${name} says once where an organization lives now`, async (stage) => {
          const { organizationId, url } = stage.moved
          const told = await ask(stage, path, { org_id: organizationId, nouns: 'VisitorId,Settings' })
          assert.deepEqual(told, [{ type: 'SwitchServer', message: { newUrl: url } }])
        }),
    ),
    ...eachCase(noCallbacks, (name, text) =>
      check('V-15', `nothing is called by ${name}`, async (stage) => {
        const answer = await askAsScript(stage.website, 'Visitor/VisitorId.jsonp', { callback: text })
        expectRefusal(answer, 400)
        assert.equal(answer.headers['x-content-type-options'], 'nosniff')
      }),
    ),
    ...eachCase(
      ['Visitor/Secrets.jsonp', 'Chasitor/ChatMessage.jsonp'].map((path) => [path, path] as const),
      (name, path) =>
        check('V-15 X-1', `there is no script ${name}`, async (stage) => {
          expectRefusal(await stage.send({ path: restPath(path) }), 404)
        }),
    ),
  ],
}
