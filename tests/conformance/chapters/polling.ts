import assert from 'node:assert/strict'
import { restPath } from '../../support/plain-visitor.js'
import { check, checkWithAgent, eachCase, type Chapter } from '../check.js'
import { expectGone, expectTypes } from '../expectations.js'

const uncounted = ['5', '999999999', 'x', '1.5', '', '1&ack=1', '99999999999999999999', '2147483648', '%31%30', 'null']

/** Texts of the messages in a poll's answer. */
const textsOf = ({ messages }: { messages: readonly { type: string; message: Readonly<Record<string, unknown>> }[] }) =>
  messages.flatMap(({ type, message }) => (type === 'ChatMessage' ? [message['text']] : []))

export const polling: Chapter = {
  title: 'Polling',
  checks: [
    check(
      'D-2',
      'a poll with nothing to say is held for 27 to 28 seconds, and answered 204 with no body',
      async (stage) => {
        const visitor = await stage.arrive()
        const begin = performance.now()
        const answer = await visitor.poll()
        const ms = performance.now() - begin
        assert.equal(answer.status, 204)
        assert.equal(answer.bytes.length, 0)
        assert.equal(answer.headers['content-type'], undefined)
        assert.ok(ms >= 27_000, `It was answered after ${Math.round(ms)} ms.`)
        // Longer than the rule says by what a busy machine and a slow network may add.
        assert.ok(ms < 29_500, `It was answered after ${Math.round(ms)} ms.`)
      },
      { limitMs: 45_000 },
    ),
    checkWithAgent('D-1', 'a poll may be open before ChasitorInit', async (stage) => {
      const visitor = await stage.arrive()
      const poll = await visitor.held(-1)
      await visitor.init()
      assert.equal(expectTypes(await poll.answer, ['ChatRequestSuccess']).sequence, 0)
    }),
    checkWithAgent('D-1', 'pc and other parameters change nothing', async (stage) => {
      const visitor = await stage.ask()
      const path = restPath('System/Messages/?pc=0&ack=-1&x=%00')
      expectTypes(await stage.send({ path, headers: visitor.headers }), ['ChatRequestSuccess'])
    }),
    checkWithAgent(
      'D-3 D-5 D-6',
      'with ack, the arrival of an agent is alone in its response, however fast it was',
      async (stage) => {
        const { visitor, chat } = await stage.accepted()
        await chat.write('Hello!')
        await chat.end()
        assert.equal((await visitor.reads(['ChatRequestSuccess'], -1)).sequence, 0)
        assert.equal((await visitor.reads(['ChatEstablished'], 0)).sequence, 1)
        assert.equal((await visitor.reads(['ChatMessage', 'AgentNotTyping', 'ChatEnded'], 1)).sequence, 3)
        expectGone(await visitor.poll(3))
      },
    ),
    checkWithAgent('D-6 D-14', 'without ack it is, too, and everything comes once', async (stage) => {
      const { visitor, chat } = await stage.accepted()
      await chat.write('Hello!')
      await chat.end()
      await visitor.reads(['ChatRequestSuccess'])
      await visitor.reads(['ChatEstablished'])
      await visitor.reads(['ChatMessage', 'AgentNotTyping', 'ChatEnded'])
      expectGone(await visitor.poll())
    }),
    checkWithAgent('D-10', 'nothing comes between the two when nothing changed', async (stage) => {
      const visitor = await stage.ask()
      const offer = await stage.agent.offer(visitor.name)
      await visitor.reads(['ChatRequestSuccess'])
      const poll = await visitor.held()
      await offer.accept()
      expectTypes(await poll.answer, ['ChatEstablished'])
    }),
    checkWithAgent(
      'D-1 D-3 D-7',
      'what is said while a poll is open comes at once, and the rest together',
      async (stage) => {
        const { visitor, chat } = await stage.meet()
        const poll = await visitor.held(1)
        await chat.write('One')
        assert.deepEqual(textsOf(expectTypes(await poll.answer, ['ChatMessage', 'AgentNotTyping'])), ['One'])
        for (const text of ['Two', 'Three', 'Four']) await chat.write(text)
        const more = await visitor.read(2)
        assert.deepEqual(textsOf(more), ['Two', 'Three', 'Four'])
        assert.equal(more.sequence, 5)
      },
    ),
    checkWithAgent('D-7', 'at most 100 messages come at a time, in order, and none is left out', async (stage) => {
      const { visitor, chat } = await stage.meet()
      const texts = Array.from({ length: 120 }, (_, index) => `Message ${index}`)
      for (const text of texts) await chat.write(text)
      const first = await visitor.read(1)
      const second = await visitor.read(first.sequence)
      assert.equal(textsOf(first).length, 100)
      assert.deepEqual([...textsOf(first), ...textsOf(second)], texts)
    }),
    ...eachCase(
      [-1, -2, -999_999_999].map((ack) => [String(ack), ack] as const),
      (name, ack) =>
        checkWithAgent('D-12', `ack=${name} means that the client has nothing`, async (stage) => {
          const { visitor } = await stage.accepted()
          for (let times = 0; times < 3; times += 1) {
            assert.equal((await visitor.reads(['ChatRequestSuccess'], ack)).sequence, 0)
          }
        }),
    ),
    checkWithAgent('D-12', 'an ack that lags brings again what is newer, and nothing older', async (stage) => {
      const { visitor, chat } = await stage.meet()
      for (const text of ['One', 'Two', 'Three']) await chat.write(text)
      const all = ['ChatMessage', 'ChatMessage', 'ChatMessage', 'AgentNotTyping']
      await visitor.reads(all, 1)
      const again = await visitor.reads(['ChatMessage', 'AgentNotTyping'], 3)
      assert.deepEqual(textsOf(again), ['Three'])
      assert.equal(again.sequence, 4)
      await visitor.reads(['ChatEstablished'], 0)
      await visitor.reads(all, 1)
    }),
    checkWithAgent('D-12', 'a response that got lost comes again, with what is newer', async (stage) => {
      const { visitor, chat } = await stage.meet()
      await chat.write('One')
      assert.equal((await visitor.reads(['ChatMessage', 'AgentNotTyping'], 1)).sequence, 2)
      await chat.write('Two')
      const again = await visitor.read(1)
      assert.deepEqual(textsOf(again), ['One', 'Two'])
      assert.equal(again.sequence, 3)
    }),
    ...eachCase(
      uncounted.map((ack) => [ack || '(empty)', ack] as const),
      (name, ack) =>
        checkWithAgent('D-13 X-3', `ack=${name} counts as none and is never refused`, async (stage) => {
          const { visitor, chat } = await stage.meet()
          await chat.write('One')
          assert.deepEqual(textsOf(expectTypes(await visitor.poll(ack), ['ChatMessage', 'AgentNotTyping'])), ['One'])
          const poll = await visitor.held(ack)
          await chat.write('Two')
          assert.deepEqual(textsOf(expectTypes(await poll.answer, ['ChatMessage', 'AgentNotTyping'])), ['Two'])
        }),
    ),
    checkWithAgent('D-11', 'a second poll ends the first with 204, and gets what there is to say', async (stage) => {
      const { visitor, chat } = await stage.meet()
      const first = await visitor.held(1)
      const second = await visitor.held(1)
      const ended = await first.answer
      assert.equal(ended.status, 204)
      assert.equal(ended.bytes.length, 0)
      await chat.write('To the second')
      assert.deepEqual(textsOf(expectTypes(await second.answer, ['ChatMessage', 'AgentNotTyping'])), ['To the second'])
    }),
    checkWithAgent(
      'D-11 D-12',
      'of eleven polls all but the last end with 204, and the chat goes on',
      async (stage) => {
        const { visitor, chat } = await stage.meet()
        const polls = Array.from({ length: 10 }, () => visitor.poll(1))
        const last = await visitor.held(1)
        const statuses = (await Promise.all(polls)).map(({ status }) => status)
        assert.deepEqual(statuses, Array(10).fill(204))
        await chat.write('Goes on')
        assert.deepEqual(textsOf(expectTypes(await last.answer, ['ChatMessage', 'AgentNotTyping'])), ['Goes on'])
      },
    ),
    checkWithAgent(
      'D-3 D-9',
      'typing is told at once while a poll is open, and only when it changes',
      async (stage) => {
        const { visitor, chat } = await stage.meet()
        const typing = await visitor.held(1)
        await chat.typing(true)
        assert.equal(expectTypes(await typing.answer, ['AgentTyping']).sequence, 1)
        const more = await visitor.held(1)
        await chat.typing(true)
        await more.expectHeld()
        await chat.typing(false)
        assert.equal(expectTypes(await more.answer, ['AgentNotTyping']).sequence, 1)
      },
    ),
    checkWithAgent('D-8', 'typing ends after the message it led to, never before', async (stage) => {
      const { visitor, chat } = await stage.meet()
      await chat.typing(true)
      await visitor.reads(['AgentTyping'])
      await chat.write('One')
      await chat.write('Two')
      await visitor.reads(['ChatMessage', 'ChatMessage', 'AgentNotTyping'])
      await chat.write('Three')
      await chat.typing(true)
      await visitor.reads(['ChatMessage', 'AgentTyping'])
    }),
  ],
}
