/** How often one may ask, by the address that a trusted proxy names: refused with 429, and fine again afterwards. */
import { describe, expect, test } from 'vitest'
import { sessionRef } from '../../src/delivery/session-stream.js'
import { AgentDesk } from '../support/agent-desk.js'
import { startInProcess, type InProcessServer } from '../support/in-process-server.js'
import type { RawAnswer } from '../support/raw-http.js'
import { readMetrics } from '../support/prometheus-text.js'
import { askAsScript, messagesInScript } from '../support/page-script.js'
import { RawVisitor, restPath, versionHeader } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { filePart, form, formType } from '../support/upload.js'
import { expectRefusal, noVersion } from '../support/wire-refusal.js'

const behindProxy = { PARLEY_TRUSTED_PROXIES: 'loopback' }
const limits = {
  PARLEY_RATE_LIMIT_SESSIONS: '3',
  PARLEY_RATE_LIMIT_REQUESTS: '5',
  PARLEY_RATE_LIMIT_COMMANDS: '4',
}

const ask = (server: InProcessServer, from: string, resource: string, method = 'GET'): Promise<RawAnswer> =>
  server.request({ method, path: restPath(resource), headers: { ...versionHeader, 'X-Forwarded-For': from } })

const statuses = async (times: number, request: () => Promise<RawAnswer>): Promise<number[]> => {
  const all: number[] = []
  for (let n = 0; n < times; n += 1) all.push((await request()).status)
  return all
}

const expectLimited = (answer: RawAnswer, seconds: number): void => {
  expectRefusal(answer, 429, `Too many requests. Wait ${seconds} s.`)
  expect(answer.headers['retry-after']).toBe(String(seconds))
}

