import assert from 'node:assert/strict'
import { initBody, restPath } from '../../support/plain-visitor.js'
import { expectRefusal } from '../../support/wire-refusal.js'
import { check, eachCase, type Chapter } from '../check.js'
import { expectOk } from '../expectations.js'
import { scriptResources, wireResources } from '../resources.js'

const sameAs = [
  'System/SessionId/',
  '/System//SessionId',
  'System/SessionId?SessionId.ClientType=lightning',
  'System/SessionId/?a=1&a=2&&=',
].map((path) => [path, path] as const)

const nowhere = [
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
].map((path) => [path.slice(0, 40), path] as const)

const unreadable = ['%zz', 'Chasitor/ChatMessage%', '%C3%28/ChatMessage', 'System/SessionId/%'].map(
  (path) => [path, path] as const,
)

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']

export const addresses: Chapter = {
  title: 'Addresses and methods',
  checks: [
    ...eachCase(sameAs, (name, resource) =>
      check('P-1', `GET ${name} makes a session`, async (stage) => {
        assert.equal((await stage.get(resource)).status, 200)
      }),
    ),
    check('P-1', 'any host name will do', async (stage) => {
      const visitor = await stage.arrive()
      const headers = { Host: 'd.la1-c1-xxx.chat.example.org', 'X-Forwarded-Proto': 'https' }
      expectOk(await visitor.post('ChasitorInit', initBody(stage.target), { headers }))
    }),
    ...eachCase(nowhere, (name, resource) =>
      check('X-1', `there is no resource ${name}`, async (stage) => {
        const { headers } = await stage.arrive()
        for (const method of ['GET', 'POST']) {
          const body = method === 'POST' ? { body: '{"text":"a"}' } : {}
          expectRefusal(await stage.send({ method, path: restPath(resource), headers, ...body }), 404)
        }
      }),
    ),
    ...eachCase(
      [...wireResources, ...scriptResources].map((resource) => [resource.path, resource] as const),
      (name, resource) =>
        check('X-1', `another method than ${resource.method} on ${name} is answered 405`, async (stage) => {
          const { headers } = await stage.arrive()
          for (const method of methods.filter((one) => one !== resource.method)) {
            const answer = await stage.send({ method, path: restPath(resource.path), headers })
            expectRefusal(answer, 405)
            assert.ok(answer.text.includes(resource.method))
          }
          const head = await stage.send({ method: 'HEAD', path: restPath(resource.path), headers })
          assert.equal(head.status, 405)
          assert.equal(head.text, '')
        }),
    ),
    ...eachCase(unreadable, (name, resource) =>
      check('X-1 X-4 X-5', `the address ${name} cannot be read`, async (stage) => {
        const { headers } = await stage.arrive()
        for (const sent of [headers, {}]) {
          const answer = await stage.send({ path: restPath(resource), headers: sent })
          expectRefusal(answer, 400)
        }
      }),
    ),
  ],
}
