import assert from 'node:assert/strict'
import { initBody, restPath } from '../../support/plain-visitor.js'
import { expectRefusal, noVersion } from '../../support/wire-refusal.js'
import { check, checkWithAgent, eachCase, type Chapter } from '../check.js'
import { expectOk, expectUntouched } from '../expectations.js'
import { wireResources } from '../resources.js'

const everywhere = [
  ...wireResources.map(({ method, path }) => [`${method} ${path}`, { method: method, path }] as const),
  ...[
    { method: 'DELETE', path: 'System/SessionId/x' },
    { method: 'GET', path: 'Nowhere' },
    { method: 'PUT', path: 'System/Messages' },
  ].map((one) => [`${one.method} ${one.path}`, one] as const),
]
const named = (values: readonly string[]) => values.map((value) => [JSON.stringify(value), value] as const)
const version = 'X-LIVEAGENT-API-VERSION'

export const headers: Chapter = {
  title: 'Headers',
  checks: [
    ...eachCase(everywhere, (name, { method, path }) =>
      check('P-2', `${name} without a version, or with an empty one, is refused to the letter`, async (stage) => {
        const { sessionHeaders } = await stage.arrive()
        expectRefusal(await stage.send({ method, path: restPath(path), headers: sessionHeaders }), 400, noVersion)
        const empty = { ...sessionHeaders, [version]: ' ' }
        expectRefusal(await stage.send({ method, path: restPath(path), headers: empty }), 400, noVersion)
      }),
    ),
    ...eachCase(named(['29', '34', '49', '60', '9999', ' 34 ']), (name, value) =>
      check('P-2', `${name} is a version`, async (stage) => {
        assert.equal((await stage.get('System/SessionId', { [version]: value })).status, 200)
      }),
    ),
    checkWithAgent('P-2', 'what is no version is refused, and nothing happens', async (stage) => {
      const meeting = await stage.meet()
      for (const value of ['28', '0', '-34', '34.0', '3e1', '0x22', 'v34', 'thirty', '34, 34', '10000']) {
        const answer = await meeting.visitor.post('ChatMessage', { text: 'a' }, { headers: { [version]: value } })
        expectRefusal(answer, 400)
        assert.notEqual(answer.text, noVersion)
      }
      await expectUntouched(meeting, [])
    }),
    check('P-3', 'header names come in any case, with headers that nobody knows', async (stage) => {
      const { session } = await stage.arrive()
      const sent = {
        'x-liveagent-api-version': '34',
        'x-LiveAgent-Session-Key': session.key,
        'X-Liveagent-Sequence': '1',
        'X-LIVEAGENT-API-AFFINITY': 'x',
        'X-Forwarded-For': '203.0.113.7',
      }
      const body = JSON.stringify(initBody(stage.target))
      const path = restPath('Chasitor/ChasitorInit')
      expectOk(await stage.send({ method: 'POST', path, headers: sent, body }))
    }),
    ...eachCase(named(['content/json', 'text/html', 'application/json; charset=utf-8', '*/*', ';']), (name, accept) =>
      check('P-3 X-3', `Accept: ${name} changes nothing`, async (stage) => {
        const made = await stage.get('System/SessionId', { [version]: '34', Accept: accept })
        assert.equal(made.status, 200)
        assert.equal(made.headers['content-type'], 'application/json;charset=UTF-8')
        const visitor = await stage.arrive()
        expectOk(await visitor.post('ChasitorInit', initBody(stage.target), { headers: { Accept: accept } }))
      }),
    ),
    check('X-5', 'every answer says that it is not to be stored', async (stage) => {
      const visitor = await stage.arrive()
      for (const answer of [
        await stage.get('System/SessionId'),
        await stage.get('Nowhere'),
        await stage.get('System/SessionId', {}),
        await visitor.write('a'),
        await visitor.init(),
        await visitor.poll(),
      ]) {
        assert.equal(answer.headers['cache-control'], 'no-store')
      }
    }),
  ],
}
