import { expect, test } from 'vitest'
import type { Clock } from './clock.js'
import { behindMs, LoopPace } from './loop-pace.js'
import { ManualClock } from './manual-clock.js'

test('a loop is behind from when it should have turned until it does', () => {
  const timers = new ManualClock(0)
  let passedMs = 0
  // Time goes on whether the loop turns or not.
  const clock: Clock = { now: () => passedMs, after: (delayMs, run) => timers.after(delayMs, run) }
  const pace = new LoopPace(clock)
  pace.start()
  const turn = (): void => timers.advance(passedMs - timers.now())
  for (let turns = 0; turns < 20; turns += 1) {
    passedMs += behindMs - 1
    expect(pace.isBehind).toBe(false)
    turn()
  }
  passedMs += behindMs
  expect(pace.isBehind).toBe(true)
  turn()
  expect(pace.isBehind).toBe(false)
  pace.stop()
  passedMs += 10 * behindMs
  turn()
  expect(pace.isBehind).toBe(true)
})
