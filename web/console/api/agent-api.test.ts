import { beforeEach, describe, expect, test } from 'vitest'
import { createAgentApi, type AgentApi } from './agent-api.js'
import { createServer } from './server.js'

let requests: Request[]
let respond: (request: Request) => Response | Promise<Response>
let signedOut: number
let serverTimes: number[]
let api: AgentApi

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers })

beforeEach(() => {
  requests = []
  signedOut = 0
  serverTimes = []
  respond = () => json({})
  const server = createServer({
    fetch: async (path, init) => {
      const request = new Request(new URL(path as string, 'http://parley.example'), init)
      requests.push(request)
      return await respond(request)
    },
    onSignedOut: () => (signedOut += 1),
    onServerTime: (at) => serverTimes.push(at),
  })
  api = createAgentApi(server)
})

describe('requests', () => {
  test('a message goes out with its key', async () => {
    await api.sendMessage('a/b', 'Hello', 'key-1')
    expect(requests[0]!.url).toBe('http://parley.example/api/v1/chats/a%2Fb/messages')
    expect(requests[0]!.method).toBe('POST')
    expect(requests[0]!.headers.get('idempotency-key')).toBe('key-1')
    expect(await requests[0]!.json()).toEqual({ text: 'Hello' })
  })

  test('a page asks for what is before a number', async () => {
    respond = () => json({ entries: [], hasEarlier: false })
    expect(await api.entriesBefore('a', 17)).toEqual({ ok: true, value: { entries: [], hasEarlier: false } })
    expect(new URL(requests[0]!.url).search).toBe('?before=17&limit=200')
  })

  test('presence is put, typing is posted', async () => {
    await api.setPresence({ status: 'away' })
    await api.setTyping('a', true)
    expect([requests[0]!.method, await requests[0]!.json()]).toEqual(['PUT', { status: 'away' }])
    expect([requests[1]!.method, await requests[1]!.json()]).toEqual(['POST', { typing: true }])
  })

  test('an answer without a body is an answer', async () => {
    respond = () => new Response(null, { status: 204 })
    expect(await api.logout()).toEqual({ ok: true, value: {} })
  })
})

describe('refusals', () => {
  const problem = { type: 'about:blank', title: 'Conflict', status: 409, code: 'chat-over', detail: 'It is over.' }

  test('a problem is told with its code and detail', async () => {
    respond = () => json(problem, 409)
    const refusal = { kind: 'refused', status: 409, code: 'chat-over', detail: 'It is over.' }
    expect(await api.end('a')).toEqual({ ok: false, refusal })
  })

  test('not logged in ends the session, but not at the log-in itself', async () => {
    respond = () => json({}, 401)
    expect(await api.login({ username: 'a', password: 'b' })).toMatchObject({ refusal: { kind: 'signed-out' } })
    expect(signedOut).toBe(0)
    expect(await api.accept('a')).toMatchObject({ refusal: { kind: 'signed-out' } })
    expect(signedOut).toBe(1)
  })

  test('what was sent before somebody logged in says nothing of their session', async () => {
    let answer = (_: Response): void => undefined
    respond = () => new Promise((resolve) => (answer = resolve))
    const late = api.accept('a')
    const answerLate = answer
    respond = () => json({}, 401)
    expect(await api.login({ username: 'a', password: 'wrong' })).toMatchObject({ refusal: { kind: 'signed-out' } })
    respond = () => json({})
    await api.login({ username: 'a', password: 'b' })
    answerLate(json({}, 401))
    expect(await late).toMatchObject({ refusal: { kind: 'signed-out' } })
    expect(signedOut).toBe(0)
    respond = () => json({}, 401)
    await api.accept('a')
    expect(signedOut).toBe(1)
  })

  test('busy says how long to wait', async () => {
    respond = () => json({}, 429, { 'retry-after': '30' })
    expect(await api.login({ username: 'a', password: 'b' })).toEqual({
      ok: false,
      refusal: { kind: 'busy', retryAfterMs: 30_000 },
    })
    respond = () => json({}, 503)
    expect(await api.accept('a')).toEqual({ ok: false, refusal: { kind: 'busy', retryAfterMs: 5_000 } })
  })

  test.each([
    ['no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a broken server', () => json({}, 500)],
    ['a proxy’s page for a refusal', () => new Response('<html>', { status: 404 })],
    ['a proxy’s page for an answer', () => new Response('<html>')],
  ])('%s is no answer', async (_what, how) => {
    respond = how
    expect(await api.accept('a')).toEqual({ ok: false, refusal: { kind: 'unreachable' } })
  })
})

describe('the event stream', () => {
  const stream = { 'content-type': 'text/event-stream; charset=utf-8' }

  test('is opened after the last event, and read', async () => {
    respond = () => new Response('data: x\n\n', { headers: stream })
    const opened = await api.openEvents('e-7', new AbortController().signal)
    expect(requests[0]!.headers.get('last-event-id')).toBe('e-7')
    const chunks: Uint8Array[] = []
    for await (const chunk of opened.chunks) chunks.push(chunk)
    expect(opened.status).toBe(200)
    expect(new TextDecoder().decode(chunks[0])).toBe('data: x\n\n')
  })

  test('is opened from the start without one', async () => {
    respond = () => new Response('', { headers: stream })
    await api.openEvents('', new AbortController().signal)
    expect(requests[0]!.headers.has('last-event-id')).toBe(false)
  })

  test('a page in its place is a failure', async () => {
    respond = () => new Response('<html>', { headers: { 'content-type': 'text/html' } })
    expect(await api.openEvents('', new AbortController().signal)).toMatchObject({ status: 502 })
  })

  test('a refusal is told, with how long to wait', async () => {
    respond = () => json({}, 503, { 'retry-after': '7' })
    const opened = await api.openEvents('', new AbortController().signal)
    expect(opened).toMatchObject({ status: 503, retryAfterMs: 7_000 })
  })

  test('leaving it lets the connection go', async () => {
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('data: x\n\n')),
      cancel: () => void (cancelled = true),
    })
    respond = () => new Response(body, { headers: stream })
    const opened = await api.openEvents('', new AbortController().signal)
    for await (const chunk of opened.chunks) if (chunk.length > 0) break
    await Promise.resolve()
    expect(cancelled).toBe(true)
  })
})

test('every answer tells the server’s time', async () => {
  respond = () => json({}, 200, { date: 'Thu, 01 Jan 2026 12:00:00 GMT' })
  await api.accept('a')
  expect(serverTimes).toEqual([Date.parse('2026-01-01T12:00:00.500Z')])
})
