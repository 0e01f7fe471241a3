/** Bodies that are wrong, member by member and type by type: refused with 400 or 413, and nothing happens. */
import { beforeAll, describe, expect, test } from 'vitest'
import { shareInProcess } from '../support/in-process-server.js'
import { initBody, RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization, type TestOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'
import { expectRefusal } from '../support/wire-refusal.js'

const server = shareInProcess()
let organization: TestOrganization
let chat: WatchedChat
beforeAll(async () => {
  organization = await makeOrganization(server)
  chat = await WatchedChat.begin(organization)
})

const nouns = ['ChasitorInit', 'ChatMessage', 'ChasitorTyping', 'ChasitorNotTyping', 'ChasitorSneakPeek', 'ChatEnd']
const ok = { status: 200, text: 'OK' }

describe('[P-4 P-8 P-9] bytes that are no body', () => {
  const notABody: [string, string | Uint8Array][] = [
    ['half an object', '{"text":"a"'],
    ['two objects', '{"text":"a"}{"text":"b"}'],
    ['a comma too many', '{"text":"a",}'],
    ['single quotes', "{'text':'a'}"],
    ['a comment', '{"text":"a"/**/}'],
    ['a form', 'text=a&reason=client'],
    ['NaN', '{"text":"a","position":NaN}'],
    ['a byte order mark', Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d, 0x7d])],
    ['a byte that is no UTF-8', Buffer.from([...Buffer.from('{"text":"'), 0xff, ...Buffer.from('"}')])],
    ['UTF-8 cut in the middle', Buffer.from([...Buffer.from('{"text":"'), 0xe2, 0x82, ...Buffer.from('"}')])],
    ['an overlong NUL', Buffer.from([...Buffer.from('{"text":"'), 0xc0, 0x80, ...Buffer.from('"}')])],
    ['Latin-1', Buffer.from('{"text":"é"}', 'latin1')],
    ['UTF-16', Buffer.from('{"text":"a"}', 'utf16le')],
    ['compressed bytes', Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03])],
    ['a NUL', '{"text":"a\\u0000b","reason":"x"}'],
    ['a NUL in a name', '{"text":"a","reason":"x","a\\u0000":1}'],
    ['a NUL deep down', '{"text":"a","x":[{"y":["\\u0000"]}]}'],
    ['a raw NUL', '{"text":"a\u0000b"}'],
    ['half a pair, high', '{"text":"\\ud83d"}'],
    ['half a pair, low', '{"text":"\\udc4b a"}'],
    ['a pair the wrong way round', '{"text":"\\udc4b\\ud83d"}'],
    ['half a pair deep down', '{"text":"a","x":{"y":[["\\uD83D!"]]}}'],
    ['arrays 65 deep', `{"text":"a","x":${'['.repeat(64)}${']'.repeat(64)}}`],
    ['objects 40,000 deep', `{"text":"a","x":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}`],
    ['arrays 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['an array', '["a"]'],
    ['a text', '"a"'],
    ['a number', '1'],
    ['true', 'true'],
    ['null', 'null'],
  ]

  test.each(notABody)('%s', async (_what, body) => {
    const fresh = await RawVisitor.arrive(organization)
    for (const visitor of [chat.visitor, fresh]) {
      for (const noun of nouns) expectRefusal(await visitor.post(noun, body), 400)
    }
    await chat.expectUntouched()
  })

  test('arrays 64 deep are none of these', async () => {
    const body = `{"x":${'['.repeat(63)}${']'.repeat(63)}}`
    expect(await chat.visitor.post('ChasitorTyping', body)).toMatchObject(ok)
    await chat.ada.events.next('visitor-typing')
  })
})

