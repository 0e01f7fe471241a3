import assert from 'node:assert/strict'
import { expectRefusal } from '../../support/wire-refusal.js'
import { check, checkWithAgent, eachCase, type Chapter } from '../check.js'
import { expectGone, expectOk } from '../expectations.js'
import { requestFixtures } from '../fixtures.js'
import { goodBodies } from '../good-bodies.js'
import { chatNouns, wireResources } from '../resources.js'

const noNumbers = [undefined, 'x', '-1', '1.5', '', '9999999999']

export const commands: Chapter = {
  title: 'Commands',
  checks: [
    ...chatNouns.map((noun) =>
      check('C-10', `${noun} before ChasitorInit is refused, and asks for nothing`, async (stage) => {
        const visitor = await stage.arrive()
        expectRefusal(await visitor.post(noun, goodBodies[noun]), 400, 'Ask for a chat with ChasitorInit first.')
        await (await visitor.held()).expectHeld()
      }),
    ),
    ...chatNouns.map((noun) =>
      checkWithAgent('C-10', `${noun} after the end finds no session, and adds nothing`, async (stage) => {
        const { visitor, chat } = await stage.meet()
        await chat.end()
        await visitor.reads(['ChatEnded'])
        expectGone(await visitor.post(noun, goodBodies[noun]))
        expectGone(await visitor.post(noun, goodBodies[noun], { sequence: 9 }))
        assert.deepEqual(await chat.texts(), [])
      }),
    ),
    ...eachCase(
      requestFixtures().map((fixture) => [fixture.name, fixture] as const),
      (name, { noun, body }) =>
        checkWithAgent('C-1', `${name}.json is answered with the two bytes OK`, async (stage) => {
          if (noun === 'ChasitorInit') {
            const visitor = await stage.arrive()
            const sent = { ...body, ...stage.target, ...('sessionId' in body && { sessionId: visitor.session.id }) }
            expectOk(await visitor.post(noun, sent))
            return
          }
          const { visitor } = await stage.meet()
          const { organizationId } = stage.target
          const sent = { ...body, ...('organizationId' in body && { organizationId }) }
          const path = wireResources.find((one) => one.path.endsWith(`/${noun}`))?.path ?? ''
          expectOk(await visitor.postTo(path, sent, { sequence: 2 }))
        }),
    ),
    checkWithAgent('C-1', 'commands sent at once all have their effect, also beside a poll', async (stage) => {
      const { visitor, chat } = await stage.meet()
      await visitor.held(1)
      const texts = Array.from({ length: 40 }, (_, index) => `Message ${index}`)
      const answers = await Promise.all(texts.map((text, index) => visitor.write(text, index + 2)))
      for (const answer of answers) expectOk(answer)
      assert.deepEqual([...(await chat.texts())].sort(), [...texts].sort())
    }),
    checkWithAgent('C-4', 'what comes before an agent accepts is kept and shown, in order and once', async (stage) => {
      const visitor = await stage.ask()
      for (const text of ['One', 'Two', 'Three']) expectOk(await visitor.write(text))
      const chat = await (await stage.agent.offer(visitor.name)).accept()
      assert.deepEqual(await chat.texts(), ['One', 'Two', 'Three'])
    }),
    checkWithAgent('C-4', 'a visitor’s own messages are not sent back', async (stage) => {
      const { visitor } = await stage.meet()
      const poll = await visitor.held(1)
      expectOk(await visitor.write('Mine'))
      await poll.expectHeld()
    }),
    checkWithAgent('C-5 P-16 P-18', 'typing and sneak peeks are told to the agent at once', async (stage) => {
      const { visitor, chat } = await stage.meet()
      expectOk(await visitor.post('ChasitorTyping', {}))
      assert.equal((await chat.nextSign()).typing, true)
      expectOk(await visitor.post('ChasitorSneakPeek', { position: 0, text: 'Hel' }))
      assert.equal((await chat.nextSign()).text, 'Hel')
      expectOk(await visitor.post('ChasitorNotTyping'))
      assert.equal((await chat.nextSign()).typing, false)
      expectOk(await visitor.post('ChasitorSneakPeek', { test: 'Hel' }))
    }),
    checkWithAgent('C-7', 'a command that comes again with its number has one effect', async (stage) => {
      const visitor = await stage.arrive()
      for (let sent = 0; sent < 2; sent += 1) expectOk(await visitor.init({}, 1))
      for (let sent = 0; sent < 2; sent += 1) expectOk(await visitor.write('Before', 2))
      const chat = await (await stage.agent.offer(visitor.name)).accept()
      for (let sent = 0; sent < 2; sent += 1) expectOk(await visitor.write('After', 3))
      for (let sent = 0; sent < 2; sent += 1) expectOk(await visitor.post('ChatEnd', {}, { sequence: 4 }))
      assert.deepEqual(await chat.texts(), ['Before', 'After'])
      expectGone(await visitor.post('ChatEnd', {}, { sequence: 5 }))
    }),
    checkWithAgent('C-7', 'the same command three times at once has one effect', async (stage) => {
      const { visitor, chat } = await stage.meet()
      const answers = await Promise.all([visitor.write('Once', 2), visitor.write('Once', 2), visitor.write('Once', 2)])
      for (const answer of answers) expectOk(answer)
      assert.deepEqual(await chat.texts(), ['Once'])
    }),
    checkWithAgent(
      'C-7',
      'a number is remembered for a minute, also when more than 32 commands follow it',
      async (stage) => {
        const { visitor, chat } = await stage.meet()
        for (let number = 1; number <= 40; number += 1) expectOk(await visitor.write(`Number ${number}`, number))
        expectOk(await visitor.write('Number 1', 1))
        assert.equal((await chat.texts()).length, 40)
      },
    ),
    checkWithAgent('C-8', 'a number with two contents proves nothing any more', async (stage) => {
      const { visitor, chat } = await stage.meet()
      const texts = ['One', 'Two', 'Two', 'One']
      for (const text of texts) expectOk(await visitor.write(text, 7))
      assert.deepEqual(await chat.texts(), texts)
    }),
    checkWithAgent('C-9 X-3', 'numbers may leave gaps, go back and begin anywhere', async (stage) => {
      const { visitor, chat } = await stage.meet()
      const texts = [900, 3, 999_999_999, 0, 4].map((number) => `Number ${number}`)
      for (const text of texts) expectOk(await visitor.write(text, Number(text.slice(7))))
      assert.deepEqual(await chat.texts(), texts)
    }),
    checkWithAgent('P-7', 'commands with no number, or with one that is none, are done each time', async (stage) => {
      const { visitor, chat } = await stage.meet()
      for (const sequence of [...noNumbers, ...noNumbers]) {
        const options = sequence === undefined ? {} : { sequence }
        expectOk(await visitor.post('ChatMessage', { text: 'Same' }, options))
      }
      assert.equal((await chat.texts()).length, 12)
    }),
    checkWithAgent('P-23', 'an idle warning is accepted on both ways, and not told back', async (stage) => {
      const { visitor } = await stage.meet()
      const poll = await visitor.held(1)
      for (const idleTimeoutWarningEvent of ['triggered', 'cleared']) {
        expectOk(await visitor.post('ChasitorIdleTimeoutWarningEvent', { idleTimeoutWarningEvent }))
      }
      await poll.expectHeld()
    }),
  ],
}
