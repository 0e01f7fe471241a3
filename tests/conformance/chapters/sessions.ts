import assert from 'node:assert/strict'
import { initBody, restPath, versionHeader, type WireSession } from '../../support/plain-visitor.js'
import { check, checkWithAgent, eachCase, type Chapter } from '../check.js'
import { expectGone, expectMembers, expectOk, expectTypes } from '../expectations.js'
import type { Stage } from '../stage.js'

const remove = (stage: Stage, keyInPath: string) =>
  stage.send({ method: 'DELETE', path: restPath(`System/SessionId/${keyInPath}`), headers: versionHeader })

const keyForms = [
  ['raw', (key: string) => key],
  ['percent-encoded', (key: string) => encodeURIComponent(key).replaceAll('!', '%21')],
] as const

const affinities: [string, string | undefined][] = [
  ['missing', undefined],
  ['the word null', 'null'],
  ['empty', ''],
  ['somebody else’s', '4c1e1fa0'],
  ['the word undefined', 'undefined'],
]

export const sessions: Chapter = {
  title: 'Sessions',
  checks: [
    check('S-1 S-4', 'a session has four members, and 40 s for a poll', async (stage) => {
      const answer = await stage.get('System/SessionId')
      assert.equal(answer.status, 200)
      assert.equal(answer.headers['content-type'], 'application/json;charset=UTF-8')
      const session = answer.json() as WireSession
      expectMembers(session, ['id', 'key', 'affinityToken', 'clientPollTimeout'])
      assert.equal(session.clientPollTimeout, 40)
    }),
    check('S-2 S-3', 'the key is the id, a bang and more, in characters that can stand in a path', async (stage) => {
      const { session } = await stage.arrive()
      assert.match(session.id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      assert.ok(session.key.startsWith(`${session.id}!`))
      assert.match(session.key, /^[\w!-]+$/)
      assert.match(session.affinityToken, /^[0-9a-f]{8}$/)
    }),
    check('S-2', 'no two sessions share an id or a key', async (stage) => {
      const made = await Promise.all(Array.from({ length: 20 }, () => stage.arrive()))
      assert.equal(new Set(made.map(({ session }) => session.id)).size, 20)
      assert.equal(new Set(made.map(({ session }) => session.key)).size, 20)
    }),
    ...eachCase(affinities, (name, affinity) =>
      check('S-3', `an affinity that is ${name} opens a session and goes through a request`, async (stage) => {
        const header: Record<string, string> = affinity === undefined ? {} : { 'X-LIVEAGENT-AFFINITY': affinity }
        const headers = { ...versionHeader, ...header }
        const made = await stage.get('System/SessionId', headers)
        assert.equal(made.status, 200)
        const { key } = made.json() as WireSession
        const keyed = { ...headers, 'X-LIVEAGENT-SESSION-KEY': key }
        const body = JSON.stringify(initBody(stage.target))
        expectOk(await stage.send({ method: 'POST', path: restPath('Chasitor/ChasitorInit'), headers: keyed, body }))
        assert.equal((await stage.get('System/Messages', keyed)).status, 200)
        await remove(stage, key)
      }),
    ),
    check('S-9', 'DELETE ends a session that never asked for a chat', async (stage) => {
      const visitor = await stage.arrive()
      const poll = await visitor.held()
      expectOk(await remove(stage, visitor.session.key))
      expectGone(await poll.answer)
      expectGone(await visitor.init())
      expectGone(await remove(stage, visitor.session.key))
    }),
    ...eachCase(keyForms, (name, inPath) =>
      checkWithAgent('S-9', `DELETE with the key ${name} ends a chat as its visitor does`, async (stage) => {
        const { visitor, chat } = await stage.meet()
        const poll = await visitor.held()
        expectOk(await remove(stage, inPath(visitor.session.key)))
        const { messages } = expectTypes(await poll.answer, ['ChatEnded'])
        assert.equal(messages[0]?.message['reason'], 'client')
        assert.equal(await chat.ended(), 'visitor')
        expectGone(await visitor.poll())
        expectGone(await visitor.write('Late'))
        expectOk(await remove(stage, visitor.session.key))
      }),
    ),
    checkWithAgent('S-9', 'DELETE withdraws a request that waits', async (stage) => {
      const visitor = await stage.ask()
      const offer = await stage.agent.offer(visitor.name)
      expectOk(await remove(stage, visitor.session.key))
      await offer.withdrawn()
      await assert.rejects(offer.accept())
    }),
  ],
}
