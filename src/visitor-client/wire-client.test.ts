import http from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  cut,
  cutInTheMiddle,
  message,
  messages,
  reply,
  scriptedSession as session,
  ScriptedVisitorApi,
} from '../../tests/support/scripted-visitor-api.js'
import { ManualClock } from '../lib/manual-clock.js'
import { WireClient } from './wire-client.js'

const request = { organizationId: '00D', deploymentId: '572', buttonId: '573', visitorName: 'Ana' }
let api: ScriptedVisitorApi
let wire: WireClient

beforeEach(async () => {
  api = await ScriptedVisitorApi.listen()
  wire = new WireClient(api.endpoint)
})
afterEach(async () => {
  wire.close()
  await api[Symbol.asyncDispose]()
})

describe('what is sent', () => {
  test('a session is asked for with the version and no affinity', async () => {
    const { status, body } = await wire.sessionId()
    expect({ status, body }).toEqual({ status: 200, body: session })
    expect(api.received[0]).toMatchObject({
      method: 'GET',
      headers: { 'x-liveagent-api-version': '48', 'x-liveagent-affinity': 'null' },
    })
    expect(api.received[0]?.headers).not.toHaveProperty('x-liveagent-session-key')
  })

  test('the version can be another', async () => {
    const older = new WireClient(api.endpoint, { apiVersion: 34 })
    await older.sessionId()
    older.close()
    expect(api.received[0]?.headers['x-liveagent-api-version']).toBe('34')
  })

  test('a request for a chat has all members that servers want', async () => {
    const details = [{ label: 'Order', value: '7' }]
    const { body } = await wire.init(session, { ...request, details }, { sequence: 1 })
    expect(body).toBe('OK')
    expect(api.received[0]).toMatchObject({
      method: 'POST',
      resource: 'Chasitor/ChasitorInit',
      headers: {
        'x-liveagent-api-version': '48',
        'x-liveagent-affinity': session.affinityToken,
        'x-liveagent-session-key': session.key,
        'x-liveagent-sequence': '1',
      },
    })
    expect(JSON.parse(api.received[0]?.body ?? '')).toEqual({
      ...request,
      sessionId: session.id,
      userAgent: '',
      language: 'en-US',
      screenResolution: '',
      prechatDetails: [{ label: 'Order', value: '7', transcriptFields: [], displayToAgent: true }],
      prechatEntities: [],
      receiveQueueUpdates: true,
      isPost: true,
    })
  })

  test('each command has its body, and a number only when one is given', async () => {
    await wire.chatMessage(session, 'Grüße 👋', { sequence: 2 })
    await wire.typing(session)
    await wire.notTyping(session)
    await wire.sneakPeek(session, 'Hel')
    await wire.chatEnd(session)
    expect(api.commands).toEqual([
      [2, 'ChatMessage', { text: 'Grüße 👋' }],
      [NaN, 'ChasitorTyping', {}],
      [NaN, 'ChasitorNotTyping', {}],
      [NaN, 'ChasitorSneakPeek', { position: 0, text: 'Hel' }],
      [NaN, 'ChatEnd', { reason: 'client' }],
    ])
  })

  test('a poll says what arrived, or nothing about it', async () => {
    api.next('System/Messages', reply(204), reply(204))
    await wire.messages(session, { ack: -1 })
    await wire.messages(session)
    expect(api.received.map(({ query }) => query.get('ack'))).toEqual(['-1', null])
  })

  test('a session is deleted with its key in the path', async () => {
    expect(await wire.deleteSession(session)).toMatchObject({ status: 200, body: 'OK' })
    const { method, resource } = api.received[0]!
    expect([method, decodeURIComponent(resource)]).toEqual(['DELETE', `System/SessionId/${session.key}`])
  })

  test('a reconnect and what follows it', async () => {
    const answer = { affinityToken: '9b071fa0', resetSequence: true }
    api.next('System/ReconnectSession', reply(200, { messages: [message('ReconnectSession', answer)] }))
    expect((await wire.reconnectSession(session, 77)).body).toEqual(answer)
    await wire.resyncState(session, '00D')
    expect(api.received[0]?.query.get('ReconnectSession.offset')).toBe('77')
    expect(api.received[0]?.headers).toMatchObject({ 'x-liveagent-affinity': 'null' })
    expect(api.received[1]).toMatchObject({
      resource: 'Chasitor/ChasitorResyncState',
      body: '{"organizationId":"00D"}',
    })
    expect(api.received[1]?.headers).not.toHaveProperty('x-liveagent-sequence')
  })

  test('one connection is kept open and used again', async () => {
    const ports = new Set<unknown>()
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
    const kept = new WireClient(api.endpoint, { agent })
    for (let time = 0; time < 3; time += 1) {
      api.next('Chasitor/ChasitorTyping', (answer, received) => {
        ports.add(answer.req.socket.remotePort)
        reply(200, 'OK')(answer, received)
      })
      await kept.typing(session)
    }
    kept.close()
    expect(ports.size).toBe(1)
    // The agent was the caller's, so it still works.
    expect((await new WireClient(api.endpoint, { agent }).typing(session)).status).toBe(200)
    agent.destroy()
  })
})

