/** What the HTTP parser refuses is refused as everything else is: a status and one line of plain text. */
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/lib/system-clock.js'
import { lingerMs, UnreadableRequests } from '../../src/server/unreadable-requests.js'
import { FuzzConnection, type FuzzAnswer } from '../fuzz/fuzz-connection.js'
import { shareInProcess } from '../support/in-process-server.js'
import { restPath } from '../support/plain-visitor.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { expectNothingOfTheInside } from '../support/wire-refusal.js'

const server = shareInProcess()
const open = async (port = Number(new URL(server.address).port)): Promise<FuzzConnection> => {
  const connection = await FuzzConnection.open(port)
  onTestFinished(() => connection.close())
  return connection
}

const expectRefused = (answer: FuzzAnswer | undefined, status: number, text?: RegExp): void => {
  expect(answer).toMatchObject({ status, body: expect.stringMatching(/^[A-Z][^\n{[<]{9,99}$/) as unknown })
  expect(answer?.head).toMatch(/^content-type: text\/plain;charset=UTF-8$/im)
  expect(answer?.head).toMatch(/^cache-control: no-store$/im)
  expect(answer?.head).toMatch(/^connection: close$/im)
  expectNothingOfTheInside(answer?.body ?? '')
  if (text !== undefined) expect(answer?.body).toMatch(text)
}

const get = `GET ${restPath('System/SessionId')} HTTP/1.1\r\nX-LIVEAGENT-API-VERSION: 34\r\n`
const post = `POST ${restPath('Chasitor/ChatMessage')} HTTP/1.1\r\nHost: a\r\nX-LIVEAGENT-API-VERSION: 34\r\n`
const kilobytes = (count: number): string => 'x'.repeat(count * 1024)

describe('[X-1 X-4 X-5] unreadable bytes are answered in plain text, and the connection is over', () => {
  test.each<[what: string, sent: string, status: number]>([
    ['no HTTP', 'Hello?\r\n\r\n', 400],
    ['another language', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000', 400],
    ['an unknown method', 'FETCH / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a version that is none', 'GET / HTTP/9.9\r\nHost: a\r\n\r\n', 400],
    ['a header without a colon', `${get}Host: a\r\nnonsense\r\n\r\n`, 400],
    ['a NUL in a header', `${get}Host: a\r\nX: \u0000\r\n\r\n`, 400],
    ['a length that is none', `${post}Content-Length: many\r\n\r\n`, 400],
    ['two lengths', `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400],
    ['a length and chunks', `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`, 400],
    ['a chunk whose size is none', `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`, 400],
    ['no host', `${get}\r\n`, 400],
    ['headers that are too long', `${get}Host: a\r\nX: ${kilobytes(20)}\r\n\r\n`, 431],
    ['an address that is too long', `GET ${restPath(kilobytes(20))} HTTP/1.1\r\nHost: a\r\n\r\n`, 431],
    ['endless extensions of chunks', `${post}Transfer-Encoding: chunked\r\n\r\n2;${kilobytes(20)}\r\n{}\r\n`, 413],
    ['an expectation that is unknown', `${post}Expect: a-miracle\r\nContent-Length: 2\r\n\r\n`, 417],
  ])('%s', async (_what, sent, status) => {
    const connection = await open()
    expectRefused(await connection.ask(Buffer.from(sent, 'latin1'), false), status)
    expect(connection.isOpen).toBe(false)
  })

  test('a request that ends in its middle', async () => {
    const answers = await (await open()).askLast(Buffer.from(`${post}Content-Length: 20\r\n\r\n{"text":`))
    expect(answers).toHaveLength(1)
    expectRefused(answers[0], 400)
  })

  test('a request that takes too long', async () => {
    const unreadable = new UnreadableRequests(systemClock)
    const app = Fastify({
      http: { headersTimeout: 100, connectionsCheckingInterval: 50 },
      clientErrorHandler: unreadable.refuse,
    })
    onTestFinished(() => app.close())
    unreadable.watch(app)
    await app.listen({ host: '127.0.0.1', port: 0 })
    const connection = await open((app.server.address() as AddressInfo).port)
    expectRefused(await connection.ask(Buffer.from(get), false), 408)
  })
})

describe('[X-1] what cannot be read after a request', () => {
  test('is refused once that one was answered', async () => {
    const connection = await open()
    expect(await connection.ask(Buffer.from(`${get}Host: a\r\n\r\n`), false)).toMatchObject({ status: 200 })
    expectRefused(await connection.ask(Buffer.from('Hello?\r\n\r\n'), false), 400)
  })

  test('is never what answers that one', async () => {
    const { session } = await RawVisitor.arrive(await makeOrganization(server))
    const headers = `Host: a\r\nX-LIVEAGENT-API-VERSION: 34\r\nX-LIVEAGENT-SESSION-KEY: ${session.key}\r\n`
    const poll = `GET ${restPath('System/Messages')} HTTP/1.1\r\n${headers}\r\n`
    expect(await (await open()).askLast(Buffer.from(`${poll}Hello?\r\n\r\n`))).toEqual([])
  })
})

test('[X-1] whoever goes on after a refusal is cut off before long', async () => {
  const connection = await open()
  const over = connection.askLast(Buffer.from('Hello?\r\n\r\n'))
  expect(await over).toHaveLength(1)
  await server.pass(lingerMs)
  expect(connection.isOpen).toBe(false)
})
