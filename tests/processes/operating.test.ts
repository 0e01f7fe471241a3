import { expect, test } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { bodyOf } from '../support/agent-client.js'
import { EstablishedChat } from '../support/established-chat.js'
import { httpRequest } from '../support/http-request.js'
import { metricBecomes, parseMetrics, readMetrics } from '../support/prometheus-text.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'

test('a running server says that it lives and is ready', async () => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  expect(await httpRequest(`${server.address}/healthz`)).toMatchObject({ status: 200, text: 'ok\n' })
  expect(await httpRequest(`${server.address}/readyz`)).toMatchObject({ status: 200, text: 'ready\n' })
})

test('the metrics are text that Prometheus reads, and follow what happens', async () => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  const { address } = server
  const first = await readMetrics(address)
  for (const name of [
    ...['parley_chats_waiting', 'parley_chats_offered', 'parley_chats_established', 'parley_longest_wait_seconds'],
    ...['parley_agents{status="online"}', 'parley_agents{status="away"}', 'parley_event_streams', 'parley_sessions'],
    'parley_supervision_streams',
    ...['parley_held_polls', 'parley_appends_waiting', 'parley_commits_failed_total'],
  ]) {
    expect([name, first.get(name)]).toEqual([name, 0])
  }
  expect(first.get('process_resident_memory_bytes')).toBeGreaterThan(1e7)
  expect(first.get('parley_event_loop_delay_p99_seconds')).toBeGreaterThan(0)

  // Ada has three places: the chat that is established, and two that are offered. Two more wait.
  using chat = await EstablishedChat.begin(server)
  const others: WireVisitor[] = []
  for (const name of ['V2', 'V3', 'V4', 'V5']) others.push(await WireVisitor.arrive(chat.client, name))
  await metricBecomes(address, 'parley_chats_offered', 2)
  const poll = chat.visitor.poll()
  await metricBecomes(address, 'parley_held_polls', 1)
  const busy = await readMetrics(address)
  const values = (names: string[]) => names.map((name) => busy.get(`parley_${name}`))
  expect(values(['chats_waiting', 'chats_established', 'event_streams', 'sessions'])).toEqual([2, 1, 1, 5])
  expect(values(['agents{status="online"}', 'agents{status="away"}'])).toEqual([1, 0])
  await metricBecomes(address, 'parley_longest_wait_seconds', (value) => value > 0 && value < 600)
  const events = busy.get('parley_events_total')!
  expect(events).toBeGreaterThan(10)
  expect(busy.get('parley_commits_total')).toBeGreaterThan(first.get('parley_commits_total')!)
  expect(busy.get('parley_commit_seconds_total')).toBeGreaterThan(0)

  bodyOf(await chat.agent.write(chat.chatId, 'Hello'))
  await poll
  await metricBecomes(address, 'parley_held_polls', 0)
  await metricBecomes(address, 'parley_events_total', events + 1)
  for (const visitor of others) await visitor.leave()
  bodyOf(await chat.agent.end(chat.chatId))
  bodyOf(await chat.agent.setPresence('away'))
  chat.stream.close()
  await metricBecomes(address, 'parley_event_streams', 0)
  const last = await readMetrics(address)
  for (const name of ['chats_waiting', 'chats_offered', 'chats_established', 'longest_wait_seconds']) {
    expect([name, last.get(`parley_${name}`)]).toEqual([name, 0])
  }
  expect(last.get('parley_agents{status="away"}')).toBe(1)
})

test('what is open is counted again after a start', async () => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  using chat = await EstablishedChat.begin(server)
  const other = await WireVisitor.arrive(chat.client, 'V2')
  await other.until('ChatRequestSuccess')
  await server.kill()
  await using next = await ServerProcess.start(directory.path)
  const metrics = await readMetrics(next.address)
  const names = ['chats_waiting', 'chats_offered', 'chats_established', 'sessions', 'agents{status="online"}']
  expect(names.map((name) => metrics.get(`parley_${name}`))).toEqual([0, 1, 1, 2, 1])
})

test('a proxy that nobody named is told of, once', async () => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  const ask = (from: ServerProcess) =>
    httpRequest(`${from.endpoint}System/SessionId`, {
      headers: { 'X-LIVEAGENT-API-VERSION': '49', 'X-Forwarded-For': '203.0.113.7' },
    })
  for (let n = 0; n < 3; n += 1) expect((await ask(server)).status).toBe(200)
  await server.stop('SIGINT')
  expect(server.output.match(/PARLEY_TRUSTED_PROXIES names no proxy/g)).toHaveLength(1)

  await using named = await ServerProcess.start(directory.path, { PARLEY_TRUSTED_PROXIES: 'loopback' })
  expect((await ask(named)).status).toBe(200)
  await named.stop('SIGINT')
  expect(named.output).not.toContain('PARLEY_TRUSTED_PROXIES')
})

test('what is not of the format is seen', () => {
  expect(parseMetrics('# HELP a Help\n# TYPE a gauge\na{b="c\\"d"} 1e3\n').get('a{b="c\\"d"}')).toBe(1000)
  expect(() => parseMetrics('# TYPE a gauge\na 1')).toThrow('does not end')
  expect(() => parseMetrics('a 1\n')).toThrow('has no type')
  expect(() => parseMetrics('# TYPE a gauge\na one\n')).toThrow('no value')
  expect(() => parseMetrics('# TYPE a gauge\na 1\na 2\n')).toThrow('comes twice')
  expect(() => parseMetrics('# TYPE a gauge\n# TYPE a gauge\n')).toThrow('two types')
  expect(() => parseMetrics('# TYPE a gauge\na{b=c} 1\n')).toThrow('no line')
})

test('an address that nobody serves is not found', async () => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  for (const path of ['/nothing', '/healthz/x', '/chat', '/api/v2/login']) {
    expect([path, (await httpRequest(server.address + path)).status]).toEqual([path, 404])
  }
  const client = new WireClient(server.endpoint)
  expect((await client.sessionId()).status).toBe(200)
  client.close()
})
