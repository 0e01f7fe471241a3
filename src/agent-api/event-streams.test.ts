import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyReply } from 'fastify'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LogAwayError } from '../event-log/event-log.js'
import type { AgentApp } from './agent-app.js'
import { EventStreams } from './event-streams.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const replyOn = (raw: ServerResponse) => ({ raw, hijack: () => undefined }) as unknown as FastifyReply
const app = { addHook: () => undefined } as unknown as AgentApp
const onError = vi.fn()

/** Streams of a server that is cut off when the test says so. */
const streams = () => {
  const isolation = { isCutOff: false, onCutOff: vi.fn<(listener: () => void) => void>() }
  const made = new EventStreams(app, { settings: { secureCookies: false, heartbeatMs: 100 }, isolation, onError })
  return {
    made,
    cutOff: () => {
      isolation.isCutOff = true
      for (const [listener] of isolation.onCutOff.mock.calls) listener()
    },
    mend: () => (isolation.isCutOff = false),
  }
}

const neverInDoubt = () => () => undefined

test.each([true, false])('nothing is kept of a stream whose reader is gone (before it was opened: %s)', (before) => {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  const isWelcome = vi.fn(() => Promise.resolve(true))
  const doubts = new Set<() => void>()
  const onDoubt = (ask: () => void) => {
    doubts.add(ask)
    return () => doubts.delete(ask)
  }
  const left = vi.fn()
  if (before) response.destroy()
  const stream = streams().made.open(replyOn(response), { isWelcome, onDoubt })
  stream.onClose(left)
  if (!before) response.destroy().emit('close')
  vi.advanceTimersByTime(1000)
  expect(isWelcome).not.toHaveBeenCalled()
  expect(left).toHaveBeenCalledTimes(1)
  expect(doubts.size).toBe(0)
})

test('what fails while nobody waits for it is told once a heartbeat, and the stream goes on', async () => {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  const away = new LogAwayError('The database cannot be reached.')
  const stream = streams().made.open(replyOn(response), {
    isWelcome: () => Promise.reject(away),
    onDoubt: neverInDoubt,
  })
  await vi.advanceTimersByTimeAsync(250)
  expect(onError.mock.calls).toEqual([[away], [away]])
  expect(stream.isOpen).toBe(true)
  stream.end()
  response.destroy().emit('close')
})

test('[L-9] what fails before anything was said is the answer; after that it is only told, and the stream ends', () => {
  onError.mockClear()
  const away = new LogAwayError('The database cannot be reached.')
  const welcome = { isWelcome: () => Promise.resolve(true), onDoubt: neverInDoubt }
  const [silent, begun] = [0, 1].map(() => new ServerResponse(new IncomingMessage(new Socket())))
  expect(() => streams().made.open(replyOn(silent!), welcome).fail(away)).toThrow(away)
  expect([silent!.headersSent, silent!.destroyed, onError.mock.calls]).toEqual([false, false, []])
  const stream = streams().made.open(replyOn(begun!), welcome)
  stream.begin()
  stream.fail(away)
  expect([begun!.headersSent, begun!.destroyed, onError.mock.calls]).toEqual([true, true, [[away]]])
  silent!.destroy().emit('close')
  begun!.emit('close')
})

test('[N-21] streams end when the server is cut off, and none is opened until it is not any more', () => {
  const { made, cutOff, mend } = streams()
  const fresh = () => new ServerResponse(new IncomingMessage(new Socket()))
  const welcome = { isWelcome: () => Promise.resolve(true), onDoubt: neverInDoubt }
  const responses = [fresh(), fresh()]
  for (const response of responses) made.open(replyOn(response), welcome)
  expect(responses.map(({ writableEnded }) => writableEnded)).toEqual([false, false])
  cutOff()
  expect(responses.map(({ writableEnded }) => writableEnded)).toEqual([true, true])
  const refused = fresh()
  expect(() => made.open(replyOn(refused), welcome)).toThrow(
    expect.objectContaining({ status: 503, code: 'cut-off', headers: { 'retry-after': '1' } }) as Error,
  )
  expect(refused.headersSent).toBe(false)
  mend()
  made.open(replyOn(fresh()), welcome)
})
