/** The order of the checks, shown by requests that are wrong in two ways at once, and in all ways at once. */
import { beforeAll, expect, test } from 'vitest'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor, restPath, versionHeader } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { expectRefusal, noSession, noVersion } from '../support/wire-refusal.js'

const server = shareInProcess()
let unasked: RawVisitor
beforeAll(async () => {
  unasked = await RawVisitor.arrive(await makeOrganization(server))
})

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
const send = (...wrong: readonly Fault[]) => {
  const has = (fault: Fault): boolean => wrong.includes(fault)
  return server.request({
    method: has('method') ? 'PUT' : 'POST',
    path: restPath(has('route') ? 'Chasitor/ChatMassage' : 'Chasitor/ChatMessage'),
    headers: {
      ...(!has('version') && versionHeader),
      'X-LIVEAGENT-SESSION-KEY': has('key') ? `${unasked.session.id}!1!x` : unasked.session.key,
    },
    body: bodyWith(has),
  })
}

const pairs = faults.flatMap((first, index) => faults.slice(index + 1).map((second) => [first, second] as const))

test.each(faults)('[P-6] a wrong %s alone is answered %i', async (fault, status, text) => {
  expectRefusal(await send(fault), status, text)
})

test.each(pairs.map(([[first, status, text], [second]]) => [first, second, status, text] as const))(
  '[P-6] a wrong %s comes before a wrong %s',
  async (first, second, status, text) => {
    expectRefusal(await send(first, second), status, text)
  },
)

test.each(faults.map(([fault, status, text], index) => [fault, index, status, text] as const))(
  '[P-6] with everything wrong from %s on, that is what is answered',
  async (_fault, index, status, text) => {
    expectRefusal(await send(...faults.slice(index).map(([fault]) => fault)), status, text)
  },
)

test('[P-6] a member is looked at before the state of the chat', async () => {
  const answer = await unasked.post('ChatMessage', { text: 1 })
  expectRefusal(answer, 400)
  expect(answer.text).toMatch(/^text /)
  expectRefusal(await unasked.post('ChasitorSneakPeek', { text: 1 }), 400, answer.text)
  expect((await unasked.post('ChatEnd', { reason: 1 })).text).toMatch(/^reason /)
  expect((await unasked.post('ChasitorTyping', '[]')).text).toMatch(/^The body /)
})
