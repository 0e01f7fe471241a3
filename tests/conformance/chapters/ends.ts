import assert from 'node:assert/strict'
import { checkWithAgent, eachCase, type Chapter } from '../check.js'
import { expectGone, expectOk, expectTypes } from '../expectations.js'
import { goodBodies } from '../good-bodies.js'
import { chatNouns } from '../resources.js'

type End = readonly [body: string | undefined, onTheWire: string, toTheAgent: string]
const ways: [string, End][] = [
  ['a reason', ['{"reason":"client"}', 'client', 'visitor']],
  ['a type and a reason', ['{"type":"ChatEndReason","reason":"client"}', 'client', 'visitor']],
  ['the reason one level down', ['{"ChatEndReason":{"reason":"client"}}', 'client', 'visitor']],
  ['a reason of its own', ['{"reason":"The visitor closed the window 😀"}', 'client', 'visitor']],
  ['an empty object', ['{}', 'client', 'visitor']],
  ['no body', [undefined, 'client', 'visitor']],
  ['white space', [' \n', 'client', 'visitor']],
  ['an idle visitor', ['{"reason":"clientIdleTimeout"}', 'clientIdleTimeout', 'visitor-idle']],
  [
    'an idle visitor one level down',
    ['{"ChatEndReason":{"reason":"clientIdleTimeout"}}', 'clientIdleTimeout', 'visitor-idle'],
  ],
]

export const ends: Chapter = {
  title: 'Ends',
  checks: [
    ...eachCase(ways, (name, [body, onTheWire, toTheAgent]) =>
      checkWithAgent('C-6 P-19', `ChatEnd with ${name} ends the chat on both sides`, async (stage) => {
        const { visitor, chat } = await stage.meet()
        const poll = await visitor.held()
        expectOk(await visitor.post('ChatEnd', body))
        const { messages } = expectTypes(await poll.answer, ['ChatEnded'])
        assert.deepEqual(messages[0]?.message, { attachedRecords: [], reason: onTheWire })
        assert.equal(await chat.ended(), toTheAgent)
        expectGone(await visitor.poll())
      }),
    ),
    ...['ChatEnd', 'ChatCancel'].map((noun) =>
      checkWithAgent('C-6 P-26', `${noun} withdraws a request that waits`, async (stage) => {
        const visitor = await stage.ask()
        const offer = await stage.agent.offer(visitor.name)
        await visitor.reads(['ChatRequestSuccess'])
        expectOk(await visitor.post(noun))
        await offer.withdrawn()
        await visitor.reads(['ChatEnded'])
        expectGone(await visitor.poll())
        await assert.rejects(offer.accept())
      }),
    ),
    checkWithAgent('P-26', 'ChatCancel ends a chat as ChatEnd does', async (stage) => {
      const { visitor, chat } = await stage.meet()
      expectOk(await visitor.post('ChatCancel', { reason: 'clientIdleTimeout' }))
      assert.equal(await chat.ended(), 'visitor')
      const { messages } = await visitor.reads(['ChatEnded'])
      assert.equal(messages[0]?.message['reason'], 'client')
    }),
    ...eachCase(
      [
        ['with ack', 2],
        ['without ack', undefined],
      ] as const,
      (name, ack) =>
        checkWithAgent(
          'D-15 C-10',
          `after the end was delivered ${name}, there is no session any more`,
          async (stage) => {
            const { visitor, chat } = await stage.meet()
            await chat.end()
            await visitor.reads(['ChatEnded'], ack === undefined ? undefined : 1)
            for (let times = 0; times < 2; times += 1) expectGone(await visitor.poll(ack))
            for (const noun of chatNouns) expectGone(await visitor.post(noun, goodBodies[noun]))
            assert.deepEqual(await chat.texts(), [])
          },
        ),
    ),
    checkWithAgent('D-15', 'a client that lost the end gets it again by its ack', async (stage) => {
      const { visitor, chat } = await stage.meet()
      await chat.end()
      await visitor.reads(['ChatEnded'], 1)
      await visitor.reads(['ChatEnded'], 1)
      expectGone(await visitor.poll(2))
    }),
    checkWithAgent('D-4 D-7', 'what was said last comes before the end, however late it is fetched', async (stage) => {
      const { visitor, chat } = await stage.meet()
      await chat.write('Goodbye')
      await chat.end()
      await visitor.reads(['ChatMessage', 'AgentNotTyping', 'ChatEnded'], 1)
    }),
  ],
}
