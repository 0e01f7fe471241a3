/** What agents and their programs send wrong: refused as a problem with the right status, and nothing happens. */
import { beforeAll, describe, expect, test } from 'vitest'
import { shareInProcess } from '../support/in-process-server.js'
import { expectProblem } from '../support/expect-problem.js'
import { makeOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'

const server = shareInProcess()
let chat: WatchedChat
beforeAll(async () => {
  chat = await WatchedChat.begin(await makeOrganization(server))
})

const inChat = (path: string): string => `/chats/${chat.chatId}${path}`
const wrongTexts = [1, 0, true, null, [], ['a'], {}, { length: 1 }]
const wrongFlags = [1, 0, 'true', 'false', '', null, [], [true], {}]

describe('[A-1] a body with wrong members', () => {
  const calls: [string, string, () => string, readonly (string | object)[]][] = [
    ['a message', 'POST', () => inChat('/messages'), [{}, { text: '' }, ...wrongTexts.map((text) => ({ text }))]],
    ['a message', 'POST', () => inChat('/messages'), [{ text: 'x'.repeat(32_001) }, '{"__proto__":{"text":"a"}}']],
    ['typing', 'POST', () => inChat('/typing'), [{}, ...wrongFlags.map((typing) => ({ typing }))]],
    [
      'presence',
      'PUT',
      () => '/presence',
      [{}, ...[...wrongTexts, 'busy', 'Online', ''].map((status) => ({ status }))],
    ],
    ['a log-in', 'POST', () => '/login', [{}, { username: 'a' }, { password: 'a' }, { username: '', password: 'a' }]],
    ['a log-in', 'POST', () => '/login', wrongTexts.map((username) => ({ username, password: 'a' }))],
    ['a log-in', 'POST', () => '/login', wrongTexts.map((password) => ({ username: 'a', password }))],
    ['a log-in', 'POST', () => '/login', [{ username: 'a'.repeat(256), password: 'a' }]],
    ['a log-in', 'POST', () => '/login', [{ username: 'a', password: 'a'.repeat(1025) }]],
  ]

  test.each(calls)('is refused: %s by %s (%#)', async (_what, method, path, bodies) => {
    for (const body of bodies) {
      expectProblem(await chat.ada.request(method, path(), body), 400, 'invalid')
    }
    await chat.expectUntouched()
  })

  test.each([
    ['half an object', '{"text":"a"'],
    ['an array', '["a"]'],
    ['a text', '"a"'],
    ['null', 'null'],
    ['a number', '1'],
    ['a form', 'text=a'],
    ['a byte that is no UTF-8', Buffer.from([...Buffer.from('{"text":"'), 0xff, ...Buffer.from('"}')])],
    ['a NUL', '{"text":"a\\u0000"}'],
    ['half a pair', '{"text":"\\ud83d"}'],
    ['arrays 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['a deep member', `{"text":"a","x":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}`],
  ])('is refused: %s', async (_what, body) => {
    for (const path of [inChat('/messages'), inChat('/typing'), '/login']) {
      expectProblem(await chat.ada.request('POST', path, body), 400)
    }
    await chat.expectUntouched()
  })

  test('is refused when it has more than 262,144 bytes', async () => {
    const body = '{"text":"a"}'.padEnd(262_145, ' ')
    expectProblem(await chat.ada.request('POST', inChat('/messages'), body), 413, 'too-large')
    await chat.expectUntouched()
  })

  test('is taken when its text has 32,000 characters, to the letter', async () => {
    const own = await WatchedChat.begin(await makeOrganization(server))
    const text = `${'👋'.repeat(31_990)}<b>&amp;"`
    expect((await own.ada.say(own.chatId, text)).text).toBe(text)
    expect((await own.visitor.read(2)).messages[0]?.message.text).toBe(text)
  })
})

describe('[A-1 P-4] a body', () => {
  const types = [undefined, 'application/json', 'text/plain', 'application/x-www-form-urlencoded', 'json', '']

  test.each(types)('that is empty counts as {} under the type %j', async (type) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type }
    for (const body of [undefined, '', ' \r\n']) {
      for (const path of [inChat('/messages'), inChat('/typing')]) {
        expectProblem(await chat.ada.request('POST', path, body, headers), 400, 'invalid')
      }
      expectProblem(await chat.ada.request('POST', inChat('/decline'), body, headers), 409, 'offer-gone')
      expect(await chat.ada.request('POST', inChat('/accept'), body, headers)).toMatchObject({
        status: 200,
        text: '{}',
      })
    }
    await chat.expectUntouched()
  })

  test.each(types)('is read as JSON under the type %j, and may hold what nobody knows', async (type) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type }
    const body = { typing: true, nested: { typing: 1 } }
    expect(await chat.ada.request('POST', inChat('/typing'), body, headers)).toMatchObject({ status: 200, text: '{}' })
    await chat.ada.typing(chat.chatId, false)
    await chat.visitor.reads(['AgentNotTyping'], 2)
    await chat.expectUntouched()
  })
})

test.each([
  ['before=0', 400],
  ['before=-1', 400],
  ['before=x', 400],
  ['limit=0', 400],
  ['limit=201', 400],
  ['limit=', 400],
  ['limit=5&limit=6', 400],
  ['limit=200', 200],
  ['limit=1&before=9007199254740991', 200],
  ['unknown=1', 200],
])('[A-1] messages?%s is answered %i', async (query, status) => {
  const answer = await chat.ada.request('GET', inChat(`/messages?${query}`))
  if (status === 400) expectProblem(answer, 400, 'invalid')
  else expect(answer.status).toBe(200)
})

test.each(['x', '6f1d2c84-9b0e-4a57-8c3d-2e7a41b96f05', '__proto__', '%00', 'x'.repeat(64), '6F1D2C84', '..%2Fme'])(
  '[A-1] there is no chat %s',
  async (chatId) => {
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/messages'],
      ['POST', '/accept'],
      ['POST', '/end'],
    ] as const) {
      expectProblem(await chat.ada.request(method, `/chats/${chatId}${path}`), 404, 'no-such-chat')
    }
    await chat.expectUntouched()
  },
)

test.each([
  ['GET', ''],
  ['GET', '/nowhere'],
  ['DELETE', '/me'],
  ['GET', '/login'],
  ['PATCH', '/presence'],
  ['PROPFIND', '/me'],
  ['POST', '/events'],
  ['GET', '/chats'],
])('[A-1] there is no route %s %s', async (method, path) => {
  expectProblem(await chat.ada.request(method, path), 404, 'no-such-route')
})

test.each(['', ' ', 'a b', 'ключ', 'x'.repeat(256), 'tab\tbed'])('[A-9] %j is no Idempotency-Key', async (key) => {
  const headers = { 'Idempotency-Key': Buffer.from(key).toString('latin1') }
  expectProblem(await chat.ada.request('POST', inChat('/messages'), { text: 'a' }, headers), 400, 'invalid')
  await chat.expectUntouched()
})

test('[A-1] an address that cannot be read is a problem, too', async () => {
  const problem = expectProblem(await chat.ada.request('GET', '/chats/%zz'), 400, 'bad-request')
  expect(problem.detail).toBe('The request could not be read.')
})

test('[A-1] an address that is too long is a problem, in our own words', async () => {
  const problem = expectProblem(await chat.ada.request('GET', `/chats/${'x'.repeat(600)}`), 414, 'address-too-long')
  expect(problem.detail).toBe('The address is too long.')
})