describe('[L-1 L-2] an address', () => {
  test('may begin so many sessions and ask so many other things in a minute', async () => {
    const server = await startInProcess({ environment: { ...behindProxy, ...limits } })
    const begin = () => ask(server, '203.0.113.7', 'System/SessionId')
    expect(await statuses(3, begin)).toEqual([200, 200, 200])
    server.clock.advance(17_500)
    expectLimited(await begin(), 43)
    expectLimited(await ask(server, '203.0.113.7', 'System/SessionId/'), 43)
    // Other requests are counted on their own, and bad ones like good ones.
    const poll = () => ask(server, '203.0.113.7', 'System/Messages')
    expect(await statuses(4, poll)).toEqual([403, 403, 403, 403])
    expect((await ask(server, '203.0.113.7', 'Nowhere', 'PUT')).status).toBe(404)
    expectLimited(await poll(), 43)
    expect((await ask(server, '203.0.113.8', 'System/Messages')).status).toBe(403)
    expect((await ask(server, '203.0.113.8', 'System/SessionId')).status).toBe(200)
    server.clock.advance(42_500)
    expect(await statuses(3, begin)).toEqual([200, 200, 200])
    expect(await statuses(5, poll)).toEqual([403, 403, 403, 403, 403])
    expectLimited(await poll(), 60)
    const metrics = await readMetrics(server.address)
    const limited = (kind: string) => metrics.get(`parley_requests_limited_total{kind="${kind}"}`)
    expect([limited('sessions'), limited('requests'), limited('commands')]).toEqual([2, 2, 0])
  })

  test('may begin 120 sessions and ask 1,200 other things when nothing else is said', async () => {
    const server = await startInProcess({ environment: behindProxy })
    const count = async (times: number, resource: string) => {
      const seen = await statuses(times, () => ask(server, '203.0.113.7', resource))
      return seen.indexOf(429)
    }
    expect(await count(121, 'System/SessionId')).toBe(120)
    expect(await count(1201, 'System/Messages')).toBe(1200)
  })

  test('[F-3] is limited where files go, and told so in the words of that address', async () => {
    const server = await startInProcess({ environment: { ...behindProxy, ...limits } })
    const headers = { 'X-Forwarded-For': '203.0.113.7', ...formType }
    const send = () => server.request({ method: 'POST', path: '/chat/upload', headers, body: form(filePart('x')) })
    expect(await statuses(4, send)).toEqual([400, 400, 400, 400])
    // It is counted with everything else, and so is the page beside it.
    expect((await server.request({ path: '/chat/cdm', headers })).status).toBe(200)
    const answers = [await send(), await server.request({ path: '/chat/cdm', headers })]
    for (const answer of answers) {
      expectRefusal(answer, 429, 'Failure: Too many requests. Wait 60 s.')
      expect(answer.headers['retry-after']).toBe('60')
    }
    expect((await ask(server, '203.0.113.7', 'System/Messages')).status).toBe(429)
    server.clock.advance(60_000)
    expect((await send()).status).toBe(400)
  })

  test('[L-8] is told so in a message where it is a script element that asks', async () => {
    const server = await startInProcess({ environment: { ...behindProxy, ...limits, PARLEY_RATE_LIMIT_REQUESTS: '1' } })
    const organization = await makeOrganization(server)
    const from = { 'X-Forwarded-For': '203.0.113.7' }
    const ask = (path: string, parameters = {}) => askAsScript(organization, path, parameters, from)
    expect(messagesInScript(await ask('Visitor/VisitorId.jsonp'))).toMatchObject([{ type: 'VisitorId' }])
    server.clock.advance(17_500)
    const limited = [{ type: 'Error', message: { text: 'Too many requests. Wait 43 s.' } }]
    for (const path of ['Visitor/VisitorId.jsonp', 'System/MultiNoun.jsonp']) {
      const answer = await ask(path)
      expect(messagesInScript(answer)).toEqual(limited)
      expect(answer.headers['retry-after']).toBe('43')
    }
    // Nothing else is: not a callback that is none, nor a script that is none.
    for (const callback of [undefined, 'alert(1)', 'x'.repeat(129)]) {
      expectLimited(await ask('Visitor/VisitorId.jsonp', { callback }), 43)
    }
    expectLimited(await ask('Visitor/Nowhere.jsonp'), 43)
  })

  test('is limited before anything else is looked at', async () => {
    const server = await startInProcess({ environment: { ...behindProxy, PARLEY_RATE_LIMIT_REQUESTS: '1' } })
    const headers = { 'X-Forwarded-For': '203.0.113.7' }
    expectRefusal(await server.request({ path: restPath('System/Messages'), headers }), 400, noVersion)
    expectLimited(await server.request({ path: restPath('System/Messages'), headers }), 60)
    expectLimited(await server.request({ method: 'POST', path: restPath('Nowhere'), headers, body: 'x'.repeat(9) }), 60)
  })

  test('is all of an IPv6 /64', async () => {
    const server = await startInProcess({ environment: { ...behindProxy, ...limits } })
    let host = 0
    const begin = (network: string) => () => ask(server, `${network}::${(host += 1)}`, 'System/SessionId')
    expect(await statuses(4, begin('2001:db8:0:1'))).toEqual([200, 200, 200, 429])
    expect(await statuses(4, begin('2001:db8:0:2'))).toEqual([200, 200, 200, 429])
  })

  test('[L-4] is what the nearest proxy says that is trusted, and nobody else', async () => {
    const server = await startInProcess({
      environment: { ...limits, PARLEY_TRUSTED_PROXIES: 'loopback,10.0.0.0/8' },
    })
    const begin = (made: number) => ask(server, `198.51.100.${made}, 203.0.113.7, 10.0.0.${made}`, 'System/SessionId')
    let made = 0
    expect(await statuses(4, () => begin((made += 1)))).toEqual([200, 200, 200, 429])
  })

  test('[L-4] is that of the connection when no proxy is trusted', async () => {
    const server = await startInProcess({ environment: { ...limits, PARLEY_RATE_LIMIT_EXEMPT: 'none' } })
    let made = 0
    const begin = () => ask(server, `198.51.100.${(made += 1)}`, 'System/SessionId')
    expect(await statuses(4, begin)).toEqual([200, 200, 200, 429])
  })

  test('[L-3] has no limits when it is exempt, and others where that is said', async () => {
    const server = await startInProcess({
      environment: {
        ...behindProxy,
        ...limits,
        PARLEY_RATE_LIMIT_EXEMPT: '198.51.100.0/24',
        PARLEY_RATE_LIMIT_ADDRESSES: '203.0.113.0/24=1/2, 192.0.2.1=0/1',
      },
    })
    const begin = (from: string) => () => ask(server, from, 'System/SessionId')
    expect(await statuses(6, begin('198.51.100.9'))).toEqual([200, 200, 200, 200, 200, 200])
    expect(await statuses(2, begin('203.0.113.7'))).toEqual([200, 429])
    expect(await statuses(6, begin('192.0.2.1'))).toEqual([200, 200, 200, 200, 200, 200])
    // Without the word loopback this machine has limits as well.
    expect(await statuses(4, begin('127.0.0.1'))).toEqual([200, 200, 200, 429])
  })

  test('[L-1] of this machine has no limits unless said otherwise', async () => {
    const server = await startInProcess({ environment: limits })
    const begin = () => server.request({ path: restPath('System/SessionId'), headers: versionHeader })
    expect(await statuses(6, begin)).toEqual([200, 200, 200, 200, 200, 200])
  })
})

