import assert from 'node:assert/strict'
import { versionHeader, type WireMessages, type WireSession } from '../../support/plain-visitor.js'
import type { RawAnswer } from '../../support/raw-http.js'
import { expectRefusal } from '../../support/wire-refusal.js'
import { check, checkWithAgent, eachCase, type Chapter } from '../check.js'
import type { CheckedVisitor } from '../checked-visitor.js'
import { expectGone, expectMembers, expectOk, expectTypes } from '../expectations.js'
import type { Stage } from '../stage.js'

/** A chat in which both have written, and its visitor has read the numbers 0 to 2. */
const begin = async (stage: Stage) => {
  const { visitor, chat } = await stage.meet()
  expectOk(await visitor.write('From the visitor', 1))
  await chat.write('From the agent')
  const { offset } = await visitor.reads(['ChatMessage', 'AgentNotTyping'], 1)
  return { visitor, chat, offset }
}

const textsOf = ({ messages }: WireMessages): unknown[] =>
  messages.flatMap(({ type, message }) => (type === 'ChatMessage' ? [message['text']] : []))

/** The chat so far, which must be alone in its response and have this number. */
const readsSoFar = async (visitor: CheckedVisitor, sequence: number, ack?: number): Promise<WireMessages> => {
  const answer = await visitor.reads(['ChasitorSessionData'], ack)
  assert.equal(answer.sequence, sequence)
  return answer
}

const expectReconnected = (answer: RawAnswer): void => {
  assert.equal(answer.status, 200, `The answer is ${answer.status} ${answer.text}`)
  assert.equal(answer.headers['content-type'], 'application/json;charset=UTF-8')
}

/** How clients poll on after a reconnect: with the number they had, with none of their own, or without any. */
const waysOn: [string, 2 | -1 | undefined][] = [
  ['an ack that goes on', 2],
  ['ack=-1', -1],
  ['no ack', undefined],
]

const noOffsets = [undefined, 0, -5, 'null', 'undefined', '', '1e3', '3&ReconnectSession.offset=3', 2_000_000_000]

const sessionNames: (readonly [string, string | undefined])[] = [
  ['no session named', undefined],
  ...['SessionId', 'sessionId', 'ResyncSession.SessionId', 'ResyncSession.sessionId'].map(
    (name) => [name, name] as const,
  ),
]

/** A chat whose visitor wrote once more, with the number 2, and then reconnected. */
const reconnected = async (stage: Stage) => {
  const { visitor, chat } = await begin(stage)
  expectOk(await visitor.write('Before', 2))
  expectReconnected(await visitor.reconnect())
  return { visitor, texts: async () => (await chat.texts()).slice(2) }
}

