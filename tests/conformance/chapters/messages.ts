import assert from 'node:assert/strict'
import type { WireMessages } from '../../support/plain-visitor.js'
import { checkWithAgent, eachCase, type Chapter } from '../check.js'
import { expectMembers } from '../expectations.js'

const first = ({ messages }: WireMessages): Readonly<Record<string, unknown>> => {
  assert.ok(messages[0])
  return messages[0].message
}

const texts: [string, string][] = [
  ['mark-up', '<b onclick="x()">bold</b> &amp; <script>alert(1)</script>'],
  ['quotes and backslashes', `"'\\ \\u0041 \\n`],
  ['line ends and tabs', 'a\r\nb\n\n\tc\u0085d\u2028e\u2029f'],
  ['white space around', '  \u00a0 a \u3000 '],
  ['nothing', ''],
  ['emoji made of several', '👩‍👩‍👧‍👦 🇵🇹 👋🏽'],
  ['letters with and without composition', 'é e\u0301'],
  ['right-to-left marks', '\u202eabc\u202c \u200f\u061c'],
  ['characters of no plane in use', '\u{10ffff}\ufffe\uffff'],
  ['a byte order mark', '\ufeffa'],
  ['control characters', '\u0001\u0008\u001b[31m\u007f'],
  ['what JavaScript knows by name', '__proto__ constructor undefined NaN'],
]

const lengths: [string, string][] = [
  ['letters', 'x'],
  ['characters of three bytes', '€'],
  ['characters outside the basic plane', '👋'],
]

export const messages: Chapter = {
  title: 'Messages',
  checks: [
    checkWithAgent('P-30', 'every 200 has its members, and every element its message', async (stage) => {
      const { visitor, chat } = await stage.accepted()
      await chat.write('Hi')
      await chat.end()
      let offset = 0
      for (let poll = 0; poll < 3; poll += 1) {
        const answer = await visitor.poll()
        assert.equal(answer.headers['content-type'], 'application/json;charset=UTF-8')
        const body = answer.json() as WireMessages
        expectMembers(body, ['messages', 'sequence', 'offset'])
        assert.ok(body.messages.length > 0)
        for (const { type, message } of body.messages) {
          assert.equal(typeof type, 'string')
          assert.ok(typeof message === 'object' && !Array.isArray(message))
        }
        assert.ok(Number.isSafeInteger(body.sequence))
        assert.ok(Number.isSafeInteger(body.offset) && body.offset < 2 ** 31)
        assert.ok(body.offset > offset)
        offset = body.offset
      }
    }),
    checkWithAgent('P-31', 'ChatRequestSuccess has the members that clients read without looking', async (stage) => {
      const visitor = await stage.ask()
      const told = first(await visitor.read())
      for (const member of ['queuePosition', 'estimatedWaitTime', 'connectionTimeout']) {
        assert.ok(Number.isSafeInteger(told[member]), member)
      }
      assert.ok((told['connectionTimeout'] as number) > 0)
      assert.deepEqual(told['customDetails'], [])
      assert.ok(Array.isArray(told['sensitiveDataRules']))
      assert.equal(typeof told['transcriptSaveEnabled'], 'boolean')
      assert.equal(told['url'], '')
      assert.equal(typeof told['visitorId'], 'string')
      const place = told['geoLocation'] as Readonly<Record<string, unknown>>
      assert.match(String(place['countryCode']), /^[A-Z]{2}$/)
      assert.equal(typeof place['countryName'], 'string')
    }),
    checkWithAgent('P-34', 'ChatEstablished tells of the agent, and is what clients read', async (stage) => {
      const { visitor, chat } = await stage.accepted()
      await visitor.reads(['ChatRequestSuccess'])
      const told = first(await visitor.reads(['ChatEstablished']))
      expectMembers(told, ['name', 'userId', 'items', 'sneakPeekEnabled', 'chasitorIdleTimeout'])
      assert.equal(told['name'], chat.agent.name)
      assert.equal(told['userId'], chat.agent.id)
      assert.match(chat.agent.id, /^005[A-Za-z0-9]{12}$/)
      assert.deepEqual(told['items'], [])
      assert.equal(typeof told['sneakPeekEnabled'], 'boolean')
      const idle = told['chasitorIdleTimeout'] as Readonly<Record<string, unknown>>
      assert.equal(typeof idle['isEnabled'], 'boolean')
    }),
    checkWithAgent('P-36 P-37', 'ChatMessage and typing tell who writes', async (stage) => {
      const { visitor, chat } = await stage.meet()
      await chat.write('Hello')
      const { messages: told } = await visitor.reads(['ChatMessage', 'AgentNotTyping'])
      const { name, id: agentId } = chat.agent
      assert.deepEqual(told[0]?.message, {
        text: 'Hello',
        name,
        schedule: { responseDelayMilliseconds: 0 },
        agentId,
      })
      assert.deepEqual(told[1]?.message, { name, agentId })
    }),
    checkWithAgent('P-39', 'ChatEnded says that the agent ended it', async (stage) => {
      const { visitor, chat } = await stage.meet()
      await chat.end()
      assert.deepEqual(first(await visitor.reads(['ChatEnded'])), { attachedRecords: [], reason: 'agent' })
    }),
    ...eachCase(texts, (name, text) =>
      checkWithAgent('P-17 P-36', `a text of ${name} goes both ways to the letter`, async (stage) => {
        const { visitor, chat } = await stage.meet()
        await visitor.write(text)
        // An agent cannot send nothing.
        const answer = text || 'x'
        await chat.write(answer)
        assert.deepEqual(await chat.texts(), [text, answer])
        assert.equal(first(await visitor.read())['text'], answer)
      }),
    ),
    ...eachCase(lengths, (name, character) =>
      checkWithAgent('P-17', `a text of 32,000 ${name} is taken, and one more is refused`, async (stage) => {
        const { visitor, chat } = await stage.meet()
        const most = character.repeat(32_000)
        assert.equal((await visitor.write(most)).status, 200)
        assert.equal((await visitor.write(most + character)).status, 400)
        assert.deepEqual(await chat.texts(), [most])
      }),
    ),
  ],
}
