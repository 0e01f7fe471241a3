import assert from 'node:assert/strict'
import { expectRefusal } from '../../support/wire-refusal.js'
import { check, checkWithAgent, eachCase, type Chapter } from '../check.js'
import { expectGone, expectOk } from '../expectations.js'

const fails: [string, readonly [reason: string, changes: object]][] = [
  ['Unavailable when the button is not here', ['Unavailable', { buttonId: '573P00000099999' }]],
  ['Unavailable when the deployment is not here', ['Unavailable', { deploymentId: '572P00000099999' }]],
  ['NoPost when isPost is false', ['NoPost', { isPost: false }]],
  ['NoPost when isPost is the text "false"', ['NoPost', { isPost: 'false' }]],
]

export const requests: Chapter = {
  title: 'Requests',
  checks: [
    checkWithAgent('P-11 P-12 P-14', 'a request may leave out and respell what clients do', async (stage) => {
      const visitor = await stage.arrive()
      const prechatDetails = [
        { label: 'No value' },
        { label: 'Number', value: 4.5 },
        { label: 'Flag', value: true },
        { label: 'Null', value: null },
        { label: 'Hidden', value: 'x', displayToAgent: 'false' },
        { label: 'Shown', value: 'y', displayToAgent: 'true' },
      ]
      const spelt = { isPost: 'true', receiveQueueUpdates: 'false', agentId: '', doFallback: 'false', sessionId: null }
      const { name } = visitor
      expectOk(await visitor.post('ChasitorInit', { ...stage.target, ...spelt, prechatDetails, visitorName: name }))
      const chat = await (await stage.agent.offer(name)).accept()
      assert.deepEqual(
        chat.details.map(({ label, value }) => [label, value]),
        [
          ['No value', ''],
          ['Number', '4.5'],
          ['Flag', 'true'],
          ['Null', ''],
          ['Shown', 'y'],
        ],
      )
    }),
    checkWithAgent('P-12', 'without a name the visitor is called Visitor', async (stage) => {
      const visitor = await stage.arrive()
      expectOk(await visitor.post('ChasitorInit', { ...stage.target }))
      const chat = await (await stage.agent.offer('Visitor')).accept()
      assert.equal(chat.visitorName, 'Visitor')
    }),
    checkWithAgent('P-13', 'a request may name the session of its key', async (stage) => {
      const visitor = await stage.arrive()
      expectOk(await visitor.init({ sessionId: visitor.session.id }))
      await stage.agent.offer(visitor.name)
    }),
    check('P-13', 'an organization that is not here is refused', async (stage) => {
      const visitor = await stage.arrive()
      expectRefusal(await visitor.init({ organizationId: '00DP00000099999' }), 400)
      await (await visitor.held()).expectHeld()
    }),
    checkWithAgent(
      'C-2 D-5',
      'the first poll tells at once that the request was routed, and nothing else',
      async (stage) => {
        const visitor = await stage.ask()
        await stage.agent.offer(visitor.name)
        const { messages, sequence } = await visitor.reads(['ChatRequestSuccess'], -1)
        assert.equal(messages[0]?.message['queuePosition'], 1)
        assert.equal(sequence, 0)
      },
    ),
    ...eachCase(fails, (name, [reason, changes]) =>
      checkWithAgent('C-2 P-32', `the first poll says ${name}, and the request is over`, async (stage) => {
        const visitor = await stage.ask(changes)
        const { messages, sequence } = await visitor.reads(['ChatRequestFail'], -1)
        assert.deepEqual(messages[0]?.message, { reason, attachedRecords: [] })
        assert.equal(sequence, 0)
        expectGone(await visitor.poll(0))
        expectGone(await visitor.write('Anybody there?'))
      }),
    ),
    checkWithAgent('C-2 P-32', 'the first poll says Unavailable when nobody is online', async (stage) => {
      await stage.agent.goOffline()
      const visitor = await stage.ask()
      const { messages } = await visitor.reads(['ChatRequestFail'], -1)
      assert.equal(messages[0]?.message['reason'], 'Unavailable')
      expectGone(await visitor.poll(0))
    }),
    checkWithAgent('C-3', 'two requests at once are one chat', async (stage) => {
      const visitor = await stage.arrive()
      for (const answer of await Promise.all([visitor.init(), visitor.init(), visitor.init({}, 1)])) expectOk(answer)
      await visitor.reads(['ChatRequestSuccess'], -1)
      await (await stage.agent.offer(visitor.name)).accept()
      await visitor.reads(['ChatEstablished'], 0)
      // A second chat would be offered beside, and its request be told here.
      await (await visitor.held(1)).expectHeld()
    }),
    checkWithAgent('C-3', 'another request in the same session is refused, in the chat and after it', async (stage) => {
      const { visitor, chat } = await stage.meet()
      expectOk(await visitor.init())
      expectRefusal(await visitor.init({ visitorName: 'Somebody else' }), 400)
      await chat.end()
      expectOk(await visitor.init())
      expectRefusal(await visitor.init({ visitorName: 'Somebody else' }), 400)
    }),
  ],
}
