import assert from 'node:assert/strict'
import { restPath, versionHeader, type WireSession } from '../../support/plain-visitor.js'
import { check, checkWithAgent, eachCase, type Chapter } from '../check.js'
import { expectGone, expectTypes, expectUntouched } from '../expectations.js'
import { wireResources } from '../resources.js'

const otherPart = '!1767268800123!kH3Vt9pQxW2mZr7YcLd8Ns5BfGokH3Vt9pQxW2mZr7Y'
const keys: [string, (session: WireSession) => string | undefined][] = [
  ['missing', () => undefined],
  ['empty', () => ''],
  ['the id alone', ({ id }) => id],
  ['the id and a bang', ({ id }) => `${id}!`],
  ['with another end', ({ id }) => id + otherPart],
  ['cut by one character', ({ key }) => key.slice(0, -1)],
  ['one character longer', ({ key }) => `${key}A`],
  ['padded', ({ key }) => `${key}=`],
  ['in upper case', ({ key }) => key.toUpperCase()],
  ['with another time', ({ key }) => key.replace(/!\d+!/, '!1767268800123!')],
  ['with another id', ({ key, id }) => key.replace(id, '6f1d2c84-9b0e-4a57-8c3d-2e7a41b96f05')],
  ['sent twice', ({ key }) => `${key}, ${key}`],
  ['in quotes', ({ key }) => `"${key}"`],
  ['very long', ({ key }) => `${key}${'A'.repeat(8000)}`],
  ['the name of a prototype', () => '__proto__'],
]

const keyed = wireResources.filter(({ needsKey }) => needsKey)

export const sessionKeys: Chapter = {
  title: 'Keys',
  checks: [
    ...eachCase(keys, (name, keyOf) =>
      check('S-11 X-1', `a key that is ${name} opens nothing`, async (stage) => {
        const { session } = await stage.arrive()
        const key = keyOf(session)
        const headers = { ...versionHeader, ...(key !== undefined && { 'X-LIVEAGENT-SESSION-KEY': key }) }
        for (const { method, path } of keyed) {
          const body = method === 'POST' ? { body: '{"text":"a"}' } : {}
          expectGone(await stage.send({ method, path: restPath(path), headers, ...body }))
        }
        if (!key) return
        const path = restPath(`System/SessionId/${encodeURIComponent(key)}`)
        expectGone(await stage.send({ method: 'DELETE', path, headers: versionHeader }))
      }),
    ),
    checkWithAgent('S-11', 'commands with the key of another session leave a chat alone', async (stage) => {
      const meeting = await stage.meet()
      const other = await stage.accepted()
      expectTypes(await other.visitor.poll(-1), ['ChatRequestSuccess'])
      await other.visitor.write('In the other chat')
      await other.visitor.post('ChatEnd')
      await other.chat.ended()
      await expectUntouched(meeting, [])
    }),
    checkWithAgent('X-2 X-3', 'a chat that lives is answered neither 403 nor 409, whatever is sent', async (stage) => {
      const meeting = await stage.meet()
      const { visitor } = meeting
      const answers = await Promise.all([
        ...['ChatMessage', 'CustomEvent', 'RichMessage', 'ChasitorInit'].map((noun) => visitor.post(noun, '{')),
        ...[1, 1, 7, 3].map((sequence) => visitor.post('ChasitorSneakPeek', { text: 1 }, { sequence })),
        ...['Chasitor/Nothing', 'System/Messages'].map((resource) => visitor.postTo(resource)),
      ])
      const statuses = new Set(answers.map(({ status }) => status))
      assert.deepEqual([...statuses].sort(), [400, 404, 405])
      await expectUntouched(meeting, [])
    }),
    checkWithAgent('S-11 P-13', 'a session cannot ask in the name of another', async (stage) => {
      const meeting = await stage.meet()
      const visitor = await stage.arrive()
      const answer = await visitor.init({ sessionId: meeting.visitor.session.id })
      if (answer.status !== 400) throw new Error(`It was answered ${answer.status}.`)
      await (await visitor.held()).expectHeld()
      await expectUntouched(meeting, [])
    }),
  ],
}
