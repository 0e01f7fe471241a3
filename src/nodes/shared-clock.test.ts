import { expect, test, vi } from 'vitest'
import type { Clock } from '../lib/clock.js'
import { ManualClock } from '../lib/manual-clock.js'
import { askEveryMs, SharedClock } from './shared-clock.js'

/**
 * A store whose clock shows `shown` more than has passed, and a machine whose clock shows `ownAhead` more than that. `there` is
 * how much of the way to the store and back is the way there.
 */
const started = async (world = { shown: 1_000_000, ownAhead: 0, roundTripMs: 0, there: 0.5 }) => {
  const time = new ManualClock(0)
  /** How long was spent on asking. */
  let askedMs = 0
  const passed = () => time.now() + askedMs
  const storeShows = () => world.shown + passed()
  const ask = vi.fn(() => {
    askedMs += world.roundTripMs * world.there
    const shown = storeShows()
    askedMs += world.roundTripMs * (1 - world.there)
    return Promise.resolve(shown)
  })
  const own: Clock = {
    now: () => storeShows() + world.ownAhead,
    after: (delayMs, run) => time.after(delayMs, run),
  }
  const [onStep, onError] = [vi.fn<(byMs: number) => void>(), vi.fn<(error: unknown) => void>()]
  const clock = await SharedClock.start({ ask, own, passed, onStep, onError })
  /** Lets so much time pass, and what was asked be answered. */
  const pass = async (ms: number): Promise<void> => {
    time.advance(ms)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { world, ask, clock, onStep, onError, pass, storeShows }
}

test('shows what the store shows, whatever the machine’s own clock does', async () => {
  const { world, clock, pass, storeShows } = await started({
    shown: 1_000_000,
    ownAhead: 3_600_000,
    roundTripMs: 8,
    there: 0.5,
  })
  expect([clock.now(), clock.offsetMs]).toEqual([storeShows(), 3_600_000])
  await pass(5000)
  world.ownAhead = -60_000
  expect([clock.now(), clock.offsetMs]).toEqual([storeShows(), -60_000])
})

test('does not move for what a slow answer cannot tell', async () => {
  const { world, ask, clock, pass, storeShows } = await started()
  world.roundTripMs = 400
  world.shown += 150
  await pass(askEveryMs)
  expect(ask).toHaveBeenCalledTimes(2)
  expect(clock.now()).toBe(storeShows() - 150)
})

test('does not take for a step what slow answers could not tell', async () => {
  const { world, clock, onStep, pass, storeShows } = await started({
    ...{ shown: 1_000_000, ownAhead: 0, roundTripMs: 1600, there: 1 },
  })
  expect(clock.now()).toBe(storeShows() + 800)
  world.there = 0
  await pass(askEveryMs)
  expect(clock.now()).toBe(storeShows())
  expect(onStep).not.toHaveBeenCalled()
})

test('moves with the store when the two drift apart, without calling it a step', async () => {
  const { world, clock, onStep, pass, storeShows } = await started()
  world.shown += 20
  await pass(askEveryMs)
  expect(clock.now()).toBe(storeShows())
  expect(onStep).not.toHaveBeenCalled()
})

test.each([3_600_000, -3_600_000])('tells of a step of %s ms', async (byMs) => {
  const { world, clock, onStep, pass, storeShows } = await started()
  world.shown += byMs
  await pass(askEveryMs)
  expect(clock.now()).toBe(storeShows())
  expect(onStep.mock.calls).toEqual([[byMs]])
})

test('goes on as before while the store cannot be asked, and asks again until it is stopped', async () => {
  const { ask, clock, onError, pass, storeShows } = await started()
  const away = new Error('away')
  ask.mockRejectedValueOnce(away)
  await pass(askEveryMs)
  expect(onError.mock.calls).toEqual([[away]])
  expect(clock.now()).toBe(storeShows())
  await pass(askEveryMs)
  expect(ask).toHaveBeenCalledTimes(3)
  clock.stop()
  await pass(10 * askEveryMs)
  expect(ask).toHaveBeenCalledTimes(3)
})