describe('what comes back', () => {
  test('messages', async () => {
    api.next('System/Messages', messages(3, message('ChatMessage', { text: 'Hi' })))
    const { status, body } = await wire.messages(session, { ack: 2 })
    expect(status).toBe(200)
    expect(body).toEqual({ messages: [message('ChatMessage', { text: 'Hi' })], sequence: 3, offset: 1003 })
  })

  test.each([
    [204, undefined],
    [403, 'Session required but was invalid or not found'],
    [500, 'Internal Server Error'],
  ])('%i, as it is', async (status, text) => {
    api.next('System/Messages', reply(status, text))
    expect(await wire.messages(session)).toMatchObject({ status, body: undefined, text: text ?? '' })
  })

  test('Retry-After in seconds and as a date', async () => {
    const now = Date.parse('2026-01-01T12:00:00Z')
    const client = new WireClient(api.endpoint, { clock: new ManualClock(now) })
    const busy = (after: string) => reply(429, 'Busy', { 'Retry-After': after })
    api.next('Chasitor/ChasitorTyping', busy('7'), busy('Thu, 01 Jan 2026 12:00:30 GMT'), busy('soon'), reply(429, ''))
    const waits: unknown[] = []
    for (let time = 0; time < 4; time += 1) waits.push((await client.typing(session)).retryAfterMs)
    client.close()
    expect(waits).toEqual([7000, 30_000, undefined, undefined])
  })

  test.each([
    ['a page', '<html></html>'],
    ['JSON of something else', { hello: 'world' }],
  ])('a 200 with %s is no answer of a chat server', async (_, body) => {
    api.next('System/SessionId', reply(200, body))
    await expect(wire.sessionId()).rejects.toMatchObject({ name: 'WireError', kind: 'unreadable' })
  })
})

describe('when there is no answer', () => {
  test('a server that is not there', async () => {
    await api.close()
    await expect(wire.sessionId()).rejects.toMatchObject({ kind: 'refused', message: 'nobody answers there' })
  })

  test('a connection that breaks before or in the answer', async () => {
    api.next('System/Messages', cut, cutInTheMiddle)
    await expect(wire.messages(session)).rejects.toMatchObject({ kind: 'lost' })
    await expect(wire.messages(session)).rejects.toMatchObject({ kind: 'lost' })
  })

  test('a time-out', async () => {
    const clock = new ManualClock()
    const client = new WireClient(api.endpoint, { clock })
    const poll = client.messages(session, { timeoutMs: 40_000 })
    await api.arrived('System/Messages')
    clock.advance(40_000)
    await expect(poll).rejects.toMatchObject({ kind: 'timeout' })
    client.close()
  })

  test('a caller who wants no answer any more', async () => {
    const stop = new AbortController()
    const poll = wire.messages(session, { signal: stop.signal })
    await api.arrived('System/Messages')
    stop.abort()
    await expect(poll).rejects.toMatchObject({ kind: 'stopped' })
    await expect(wire.typing(session, { signal: stop.signal })).rejects.toMatchObject({ kind: 'stopped' })
    expect(api.received).toHaveLength(1)
  })

  test('a kept connection that the server closed is replaced, unless the command has no number', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
    const kept = new WireClient(api.endpoint, { agent })
    await kept.typing(session)
    api.next('Chasitor/ChatMessage', cut)
    expect(await kept.chatMessage(session, 'a', { sequence: 1 })).toMatchObject({ status: 200 })
    expect(api.of('Chasitor/ChatMessage')).toHaveLength(2)
    api.next('Chasitor/ChatMessage', cut)
    await expect(kept.chatMessage(session, 'b')).rejects.toMatchObject({ kind: 'lost' })
    expect(api.of('Chasitor/ChatMessage')).toHaveLength(3)
    agent.destroy()
  })
})
