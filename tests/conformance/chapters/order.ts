import assert from 'node:assert/strict'
import { restPath, versionHeader } from '../../support/plain-visitor.js'
import { expectRefusal, noSession, noVersion } from '../../support/wire-refusal.js'
import { check, type Chapter } from '../check.js'
import type { Stage } from '../stage.js'

/** What can be wrong, in the order in which it is looked at, and how it is answered. */
const faults = [
  ['version', 400, noVersion],
  ['route', 404, 'There is no such resource.'],
  ['method', 405, 'PUT is not allowed here; use POST.'],
  ['size', 413, 'The body is too large: at most 262144 bytes.'],
  ['key', 403, noSession],
  ['body', 400, 'The body is not valid JSON.'],
  ['state', 400, 'Ask for a chat with ChasitorInit first.'],
] as const
type Fault = (typeof faults)[number][0]

const bodyWith = (has: (fault: Fault) => boolean): string => {
  const body = has('body') ? '{"text":"a"' : '{"text":"a"}'
  return has('size') ? body.padEnd(262_145, ' ') : body
}

/** A message that is wrong in these ways. Its session never asked for a chat, so its state is always wrong, too. */
const send = async (stage: Stage, wrong: readonly Fault[]) => {
  const { session } = await stage.arrive()
  const has = (fault: Fault): boolean => wrong.includes(fault)
  return stage.send({
    method: has('method') ? 'PUT' : 'POST',
    path: restPath(has('route') ? 'Chasitor/ChatMassage' : 'Chasitor/ChatMessage'),
    headers: {
      ...(!has('version') && versionHeader),
      'X-LIVEAGENT-SESSION-KEY': has('key') ? `${session.id}!1!x` : session.key,
    },
    body: bodyWith(has),
  })
}

export const order: Chapter = {
  title: 'The order of the checks',
  checks: [
    ...faults.map(([fault, status, text]) =>
      check('P-6', `a wrong ${fault} alone is answered ${status}`, async (stage) => {
        expectRefusal(await send(stage, [fault]), status, text)
      }),
    ),
    ...faults.flatMap(([first, status, text], index) =>
      faults.slice(index + 1).map(([second]) =>
        check('P-6', `a wrong ${first} comes before a wrong ${second}`, async (stage) => {
          expectRefusal(await send(stage, [first, second]), status, text)
        }),
      ),
    ),
    ...faults.map(([fault, status, text], index) =>
      check('P-6', `with everything wrong from ${fault} on, that is what is answered`, async (stage) => {
        const wrong = faults.slice(index).map(([one]) => one)
        expectRefusal(await send(stage, wrong), status, text)
      }),
    ),
    check('P-6', 'a member is looked at before the state of the chat', async (stage) => {
      const visitor = await stage.arrive()
      const answer = await visitor.post('ChatMessage', { text: 1 })
      expectRefusal(answer, 400)
      assert.match(answer.text, /^text /)
      expectRefusal(await visitor.post('ChasitorSneakPeek', { text: 1 }), 400, answer.text)
      assert.match((await visitor.post('ChatEnd', { reason: 1 })).text, /^reason /)
      assert.match((await visitor.post('ChasitorTyping', '[]')).text, /^The body /)
    }),
  ],
}
