import { expect, test } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { demoPassword, EstablishedChat } from '../support/established-chat.js'
import { httpRequest } from '../support/http-request.js'
import { rawRequest } from '../support/raw-http.js'
import { runCommand, ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { testOfDirectories } from '../support/test-of-directories.js'
import { filePart, form, formType } from '../support/upload.js'
import { demoRequest, WireVisitor } from '../support/wire-visitor.js'

const everything = { PARLEY_LOG_REQUESTS: 'on', PARLEY_LOG_LEVEL: 'debug' }

test('no key, token, password or message is ever printed', async () => {
  await using directory = await TemporaryDirectory.make()
  // With a password of her own, so that what a start tells of the demo is not taken for one that leaked.
  await using demo = await ServerProcess.start(directory.path)
  await demo.stop('SIGINT')
  const { stdout } = await runCommand(['agent', 'password', 'ben@example.com'], directory.path)
  const [, password] = / is (\S+)$/m.exec(stdout) ?? []

  await using server = await ServerProcess.start(directory.path, everything)
  const logIn = await AgentClient.askToken(server.address, 'ben@example.com', password!)
  const { token } = bodyOf(logIn)
  const wrongPassword = 'guessed-Wr0ng'
  expect((await AgentClient.askToken(server.address, 'ben@example.com', wrongPassword)).status).toBe(401)

  using chat = await EstablishedChat.begin(server, 'Visitor-Name-Secret')
  const { client, visitor, agent, chatId } = chat
  await visitor.say('visitor-wrote-this')
  bodyOf(await agent.write(chatId, 'agent-wrote-this', 'idempotency-key-secret'))
  await visitor.hear()
  await client.sneakPeek(visitor.session, 'peeked-at-this')
  // Refusals say things too.
  expect((await client.command(visitor.session, 'ChatMessage', { text: ['no-text-at-all'] })).status).toBe(400)
  expect((await agent.write(chatId, '')).ok).toBe(false)
  const rest = `${server.address}/chat/rest`
  const headers = { 'X-LIVEAGENT-API-VERSION': '49', 'X-LIVEAGENT-SESSION-KEY': visitor.session.key }
  const malformed = { method: 'POST', headers, body: '{"text": "broken-json-text' }
  expect((await httpRequest(`${rest}/Chasitor/ChatMessage`, malformed)).status).toBe(400)
  // The key in a path, in every form that reaches the resource, and in some that do not.
  const second = await WireVisitor.arrive(client, 'Second')
  for (const path of [
    ...[`//System//SessionId//${second.session.key}`, `/System/sessionid/${second.session.key}`],
    ...[`/System/SessionId/${second.session.key}/`, `/System/SessionId/${second.session.key}?a=b`],
    ...[`/Sys%74em/SessionId/${second.session.key}`, `/System/SessionId/${encodeURIComponent(second.session.key)}%`],
    ...[`/System/SessionId/x/${second.session.key}`, `/System/Messages/${second.session.key}`],
    ...[`/System/SessionId;${second.session.key}`, `/System%2FSessionId%2F${second.session.key}`],
  ]) {
    await httpRequest(rest + path, { method: 'DELETE', headers })
  }
  await httpRequest(`${server.address}//chat/rest/System/SessionId/${second.session.key}`, { headers })
  await httpRequest(`${server.address}/api/v1/events?access_token=${agent.token}`)
  expect((await client.deleteSession(visitor.session)).text).toBe('OK')
  expect((await client.deleteSession(visitor.session)).text).toBe('OK')
  await server.stop('SIGINT')

  const { output } = server
  // It did log: every request, and those with a key in their path too.
  expect(output).toMatch(/"method":"DELETE","path":"\/chat\/rest\/System\/SessionId\/…"/)
  expect(output.match(/"method":"POST","path":"\/api\/v1\/login"/g)).toHaveLength(3)
  const secrets = {
    sessionKey: visitor.session.key,
    sessionKeyPart: visitor.session.key.split('!')[2]!,
    secondKeyPart: second.session.key.split('!')[2]!,
    token,
    agentToken: agent.token,
    password: password!,
    wrongPassword,
    visitorName: 'Visitor-Name-Secret',
    visitorText: 'visitor-wrote-this',
    agentText: 'agent-wrote-this',
    peek: 'peeked-at-this',
    idempotencyKey: 'idempotency-key-secret',
    refusedText: 'no-text-at-all',
    brokenText: 'broken-json-text',
  }
  const leaked = Object.entries(secrets).filter(([, secret]) => output.includes(secret))
  expect(leaked.map(([name]) => name)).toEqual([])
  expect(server.process.stderr).not.toContain(demoPassword)
})

// The disk below a database is its own.
testOfDirectories('[M-1] [F-8] no name and no content of a file is ever printed, nor what was masked', async () => {
  await using directory = await TemporaryDirectory.make()
  // Files of more than half a megabyte cannot be written, as on a disk that breaks.
  await using server = await ServerProcess.start(directory.path, everything, 'ulimit -f 1024')
  using chat = await EstablishedChat.begin(server)
  const { agent, visitor, chatId } = chat
  const rule = { name: 'Cards', pattern: '\\d{16}', replacement: '[card]' }
  bodyOf(await agent.call('POST', '/setup/sensitive-data-rules', rule))
  const masked = '4111111111111111'
  const content = 'content-of-the-file'
  const fileName = (what: string) => `file-name-${what}-${masked}.txt`

  const tokens: string[] = []
  /** Asks for a file and sends what is given for it; settles with the answer's text. */
  const upload = async (body: Uint8Array, change: (query: URLSearchParams) => void = () => undefined, headers = {}) => {
    const { fileId } = bodyOf(await agent.call<{ fileId: string }>('POST', `/chats/${chatId}/file-requests`))
    let token: string | undefined
    while (token === undefined) {
      const said = (await visitor.poll()).map(({ message }) => message['fileToken'])
      token = said.find((given): given is string => typeof given === 'string' && given.startsWith(fileId))
    }
    tokens.push(token)
    const { organizationId: orgId } = demoRequest
    const query = new URLSearchParams({ orgId, chatKey: visitor.session.id, fileToken: token })
    change(query)
    const path = `/chat/upload?${query.toString()}`
    const sent = { method: 'POST', path, headers: { ...formType, ...headers }, body }
    const { text } = await rawRequest(server.address, sent)
    await agent.call('DELETE', `/chats/${chatId}/file-requests/${fileId}`)
    return text
  }
  const good = form(filePart(content, fileName('good')))
  expect(await upload(good)).toBe('Success')
  expect(await upload(good, (query) => query.set('fileToken', `${query.get('fileToken')}x`))).toMatch(/^Failure: /)
  expect(await upload(good.subarray(0, -20))).toMatch(/^Failure: /)
  expect(await upload(form({ disposition: `name="other"; filename="${fileName('other')}"`, content }))).toMatch(
    /^Failure: /,
  )
  expect(await upload(good, undefined, { 'Content-Type': `text/${content}` })).toMatch(/^Failure: /)
  expect(await upload(form(filePart(content.repeat(200_000), fileName('large'))))).toBe('Failure')
  await visitor.say(`My card is ${masked}`)
  // The store is lost with this one, and the server ends.
  const lost = upload(form(filePart(content.repeat(100_000), fileName('not-kept'))))
  await expect(lost).rejects.toThrow()
  expect((await server.process.ended).code).toBe(1)

  const { output } = server
  expect(output.match(/"method":"POST","path":"\/chat\/upload"/g)?.length).toBeGreaterThanOrEqual(7)
  expect(output).toContain('"level":"fatal"')
  for (const secret of ['file-name-', content, masked, 'My card is', ...tokens]) expect(output).not.toContain(secret)
})

test('every line of the log is JSON with a level, a time and a sentence', async () => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path, everything)
  const client = new WireClient(server.endpoint)
  await client.sessionId()
  client.close()
  await server.stop('SIGTERM')
  const lines = server.process.stderr.trimEnd().split('\n')
  expect(lines.length).toBeGreaterThan(3)
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({
      level: expect.stringMatching(/^(?:debug|info)$/) as unknown,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
      msg: expect.any(String) as unknown,
    })
  }
})

test('without being asked for, requests are not logged', async () => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  const client = new WireClient(server.endpoint)
  await client.sessionId()
  client.close()
  await server.stop('SIGTERM')
  expect(server.process.stderr).not.toContain('SessionId')
})
