import assert from 'node:assert/strict'
import { initBody } from '../../support/plain-visitor.js'
import { expectRefusal } from '../../support/wire-refusal.js'
import { check, checkWithAgent, eachCase, type Chapter } from '../check.js'
import { expectGone, expectOk, expectUntouched } from '../expectations.js'

const noun = (name: string, payload: object = {}) => ({ prefix: 'Chasitor', noun: name, ...payload })
const says = (text: string) => noun('ChatMessage', { object: { text } })

const payloads: [string, (payload: object) => object][] = [
  ['object', (payload) => ({ object: payload })],
  ['data as an object', (payload) => ({ data: payload })],
  ['data as JSON in a text', (payload) => ({ data: JSON.stringify(payload) })],
  ['object before data', (payload) => ({ object: payload, data: '{"text":"not this"}' })],
  ['data beside null', (payload) => ({ object: null, data: payload })],
]

const nounsMax = 20
const wrong: [string, object][] = [
  ['one command too many', { nouns: Array.from({ length: nounsMax + 1 }, () => says('a')) }],
  ['no command', { nouns: [] }],
  ['no list', {}],
  ['no list of objects', { nouns: ['ChatMessage'] }],
  ['a noun without prefix', { nouns: [says('a'), { noun: 'ChatMessage', object: { text: 'b' } }] }],
  ['a prefix without noun', { nouns: [says('a'), { prefix: 'Chasitor' }] }],
  ['an unknown noun', { nouns: [says('a'), noun('ChasitorDance')] }],
  ['a path', { nouns: [says('a'), noun('../Chasitor/ChatMessage', { object: { text: 'b' } })] }],
  ['what is only read', { nouns: [says('a'), { prefix: 'System', noun: 'Messages' }] }],
  ['itself', { nouns: [says('a'), { prefix: 'System', noun: 'MultiNoun', object: { nouns: [says('b')] } }] }],
  ['a bad payload', { nouns: [says('a'), noun('ChatMessage', { object: { text: 1 } })] }],
  ['no payload where one is needed', { nouns: [says('a'), noun('ChatMessage')] }],
  ['data that is no JSON', { nouns: [says('a'), noun('ChatMessage', { data: '{"text":' })] }],
  ['data that is no object', { nouns: [says('a'), noun('ChasitorTyping', { data: '[]' })] }],
  ['data with half a surrogate pair', { nouns: [says('a'), noun('ChatMessage', { data: '{"text":"\\ud83d"}' })] }],
  ['data that is a number', { nouns: [says('a'), noun('ChatMessage', { data: 1 })] }],
  ['an object that is an array', { nouns: [says('a'), noun('ChasitorTyping', { object: [] })] }],
  ['a request that is none', { nouns: [says('a'), noun('ChasitorInit', { object: {} })] }],
]

export const multiNoun: Chapter = {
  title: 'Several commands in one',
  checks: [
    ...eachCase(payloads, (name, wrap) =>
      checkWithAgent('C-11', `the payload may come as ${name}`, async (stage) => {
        const { visitor, chat } = await stage.meet()
        expectOk(await visitor.multiNoun(['One', 'Two'].map((text) => noun('ChatMessage', wrap({ text })))))
        assert.deepEqual(await chat.texts(), ['One', 'Two'])
      }),
    ),
    checkWithAgent('C-11', 'they are carried out in order, a whole visit if need be', async (stage) => {
      const visitor = await stage.arrive()
      const init = noun('ChasitorInit', { object: initBody(stage.target, { visitorName: visitor.name }) })
      expectOk(await visitor.multiNoun([init, noun('ChasitorTyping'), says('Hello')], { sequence: 1 }))
      const chat = await (await stage.agent.offer(visitor.name)).accept()
      assert.deepEqual(await chat.texts(), ['Hello'])
      expectOk(await visitor.multiNoun([says('Bye'), noun('ChatEnd', { data: '' })], { sequence: 2 }))
      assert.equal(await chat.ended(), 'visitor')
      assert.deepEqual(await chat.texts(), ['Hello', 'Bye'])
    }),
    checkWithAgent('C-7 C-11', 'they have one effect when they come again, also after the end', async (stage) => {
      const { visitor, chat } = await stage.meet()
      const nouns = [says('Same'), says('Same'), noun('ChatEnd')]
      const send = () => visitor.multiNoun(nouns, { sequence: 5 })
      for (const answer of await Promise.all([send(), send()])) expectOk(answer)
      expectOk(await send())
      assert.deepEqual(await chat.texts(), ['Same', 'Same'])
    }),
    checkWithAgent('C-8 C-11', 'they share a number and are no repeats of each other', async (stage) => {
      const { visitor, chat } = await stage.meet()
      expectOk(await visitor.multiNoun([says('One'), says('Two')], { sequence: 5 }))
      for (let times = 0; times < 2; times += 1) expectOk(await visitor.write('Three', 6))
      assert.deepEqual(await chat.texts(), ['One', 'Two', 'Three'])
    }),
    checkWithAgent('C-11', 'what comes after the end is refused, and what came before has happened', async (stage) => {
      const { visitor, chat } = await stage.meet()
      expectGone(await visitor.multiNoun([says('Last words'), noun('ChatEnd'), says('Too late')]))
      assert.equal(await chat.ended(), 'visitor')
      assert.deepEqual(await chat.texts(), ['Last words'])
    }),
    check('C-10 C-11', 'they are refused before ChasitorInit', async (stage) => {
      expectRefusal(await (await stage.arrive()).multiNoun([says('Hello')]), 400)
    }),
    checkWithAgent('C-11', `${nounsMax} of them are taken`, async (stage) => {
      const { visitor, chat } = await stage.meet()
      const texts = Array.from({ length: nounsMax }, (_, index) => `Message ${index}`)
      expectOk(await visitor.multiNoun(texts.map(says)))
      assert.deepEqual(await chat.texts(), texts)
    }),
    ...eachCase(wrong, (name, body) =>
      checkWithAgent('C-11 P-10', `${name} is refused with nothing done`, async (stage) => {
        const meeting = await stage.meet()
        expectRefusal(await meeting.visitor.postTo('System/MultiNoun', body, { sequence: 2 }), 400)
        await expectUntouched(meeting, [])
      }),
    ),
    check('C-11', 'two requests, or one that is not this session’s, are refused with nothing done', async (stage) => {
      const visitor = await stage.arrive()
      const init = (changes: object = {}) => noun('ChasitorInit', { object: initBody(stage.target, changes) })
      expectRefusal(await visitor.multiNoun([init(), init()]), 400)
      expectRefusal(await visitor.multiNoun([init(), init({ visitorName: 'Other' })]), 400)
      expectRefusal(await visitor.multiNoun([init({ sessionId: 'another' })]), 400)
      expectRefusal(await visitor.multiNoun([init({ organizationId: '00DP00000099999' }), says('a')]), 400)
      expectOk(await visitor.init())
    }),
  ],
}
