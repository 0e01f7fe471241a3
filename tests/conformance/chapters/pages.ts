import assert from 'node:assert/strict'
import { restPath, versionHeader } from '../../support/plain-visitor.js'
import type { RawAnswer } from '../../support/raw-http.js'
import { askPlainly, messageIn, type Parameters } from '../../support/page-script.js'
import { expectRefusal } from '../../support/wire-refusal.js'
import { check, checkWithAgent, checkWithMoved, eachCase, type Chapter } from '../check.js'
import { expectGone, expectOk, expectTypes } from '../expectations.js'
import type { Stage } from '../stage.js'

/** Record ids of the right form that nobody has. */
const [noButton, noAgent] = ['573P0000zzzzzzz', '005P0000zzzzzzz']
const page = 'https://shop.example.com/support/routers'

const ask = (stage: Stage, noun: string, parameters: Parameters = {}, headers = {}): Promise<RawAnswer> =>
  askPlainly(stage.website, noun, parameters, headers)

/** What Visitor/Availability says of these ids. */
const results = async (stage: Stage, list: string, parameters: Parameters = {}) => {
  const { type, message } = messageIn(await ask(stage, 'Availability', { 'Availability.ids': list, ...parameters }))
  assert.equal(type, 'Availability')
  return message['results']
}

const spellings: [string, (a: string, b: string) => string][] = [
  ['one', (a) => `Availability.ids=${a}`],
  ['one in brackets', (a) => `Availability.ids=[${a}]`],
  ['with a comma', (a, b) => `Availability.ids=${a},${b}`],
  ['with an encoded comma', (a, b) => `Availability.ids=${a}%2C${b}`],
  ['in brackets', (a, b) => `Availability.ids=[${a},${b}]`],
  ['in encoded brackets', (a, b) => `Availability.ids=%5B${a}%2C${b}%5D`],
  ['repeated', (a, b) => `Availability.ids=${a}&Availability.ids=${b}`],
  ['repeated with brackets behind the name', (a, b) => `Availability.ids[]=${a}&Availability.ids[]=${b}`],
  ['with encoded brackets behind the name', (a, b) => `Availability.ids%5B%5D=${a}&Availability.ids%5B%5D=${b}`],
  ['the same twice', (a) => `Availability.ids=${a},${a}`],
]

/** Good parameters of each noun. */
const good: Readonly<Record<string, Parameters>> = {
  Availability: { 'Availability.ids': noButton },
  Settings: { 'Settings.buttonIds': noButton },
  VisitorId: {},
}

const wrong: [what: string, noun: string, changes: Parameters][] = [
  ...Object.keys(good).flatMap((noun): [string, string, Parameters][] => [
    ['no org_id', noun, { org_id: undefined }],
    ['an empty org_id', noun, { org_id: '' }],
    ['an org_id that is none', noun, { org_id: '573P00000000001' }],
    ['two org_ids', noun, { org_id: '00DP00000000001&org_id=00DP00000000001' }],
    ['no deployment_id', noun, { deployment_id: undefined }],
    ['a deployment_id that is none', noun, { deployment_id: 'x' }],
    ['a sid that is too long', noun, { sid: 'x'.repeat(2049) }],
    ['a NUL', noun, { sid: '%00' }],
  ]),
  ['no ids', 'Availability', { 'Availability.ids': undefined }],
  ['an id of 65 characters', 'Availability', { 'Availability.ids': 'x'.repeat(65) }],
  ['101 ids', 'Availability', { 'Availability.ids': Array(101).fill(noButton).join() }],
  ['no buttonIds', 'Settings', { 'Settings.buttonIds': undefined }],
  ['an organization that is not here', 'Settings', { org_id: '00DP00000099999' }],
  ['a deployment that is not here', 'Settings', { deployment_id: '572P00000099999' }],
]

