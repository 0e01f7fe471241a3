import { expect, test } from 'vitest'
import { LogAwayError, LogUnavailableError } from '../event-log/event-log.js'
import { writesWaitingMax } from '../event-log/patient-ledger.js'
import { ManualClock } from '../lib/manual-clock.js'
import { settled } from '../../tests/support/settled.js'
import { findAgainMs, PollSessions } from './poll-sessions.js'
import { VisitorSession } from './visitor-session.js'

const holdMs = 27_000
const session = new VisitorSession('session', 0, 0)

/** Looks for sessions in a log that is away until it has `error` or is there. */
const searching = () => {
  const clock = new ManualClock(0)
  const log: { error: Error | undefined; reads: number } = { error: new LogAwayError('away'), reads: 0 }
  const find = (key: string) => {
    log.reads += 1
    return log.error ? Promise.reject(log.error) : Promise.resolve(key === 'key' ? session : undefined)
  }
  const ledger = { read: () => Promise.reject(new Error()), refresh: () => Promise.reject(new Error()) }
  const polls = new PollSessions({ sessions: { find }, ledger, clock, holdMs, chance: () => 0 })
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= findAgainMs) {
      clock.advance(Math.min(left, findAgainMs))
      await settled()
    }
  }
  return { polls, log, pass }
}

/** What came of it so far. */
const watched = <T>(promise: Promise<T>): { result?: T } => {
  const outcome: { result?: T } = {}
  void promise.then((result) => (outcome.result = result))
  return outcome
}

const isThere = () => false

test('[L-9] however many look for their sessions, all wait until the log can be read', async () => {
  const { polls, log, pass } = searching()
  const all = Array.from({ length: writesWaitingMax + 1 }, () => watched(polls.find('key', isThere)))
  const stranger = watched(polls.find('another', isThere))
  await pass(2_000)
  expect(all.every(({ result }) => result === undefined)).toBe(true)
  log.error = undefined
  await pass(findAgainMs)
  expect(all.every(({ result }) => result === session)).toBe(true)
  expect(stranger.result).toBe('unknown')
})

test('[L-9 D-2] nothing is to be said when it could not be read for as long as a poll is held', async () => {
  const { polls, pass } = searching()
  const looking = watched(polls.find('key', isThere))
  await pass(holdMs - 1)
  expect(looking.result).toBeUndefined()
  await pass(1)
  expect(looking.result).toBe('nothing')
})

test('whoever is gone is looked for no more', async () => {
  const { polls, log, pass } = searching()
  let isGone = false
  const looking = watched(polls.find('key', () => isGone))
  await pass(1000)
  isGone = true
  await pass(findAgainMs)
  expect(looking.result).toBe('nothing')
  const { reads } = log
  await pass(holdMs)
  expect(log.reads).toBe(reads)
})

test('what waiting does not mend is refused at once', async () => {
  const { polls, log } = searching()
  log.error = new LogUnavailableError('closed')
  await expect(polls.find('key', isThere)).rejects.toBe(log.error)
})
