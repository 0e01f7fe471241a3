import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isAgentAvailable,
  isButtonAvailable,
  queueMax,
  type AgentLine,
  type Line,
  type QueueLimits,
} from './availability-rules.js'

const off: QueueLimits = { enabled: false, perAgentMax: null, overallMax: null }
const on: QueueLimits = { ...off, enabled: true }
const perAgent = (perAgentMax: number): QueueLimits => ({ ...on, perAgentMax })
const overall = (overallMax: number): QueueLimits => ({ ...on, overallMax })
const line = (online: number, free: number, waitingHere = 0, waitingElsewhere = 0): Line => ({
  online,
  free,
  waitingHere,
  waitingElsewhere,
})

const limit = fc.option(fc.nat({ max: 5 }))
const limits = fc.record({ enabled: fc.boolean(), perAgentMax: limit, overallMax: limit })
const small = fc.nat({ max: 8 })
const lines = fc.record({ online: small, free: small, waitingHere: small, waitingElsewhere: small })

describe('[V-1] a button', () => {
  test.each<[string, QueueLimits, Line, boolean]>([
    ['nobody online, no queue', off, line(0, 0), false],
    ['nobody online, queue', on, line(0, 0), false],
    ['no queue, a place free', off, line(1, 1), true],
    ['no queue, everybody busy', off, line(3, 0), false],
    ['no queue, the last place is claimed here', off, line(1, 1, 1), false],
    ['no queue, the last place is claimed elsewhere', off, line(1, 1, 0, 1), false],
    ['no queue, a place beyond those claimed', off, line(2, 3, 1, 1), true],
    ['queue, everybody busy', on, line(1, 0), true],
    ['queue without a limit, many wait', on, line(1, 0, 10_000), true],
    ['per agent, room left', perAgent(2), line(2, 0, 3), true],
    ['per agent, full', perAgent(2), line(2, 0, 4), false],
    ['per agent 0, everybody busy', perAgent(0), line(2, 0), false],
    ['per agent 0, a place free', perAgent(0), line(2, 1), true],
    ['overall, room left', overall(3), line(1, 0, 2), true],
    ['overall, full', overall(3), line(1, 0, 3), false],
    ['overall, those with a place to come do not count', overall(1), line(1, 2, 2), true],
    ['overall, full beyond the places to come', overall(1), line(1, 2, 3), false],
    ['both limits, per agent is smaller', { ...perAgent(1), overallMax: 5 }, line(2, 0, 2), false],
    ['both limits, overall is smaller', { ...perAgent(5), overallMax: 1 }, line(2, 0, 1), false],
    ['limits without a queue mean nothing', { ...off, perAgentMax: 5, overallMax: 5 }, line(2, 0), false],
  ])('%s', (_name, queue, stands, expected) => {
    expect(isButtonAvailable(queue, stands)).toBe(expected)
  })

  test('is not available while nobody is online', () => {
    fc.assert(
      fc.property(limits, lines, (queue, stands) => {
        expect(isButtonAvailable(queue, { ...stands, online: 0 })).toBe(false)
      }),
    )
  })

  test('with a place that nobody claims is available whatever its queue', () => {
    fc.assert(
      fc.property(limits, lines, (queue, stands) => {
        fc.pre(stands.online > 0 && stands.free > stands.waitingHere + stands.waitingElsewhere)
        expect(isButtonAvailable(queue, stands)).toBe(true)
      }),
    )
  })

  test('lets in one after another until everybody beyond the places fills the queue, and not one more', () => {
    fc.assert(
      fc.property(limits, lines, (queue, stands) => {
        fc.pre(stands.online > 0)
        const max = queueMax(queue, stands.online)
        fc.pre(max < Infinity)
        let waitingHere = 0
        while (isButtonAvailable(queue, { ...stands, waitingHere })) waitingHere += 1
        expect(waitingHere).toBe(max + Math.max(0, stands.free - stands.waitingElsewhere))
      }),
    )
  })

  test('never becomes available because somebody else waits, or unavailable because a place comes free', () => {
    fc.assert(
      fc.property(limits, lines, (queue, stands) => {
        if (isButtonAvailable(queue, stands)) {
          expect(isButtonAvailable(queue, { ...stands, free: stands.free + 1 })).toBe(true)
          return
        }
        for (const more of [{ waitingHere: stands.waitingHere + 1 }, { waitingElsewhere: stands.waitingElsewhere + 1 }])
          expect(isButtonAvailable(queue, { ...stands, ...more })).toBe(false)
      }),
    )
  })
})

describe('[V-2] an agent', () => {
  const idle: AgentLine = { free: 1, waitingForThem: 0, freeInAll: 1, waitingInAll: 0 }

  test.each<[string, Partial<AgentLine>, boolean]>([
    ['who is online with a free place', {}, true],
    ['who is not online', { free: undefined }, false],
    ['who is busy', { free: 0, freeInAll: 4 }, false],
    ['whom somebody waits for', { waitingForThem: 1, freeInAll: 4, waitingInAll: 1 }, false],
    ['with a second place for a second request', { free: 2, waitingForThem: 1, freeInAll: 2, waitingInAll: 1 }, true],
    ['whose place those who wait will take', { waitingInAll: 1 }, false],
    ['when there are places for those who wait', { freeInAll: 2, waitingInAll: 1 }, true],
  ])('%s', (_name, changes, expected) => {
    expect(isAgentAvailable({ ...idle, ...changes })).toBe(expected)
  })
})