const breadcrumb = (stage: Stage, query: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  stage.send({
    method: 'POST',
    path: restPath(`Visitor/Breadcrumb${query}`),
    headers: { ...versionHeader, ...headers },
    body: JSON.stringify(body),
  })

const wrongPages = [{}, { location: 1 }, { location: null }, { location: 'x'.repeat(2049) }, { location: '\u0000' }, []]

const newVisitorId = async (stage: Stage): Promise<string> =>
  String(messageIn(await ask(stage, 'VisitorId')).message['sessionId'])

export const pages: Chapter = {
  title: 'What pages ask',
  checks: [
    ...eachCase(spellings, (name, spelled) =>
      checkWithAgent('V-10', `the ids may come ${name}`, async (stage) => {
        const { organizationId, deploymentId, buttonId } = stage.target
        const list = spelled(buttonId, noButton)
        const query = `org_id=${organizationId}&deployment_id=${deploymentId}&${list}`
        const { message } = messageIn(await stage.get(`Visitor/Availability?${query}`))
        const asked = [...list.matchAll(/573\w{12}/g)].map(([id]) => id)
        const expected = asked.map((id) => ({ id, isAvailable: id === buttonId }))
        assert.deepEqual(message['results'], expected)
      }),
    ),
    checkWithAgent('V-10 P-21', 'ids are answered in the order asked, each as it was sent', async (stage) => {
      const { chat } = await stage.meet()
      const { buttonId } = stage.target
      const agentId = chat.agent.id
      const expected: [string, boolean][] = [
        [agentId, true],
        [noAgent, false],
        [`${agentId}_${noButton}`, true],
        [`${noAgent}_${buttonId}`, true],
        [`${noAgent}_${noButton}`, false],
        [noButton, false],
        ['nonsense', false],
        [`${buttonId}AA`, false],
        [buttonId, true],
      ]
      assert.deepEqual(
        await results(stage, expected.map(([id]) => id).join()),
        expected.map(([id, isAvailable]) => ({ id, isAvailable })),
      )
    }),
    check('V-10 P-20', 'ids in their long form are told in their long form', async (stage) => {
      const long = '5738c000000HyReAAK'
      const tenant = { org_id: '00D8c000004kTqXEAU', deployment_id: '5728c000000PzLmAAK' }
      assert.deepEqual(await results(stage, long, tenant), [{ id: long, isAvailable: false }])
    }),
    check('V-10', 'a list may have 100 ids, and none', async (stage) => {
      const many = await results(stage, Array(100).fill(noButton).join())
      assert.deepEqual(many, Array(100).fill({ id: noButton, isAvailable: false }))
      assert.deepEqual(await results(stage, '[]'), [])
    }),
    checkWithAgent('V-1 V-10', 'a button is not available when nobody is online', async (stage) => {
      const { buttonId } = stage.target
      assert.deepEqual(await results(stage, buttonId), [{ id: buttonId, isAvailable: true }])
      await stage.agent.goOffline()
      assert.deepEqual(await results(stage, buttonId), [{ id: buttonId, isAvailable: false }])
    }),
    ...eachCase(
      [
        ['organization', { org_id: '00DP00000099999' }],
        ['deployment', { deployment_id: '572P00000099999' }],
      ] as [string, Parameters][],
      (name, elsewhere) =>
        checkWithAgent('V-10', `of another ${name} nothing is available`, async (stage) => {
          const { buttonId } = stage.target
          assert.deepEqual(await results(stage, buttonId, elsewhere), [{ id: buttonId, isAvailable: false }])
        }),
    ),
    checkWithAgent('V-10', 'what is available has a wait, when that is asked for', async (stage) => {
      const { buttonId } = stage.target
      for (const asked of ['1', 'true', '0', '', undefined]) {
        const told = await results(stage, `${buttonId},${noButton}`, { 'Availability.needEstimatedWaitTime': asked })
        const waits = (told as readonly object[]).map((one) => 'estimatedWaitTime' in one)
        assert.deepEqual(waits, [asked === '1' || asked === 'true', false], `Asked with ${asked}`)
      }
    }),
    ...eachCase(
      wrong.map(([what, noun, changes]) => [`${noun} with ${what}`, { noun, changes }] as const),
      (name, { noun, changes }) =>
        check('V-10 V-11 V-12', `${name} is refused`, async (stage) => {
          expectRefusal(await ask(stage, noun, { ...good[noun], ...changes }), 400)
        }),
    ),
    check('V-10 V-11 V-12', 'no session is needed, whatever the headers say', async (stage) => {
      const headers = { 'X-LIVEAGENT-AFFINITY': 'x', 'X-LIVEAGENT-SESSION-KEY': 'made up', Accept: 'content/json' }
      for (const [noun, parameters] of Object.entries(good)) {
        assert.equal(messageIn(await ask(stage, noun, parameters, headers)).type, noun)
      }
    }),
    checkWithAgent('V-11', 'Settings tell how often to ask, and of each button in the order asked', async (stage) => {
      const { buttonId } = stage.target
      const { chat } = await stage.meet()
      const list = [noButton, buttonId, chat.agent.id]
      const { type, message } = messageIn(await ask(stage, 'Settings', { 'Settings.buttonIds': `[${list.join()}]` }))
      assert.equal(type, 'Settings')
      assert.ok(Number.isInteger(message['pingRate']) && Number(message['pingRate']) > 0)
      assert.match(String(message['contentServerUrl']), /^https?:\/\/.+\/content$/)
      const told = (message['buttons'] as Record<string, unknown>[]).filter(({ type }) => type !== 'Invite')
      assert.deepEqual(
        told.map(({ id, type, isAvailable }) => [id, type, isAvailable]),
        [
          [noButton, 'Standard', false],
          [buttonId, 'Standard', true],
          [chat.agent.id, 'ToAgent', true],
        ],
      )
    }),
    check('V-12', 'a visitor id is a new UUID each time, and opens nothing', async (stage) => {
      const made = [await newVisitorId(stage), await newVisitorId(stage)]
      for (const id of made) {
        assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
        expectGone(await stage.get('System/Messages', { ...versionHeader, 'X-LIVEAGENT-SESSION-KEY': id }))
      }
      assert.notEqual(made[0], made[1])
    }),
    checkWithAgent('V-13', 'the page of a visitor with an id is part of the request with that id', async (stage) => {
      const visitorId = await newVisitorId(stage)
      const asked = { 'Settings.buttonIds': '[]', 'Settings.updateBreadcrumb': '1', sid: visitorId }
      messageIn(await ask(stage, 'Settings', asked, { Referer: page }))
      expectOk(await breadcrumb(stage, `?sid=${visitorId}`, { location: `${page}/2` }))
      messageIn(await ask(stage, 'Settings', { ...asked, 'Settings.updateBreadcrumb': '0' }, { Referer: page }))
      const { messages } = await (await stage.ask({ visitorId })).reads(['ChatRequestSuccess'], -1)
      assert.equal(messages[0]?.message['visitorId'], visitorId)
      assert.equal(messages[0].message['url'], `${page}/2`)
    }),
    checkWithAgent('V-13 P-42', 'the page of a session goes to its chat, before and in it', async (stage) => {
      const visitor = await stage.arrive()
      expectOk(await breadcrumb(stage, '', { location: page }, visitor.sessionHeaders))
      expectOk(await visitor.init())
      const { messages } = await visitor.reads(['ChatRequestSuccess'], -1)
      assert.equal(messages[0]?.message['url'], page)
      await (await stage.agent.offer(visitor.name)).accept()
      await visitor.reads(['ChatEstablished'], 0)
      const poll = await visitor.held(1)
      expectOk(await breadcrumb(stage, '?sid=somebody', { location: `${page}/2` }, visitor.sessionHeaders))
      const told = expectTypes(await poll.answer, ['NewVisitorBreadcrumb'])
      assert.deepEqual(told.messages[0]?.message, { location: `${page}/2` })
      expectOk(await visitor.post('ChatEnd'))
      expectGone(await breadcrumb(stage, '', { location: page }, visitor.sessionHeaders))
    }),
    ...eachCase(
      ['', '?sid=', '?sid=undefined', '?sid=null', '?sid=a%20b'].map((query) => [query || 'no sid', query] as const),
      (name, query) =>
        check('V-12 V-13', `a page with ${name} is nobody’s, and that is no fault`, async (stage) => {
          expectOk(await breadcrumb(stage, query, { location: page }))
        }),
    ),
    check('V-13 P-10', 'a body that names no page is refused', async (stage) => {
      for (const body of wrongPages) expectRefusal(await breadcrumb(stage, '?sid=a', body), 400)
    }),
    check('V-13 S-11', 'a key that opens nothing is refused, before the body is looked at', async (stage) => {
      expectGone(await breadcrumb(stage, '?sid=a', {}, { 'X-LIVEAGENT-SESSION-KEY': 'x' }))
    }),
    ...eachCase(
      Object.keys(good).map((noun) => [noun, noun] as const),
      (name, noun) =>
        checkWithMoved(
          'V-14 P-49',
          `${name} says where an organization lives now, whatever else is asked`,
          async (stage) => {
            const { organizationId, url } = stage.moved
            const answer = await ask(stage, noun, { org_id: organizationId, deployment_id: undefined })
            assert.deepEqual(messageIn(answer), { type: 'SwitchServer', message: { newUrl: url } })
          },
        ),
    ),
  ],
}