const wrongTexts = [1, 0, true, false, [], ['a'], {}, { length: 1 }]
const wrongFlags = [1, 0, 'yes', 'TRUE', '', [], [true], {}]
const wrongArrays = ['[]', 1, true, {}, { length: 0 }]
const detail = (changes: object) => ({ prechatDetails: [{ label: 'E', value: 'a', transcriptFields: [], ...changes }] })
const members: [string, (value: unknown) => object, readonly unknown[]][] = [
  ['organizationId', (organizationId) => ({ organizationId }), [...wrongTexts, null, undefined]],
  ['deploymentId', (deploymentId) => ({ deploymentId }), [...wrongTexts, null, undefined]],
  ['buttonId', (buttonId) => ({ buttonId }), [...wrongTexts, null, undefined]],
  ['sessionId', (sessionId) => ({ sessionId }), [...wrongTexts, 'x', 'x'.repeat(256)]],
  ['visitorName', (visitorName) => ({ visitorName }), [...wrongTexts, 'x'.repeat(256)]],
  ['userAgent', (userAgent) => ({ userAgent }), [...wrongTexts, 'x'.repeat(2049)]],
  ['language', (language) => ({ language }), [...wrongTexts, 'x'.repeat(256)]],
  ['screenResolution', (screenResolution) => ({ screenResolution }), [...wrongTexts, 'x'.repeat(256)]],
  ['agentId', (agentId) => ({ agentId }), [...wrongTexts, '005', '573P00000000001']],
  ['doFallback', (doFallback) => ({ doFallback }), wrongFlags],
  [
    'buttonOverrides',
    (list) => ({ buttonOverrides: list }),
    [...wrongArrays, [1], ['x'], ['5728c000000PzLm'], ['x'.repeat(65)], Array(101).fill('5738c000000HyRe')],
  ],
  ['visitorId', (visitorId) => ({ visitorId }), [...wrongTexts, 'x'.repeat(65)]],
  ['receiveQueueUpdates', (receiveQueueUpdates) => ({ receiveQueueUpdates }), wrongFlags],
  ['isPost', (isPost) => ({ isPost }), wrongFlags],
  ['prechatDetails', (prechatDetails) => ({ prechatDetails }), [...wrongArrays, [1], ['a'], [null], [[]], [{}]]],
  ['prechatDetails', (prechatDetails) => ({ prechatDetails }), [Array(101).fill({ label: 'a' })]],
  ['a label', (label) => detail({ label }), [...wrongTexts, null, undefined, 'x'.repeat(256)]],
  ['a value', (value) => detail({ value }), [[], {}, ['a'], 'x'.repeat(32_001)]],
  ['displayToAgent', (displayToAgent) => detail({ displayToAgent }), wrongFlags],
  ['transcriptFields', (list) => detail({ transcriptFields: list }), [...wrongArrays, [1], Array(101).fill('x')]],
  ['transcriptFields', (list) => detail({ transcriptFields: list }), [['x'.repeat(256)]]],
  [
    'prechatEntities',
    (list) => ({ prechatEntities: list }),
    [...wrongArrays, [1], [null], ['a'], [[]], Array(51).fill({})],
  ],
]

test.each(members)(
  '[P-10 P-12 P-14] ChasitorInit with a wrong %s asks for nothing',
  async (_member, withValue, values) => {
    const visitor = await RawVisitor.arrive(organization)
    for (const value of values) {
      expectRefusal(await visitor.post('ChasitorInit', initBody(organization, withValue(value))), 400)
    }
    expectRefusal(await visitor.write('a'), 400, 'Ask for a chat with ChasitorInit first.')
    const poll = await visitor.held()
    expect(poll.isHeld()).toBe(true)
    await chat.expectUntouched()
  },
)

test.each([
  ['ChatMessage', [{}, { text: null }, ...wrongTexts.map((text) => ({ text })), { __proto__: null, Text: 'a' }]],
  [
    'ChatMessage',
    ['{"__proto__":{"text":"a"}}', '{"constructor":{"prototype":{"text":"a"}}}', { text: 'x'.repeat(32_001) }],
  ],
  ['ChasitorSneakPeek', [...wrongTexts.map((text) => ({ text })), { text: 'x'.repeat(32_001) }]],
  ['ChasitorSneakPeek', ['0', [], {}, true].map((position) => ({ text: 'a', position }))],
  ['ChatEnd', [...wrongTexts.map((reason) => ({ reason })), { reason: 'x'.repeat(256) }]],
  ['ChatEnd', [...wrongTexts.slice(0, 6), 'client'].map((ChatEndReason) => ({ ChatEndReason }))],
  ['ChatEnd', wrongTexts.map((reason) => ({ ChatEndReason: { reason } }))],
] as [string, (string | object)[]][])(
  '[P-17 P-18 P-19] %s with wrong members has no effect (%#)',
  async (noun, bodies) => {
    for (const body of bodies) expectRefusal(await chat.visitor.post(noun, body), 400)
    await chat.expectUntouched()
  },
)

describe('[P-5 P-17] size', () => {
  const bytes = 262_144
  const padded = (length: number): string => `{"text":"a","padding":"${'x'.repeat(length - 25)}"}`

  test('a body of 262,144 bytes is taken, one byte more is answered 413', async () => {
    const own = await WatchedChat.begin(await makeOrganization(server))
    expect(Buffer.byteLength(padded(bytes))).toBe(bytes)
    expect(await own.visitor.post('ChatMessage', padded(bytes))).toMatchObject(ok)
    await own.ada.events.next('message')
    for (const noun of nouns) expectRefusal(await own.visitor.post(noun, padded(bytes + 1)), 413)
    const headers = { 'Transfer-Encoding': 'chunked' }
    expectRefusal(await own.visitor.post('ChatMessage', padded(bytes + 1), { headers }), 413)
    expect(await own.ada.events.untaken()).toEqual([])
  })

  test.each([
    ['letters', 'x'.repeat(32_000), 'x'.repeat(32_001)],
    ['characters of three bytes', '€'.repeat(32_000), '€'.repeat(32_001)],
    ['characters outside the basic plane', '👋'.repeat(32_000), '👋'.repeat(32_001)],
  ])('a text of 32,000 characters is taken to the letter, one more is refused (%s)', async (_what, most, more) => {
    const own = await WatchedChat.begin(await makeOrganization(server))
    expect(await own.visitor.write(most)).toMatchObject(ok)
    expect((await own.ada.events.next('message')).data.text).toBe(most)
    expectRefusal(await own.visitor.write(more), 400)
    expect(await own.ada.events.untaken()).toEqual([])
  })
})
