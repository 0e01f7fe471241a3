import assert from 'node:assert/strict'
import { initBody } from '../../support/plain-visitor.js'
import { expectRefusal } from '../../support/wire-refusal.js'
import { check, checkWithAgent, eachCase, type Chapter } from '../check.js'
import { expectOk, expectUntouched } from '../expectations.js'
import { allNouns } from '../resources.js'

const types = [
  undefined,
  'application/json',
  'application/json; charset=utf-8',
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/octet-stream',
  'json',
  '',
].map((type) => [type === undefined ? 'no type' : JSON.stringify(type), type] as const)

const around = (bytes: readonly number[]) => Buffer.from([...Buffer.from('{"text":"'), ...bytes, ...Buffer.from('"}')])

const notABody: [string, string | Uint8Array][] = [
  ['half an object', '{"text":"a"'],
  ['two objects', '{"text":"a"}{"text":"b"}'],
  ['a comma too many', '{"text":"a",}'],
  ['single quotes', "{'text':'a'}"],
  ['a comment', '{"text":"a"/**/}'],
  ['a form', 'text=a&reason=client'],
  ['NaN', '{"text":"a","position":NaN}'],
  ['a byte order mark', Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d, 0x7d])],
  ['a byte that is no UTF-8', around([0xff])],
  ['UTF-8 cut in the middle', around([0xe2, 0x82])],
  ['an overlong NUL', around([0xc0, 0x80])],
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

const bytesMax = 262_144
const padded = (length: number): string => `{"text":"a","padding":"${'x'.repeat(length - 25)}"}`

export const bodies: Chapter = {
  title: 'Bodies',
  checks: [
    ...eachCase(types, (name, type) =>
      checkWithAgent('P-4', `a body under ${name} is read as JSON`, async (stage) => {
        const visitor = await stage.arrive()
        const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type }
        const init = initBody(stage.target, { visitorName: visitor.name })
        expectOk(await visitor.post('ChasitorInit', init, { headers }))
        expectOk(await visitor.post('ChatMessage', { text: `As ${name}` }, { headers }))
        const offer = await stage.agent.offer(visitor.name)
        assert.deepEqual(await (await offer.accept()).texts(), [`As ${name}`])
      }),
    ),
    checkWithAgent('P-4', 'no body, and one of white space, is an empty object', async (stage) => {
      const { visitor, chat } = await stage.meet()
      for (const body of [undefined, '', ' \r\n\t', {}]) {
        expectOk(await visitor.post('ChasitorTyping', body))
        await chat.nextSign()
      }
    }),
    ...eachCase(notABody, (name, body) =>
      checkWithAgent('P-4 P-8 P-9', `${name} is no body, for any command`, async (stage) => {
        const meeting = await stage.meet()
        const fresh = await stage.arrive()
        for (const visitor of [meeting.visitor, fresh]) {
          for (const noun of allNouns) expectRefusal(await visitor.post(noun, body), 400)
        }
        await expectUntouched(meeting, [])
      }),
    ),
    checkWithAgent('P-9', 'arrays 64 deep are a body', async (stage) => {
      const { visitor, chat } = await stage.meet()
      expectOk(await visitor.post('ChasitorTyping', `{"x":${'['.repeat(63)}${']'.repeat(63)}}`))
      assert.equal((await chat.nextSign()).typing, true)
    }),
    checkWithAgent('P-5', 'a body of 262,144 bytes is taken, and one byte more is refused', async (stage) => {
      const meeting = await stage.meet()
      assert.equal(Buffer.byteLength(padded(bytesMax)), bytesMax)
      expectOk(await meeting.visitor.post('ChatMessage', padded(bytesMax)))
      for (const noun of allNouns) {
        expectRefusal(await meeting.visitor.post(noun, padded(bytesMax + 1)), 413)
      }
      const headers = { 'Transfer-Encoding': 'chunked' }
      expectRefusal(await meeting.visitor.post('ChatMessage', padded(bytesMax + 1), { headers }), 413)
      await expectUntouched(meeting, ['a'])
    }),
    checkWithAgent('P-10', 'members that nobody knows are ignored, at any depth', async (stage) => {
      const visitor = await stage.arrive()
      const unknown = { trackingId: '', sessionKey: null, nested: { deep: [{ er: [1, 2, { x: null }] }] } }
      const init = {
        ...unknown,
        prechatDetails: [{ label: 'E', value: 'a', entityMaps: [], entityFieldMaps: [{ x: 1 }], x: true }],
        prechatEntities: [{ entityName: 'Contact', entityFieldsMaps: [{ fieldName: 'Email', doFind: true }], x: 1 }],
      }
      expectOk(await visitor.init(init))
      expectOk(await visitor.post('ChatMessage', { text: 'a', type: 'x', ...unknown }))
      const chat = await (await stage.agent.offer(visitor.name)).accept()
      assert.deepEqual(await chat.texts(), ['a'])
      expectOk(await visitor.post('ChasitorTyping', { typing: 'yes', ...unknown }))
      expectOk(await visitor.post('ChatEnd', { ...unknown }))
      assert.equal(await chat.ended(), 'visitor')
    }),
    check('X-4', 'a refusal repeats neither the key nor what was sent', async (stage) => {
      const visitor = await stage.arrive()
      for (const noun of allNouns) {
        const answer = await visitor.post(noun, '{"text": "very-particular-text')
        expectRefusal(answer, 400)
        assert.ok(!answer.text.includes(visitor.session.key))
        assert.ok(!answer.text.includes('very-particular-text'))
      }
    }),
  ],
}