export const reconnects: Chapter = {
  title: 'Reconnects',
  checks: [
    check('S-13', 'ReconnectSession is answered at any time, with its members in two places', async (stage) => {
      const visitor = await stage.ask()
      for (const offset of [4, undefined]) {
        const answer = await visitor.reconnect(offset)
        expectReconnected(answer)
        const { affinityToken } = visitor.session
        const told = { resetSequence: true, affinityToken }
        assert.deepEqual(answer.json(), { messages: [{ type: 'ReconnectSession', message: told, ...told }] })
      }
    }),
    check('S-3 S-13', 'ReconnectSession takes any affinity, and none', async (stage) => {
      const { session } = await stage.ask()
      const headers = { ...versionHeader, 'X-LIVEAGENT-SESSION-KEY': session.key }
      for (const affinity of ['null', '', session.affinityToken]) {
        const answer = await stage.get('System/ReconnectSession', { ...headers, 'X-LIVEAGENT-AFFINITY': affinity })
        expectReconnected(answer)
      }
      expectReconnected(await stage.get('System/ReconnectSession', headers))
    }),
    checkWithAgent('S-13 C-12', 'without a chat the session goes on as new', async (stage) => {
      const visitor = await stage.arrive()
      expectReconnected(await visitor.reconnect(7))
      expectOk(await visitor.post('ChasitorResyncState', { organizationId: stage.target.organizationId }))
      expectOk(await visitor.init())
      assert.equal((await visitor.reads(['ChatRequestSuccess'], -1)).sequence, 0)
    }),
    ...eachCase(waysOn, (name, first) =>
      checkWithAgent(
        'D-19',
        `with ${name} the chat so far comes first, then what follows the offset`,
        async (stage) => {
          const { visitor, chat, offset } = await begin(stage)
          await chat.write('Lost on its way')
          await visitor.reads(['ChatMessage', 'AgentNotTyping'], 2)
          await visitor.reconnect(offset)
          await readsSoFar(visitor, 3, first)
          const goesOn = first === undefined ? undefined : 3
          const next = await visitor.read(goesOn)
          assert.deepEqual([next.sequence, textsOf(next)], [4, ['Lost on its way']])
          const poll = await visitor.held(goesOn && 4)
          await chat.write('After')
          const after = expectTypes(await poll.answer, ['ChatMessage', 'AgentNotTyping'])
          assert.deepEqual([after.sequence, textsOf(after)], [5, ['After']])
        },
      ),
    ),
    ...eachCase(waysOn, (name, first) =>
      checkWithAgent('D-19', `with ${name} an offset that was never one brings everything again`, async (stage) => {
        for (const offset of noOffsets) {
          const { visitor, chat } = await begin(stage)
          await visitor.reconnect(offset)
          await readsSoFar(visitor, 0, first)
          const ack = (number: number) => (first === undefined ? undefined : number)
          assert.equal((await visitor.reads(['ChatRequestSuccess'], ack(0))).sequence, 1)
          assert.equal((await visitor.reads(['ChatEstablished'], ack(1))).sequence, 2)
          assert.equal((await visitor.reads(['ChatMessage', 'AgentNotTyping'], ack(2))).sequence, 3)
          await chat.end()
        }
      }),
    ),
    ...eachCase(waysOn, (name, first) =>
      checkWithAgent('D-19', `with ${name} reconnecting again and again loses and repeats nothing`, async (stage) => {
        const { visitor, chat, ...begun } = await begin(stage)
        let { offset } = begun
        let had = 2
        for (let round = 0; round < 4; round += 1) {
          await chat.write(`Round ${round}`)
          await visitor.reconnect(offset)
          const soFar = await readsSoFar(visitor, had + 1, first === 2 ? had : first)
          assert.equal(soFar.offset, offset)
          const next = await visitor.read(first === undefined ? undefined : had + 1)
          assert.deepEqual([next.sequence, textsOf(next)], [had + 2, [`Round ${round}`]])
          ;({ offset } = next)
          had += 2
        }
      }),
    ),
    checkWithAgent('D-19', 'an answer that was lost comes again, the chat so far included', async (stage) => {
      const { visitor, chat, offset } = await begin(stage)
      await visitor.reconnect(offset)
      for (let times = 0; times < 3; times += 1) await readsSoFar(visitor, 3, 2)
      await chat.write('One')
      for (let times = 0; times < 3; times += 1) assert.equal((await visitor.read(3)).sequence, 4)
    }),
    checkWithAgent('S-13 D-19', 'a poll that is open ends with nothing', async (stage) => {
      const { visitor, offset } = await begin(stage)
      const poll = await visitor.held(2)
      await visitor.reconnect(offset)
      assert.equal((await poll.answer).status, 204)
      await readsSoFar(visitor, 3, 2)
    }),
    checkWithAgent('D-15 D-19', 'the end of a chat comes after the chat so far, and then 403', async (stage) => {
      const { visitor, chat, offset } = await begin(stage)
      await chat.end()
      await visitor.reconnect(offset)
      await readsSoFar(visitor, 3)
      await visitor.reads(['ChatEnded'])
      expectGone(await visitor.poll())
    }),
    checkWithAgent('P-50 D-19', 'the chat so far says who said what, and which of it comes again', async (stage) => {
      const { visitor, chat, offset } = await begin(stage)
      await chat.write('Comes again')
      await visitor.reconnect(offset)
      const { messages } = await readsSoFar(visitor, 3)
      const { queuePosition, sneakPeekEnabled, chatMessages } = messages[0]?.message ?? {}
      assert.deepEqual([queuePosition, sneakPeekEnabled], [0, true])
      const lines = chatMessages as { type: string; name: string; content: string; sequence: number }[]
      for (const line of lines) expectMembers(line, ['type', 'name', 'content', 'timestamp', 'sequence'])
      assert.deepEqual(
        lines.map(({ type, name, content, sequence }) => [type, name, content, sequence > offset]),
        [
          ['Chasitor', visitor.name, 'From the visitor', false],
          ['Agent', chat.agent.name, 'From the agent', false],
          ['Agent', chat.agent.name, 'Comes again', true],
        ],
      )
    }),
    checkWithAgent('C-12', 'numbers may begin anew, and repeats of them are found', async (stage) => {
      const { visitor, texts } = await reconnected(stage)
      for (const number of [1, 1, 2, 2, 3]) expectOk(await visitor.write(`Anew ${number}`, number))
      expectOk(await visitor.write('Before', 4))
      assert.deepEqual(await texts(), ['Before', 'Anew 1', 'Anew 2', 'Anew 3', 'Before'])
    }),
    checkWithAgent('C-12', 'once they began anew, an old number with its content is a new command', async (stage) => {
      const { visitor, texts } = await reconnected(stage)
      expectOk(await visitor.write('Anew', 1))
      expectOk(await visitor.write('Before', 2))
      assert.deepEqual(await texts(), ['Before', 'Anew', 'Before'])
    }),
    checkWithAgent('C-12', 'numbers may go on, and all repeats are found', async (stage) => {
      const { visitor, texts } = await reconnected(stage)
      for (const number of [2, 3, 3]) expectOk(await visitor.write(number === 2 ? 'Before' : 'On', number))
      expectOk(await visitor.write('Before', 2))
      assert.deepEqual(await texts(), ['Before', 'On'])
    }),
    checkWithAgent('C-12', 'ChasitorResyncState is answered OK, with a number and without', async (stage) => {
      const { visitor, texts } = await reconnected(stage)
      const { organizationId } = stage.target
      for (const options of [{}, { sequence: 1 }, { sequence: 1 }]) {
        expectOk(await visitor.post('ChasitorResyncState', { organizationId }, options))
      }
      expectOk(await visitor.write('Back', 2))
      assert.deepEqual(await texts(), ['Before', 'Back'])
    }),
    check('C-12', 'ChasitorResyncState names the organization of the session', async (stage) => {
      const visitor = await stage.ask()
      for (const body of [{}, { organizationId: null }, { organizationId: 1 }, { organizationId: '00DP00000099999' }]) {
        expectRefusal(await visitor.post('ChasitorResyncState', body), 400)
      }
    }),
    ...eachCase(sessionNames, (title, name) =>
      checkWithAgent('S-14', `ResyncSession does the same without an offset, with ${title}`, async (stage) => {
        const { visitor } = await begin(stage)
        const { id, key, affinityToken }: WireSession = visitor.session
        const query = name === undefined ? '' : `?${name}=${id}`
        const answer = await stage.get(`System/ResyncSession${query}`, visitor.headers)
        expectReconnected(answer)
        assert.deepEqual(answer.json(), { isValid: true, key, affinityToken })
        await readsSoFar(visitor, 0, -1)
        await visitor.reads(['ChatRequestSuccess'], 0)
      }),
    ),
    checkWithAgent('S-14', 'ResyncSession of another session is refused with nothing done', async (stage) => {
      const { visitor } = await begin(stage)
      expectRefusal(await stage.get('System/ResyncSession?SessionId=another', visitor.headers), 400)
      await (await visitor.held(2)).expectHeld()
    }),
  ],
}