test('[L-5] a session may send so many commands in ten seconds; what was refused changed nothing', async () => {
  const environment = { ...behindProxy, PARLEY_RATE_LIMIT_COMMANDS: '4', PARLEY_RATE_LIMIT_EXEMPT: 'none' }
  const server = await startInProcess({ environment })
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  const { chatId } = await ada.takeNext()
  for (const text of ['one', 'two', 'three']) expect((await visitor.write(text)).status).toBe(200)
  server.clock.advance(2_000)
  expectLimited(await visitor.write('four'), 8)
  // Polls are no commands, and another session has its own count.
  await visitor.reads(['ChatRequestSuccess'])
  expect((await RawVisitor.ask(organization)).session.id).not.toBe(visitor.session.id)
  server.clock.advance(8_000)
  expect((await visitor.write('five')).status).toBe(200)
  expect((await ada.messages(chatId)).map(({ text }) => text)).toEqual(['one', 'two', 'three', 'five'])
  expect((await readMetrics(server.address)).get('parley_requests_limited_total{kind="commands"}')).toBe(1)
})

describe('[L-5] as a command counts', () => {
  const environment = { PARLEY_RATE_LIMIT_COMMANDS: '4', PARLEY_RATE_LIMIT_EXEMPT: 'none' }

  test.each<[string, (visitor: RawVisitor, server: InProcessServer) => Promise<RawAnswer>]>([
    ['a page with a key', (visitor) => visitor.postTo('Visitor/Breadcrumb', { location: 'https://shop.example/' })],
    ['ReconnectSession', (visitor) => visitor.reconnect(1)],
    ['ResyncSession', ({ headers }, server) => server.request({ path: restPath('System/ResyncSession'), headers })],
  ])('%s, and is refused without an effect', async (_name, ask) => {
    const server = await startInProcess({ environment })
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    await ada.takeNext()
    const { ledger, sessions } = server.running.parts
    const written = async (): Promise<number> => {
      const { chat } = (await sessions.find(visitor.session.key))!
      return (await ledger.read(sessionRef(visitor.session.id))).version + (await ledger.read(chat!)).version
    }
    const before = await written()
    expect(await statuses(3, () => ask(visitor, server))).toEqual([200, 200, 200])
    expect(await written()).toBe(before + 3)
    expectLimited(await ask(visitor, server), 10)
    expectLimited(await visitor.write('five'), 10)
    expect(await written()).toBe(before + 3)
    server.clock.advance(10_000)
    expect((await ask(visitor, server)).status).toBe(200)
  })

  test('each noun of a MultiNoun, which is carried out whole or not at all', async () => {
    const server = await startInProcess({ environment })
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    const { chatId } = await ada.takeNext()
    const several = (...texts: string[]) =>
      visitor.multiNoun(texts.map((text) => ({ prefix: 'Chasitor', noun: 'ChatMessage', object: { text } })))
    // One that is wrong is one request, and nothing of it was done.
    expectRefusal(await visitor.multiNoun([{}, {}, {}, {}]), 400)
    expect((await several('one', 'two', 'three')).status).toBe(200)
    expectLimited(await several('four', 'five'), 10)
    expectLimited(await visitor.write('six'), 10)
    server.clock.advance(10_000)
    expect((await several('seven', 'eight')).status).toBe(200)
    expect((await visitor.write('nine')).status).toBe(200)
    expect((await visitor.write('ten')).status).toBe(200)
    expectLimited(await visitor.write('eleven'), 10)
    const said = (await ada.messages(chatId)).map(({ text }) => text)
    expect(said).toEqual(['one', 'two', 'three', 'seven', 'eight', 'nine', 'ten'])
  })
})

test('[L-5] a session may send 60 commands in ten seconds when nothing else is said', async () => {
  const server = await startInProcess({ environment: { PARLEY_RATE_LIMIT_EXEMPT: 'none' } })
  const visitor = await RawVisitor.ask(await makeOrganization(server))
  const seen = await statuses(60, () => visitor.post('ChasitorTyping', {}))
  expect(seen.indexOf(429)).toBe(59)
})

test('[L-1] waiting in a poll costs nothing, and a lively visitor stays far below the limits', async () => {
  const server = await startInProcess({ environment: { ...behindProxy, PARLEY_RATE_LIMIT_EXEMPT: 'none' } })
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  const { chatId } = await ada.takeNext()
  await visitor.reads(['ChatRequestSuccess'])
  await visitor.reads(['ChatEstablished'])
  // A minute in which both sides write all the time, every poll ends at once, and what is typed is told as well.
  for (let second = 0; second < 60; second += 1) {
    const poll = await visitor.held()
    expect((await visitor.post('ChasitorSneakPeek', { position: 1, text: 'He' })).status).toBe(200)
    await ada.events.next('visitor-typing')
    expect((await visitor.write(`${second}`)).status).toBe(200)
    await ada.events.next('message')
    await ada.say(chatId, `${second}`)
    expect((await poll.answer).status).toBe(200)
    await server.pass(1000)
  }
  const metrics = await readMetrics(server.address)
  for (const kind of ['sessions', 'requests', 'commands']) {
    expect(metrics.get(`parley_requests_limited_total{kind="${kind}"}`)).toBe(0)
  }
})
