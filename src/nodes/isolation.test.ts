import { expect, test, vi } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { companyMs, cutOffAfterMs, Isolation } from './isolation.js'
import { Turns } from './turns.js'

const started = () => {
  const clock = new ManualClock()
  const turns = new Turns('one', clock)
  const store = { isAway: false }
  const isolation = new Isolation({ clock, reach: { isAway: () => store.isAway }, turns })
  const onCutOff = vi.fn()
  isolation.onCutOff(onCutOff)
  isolation.start()
  return { clock, turns, store, isolation, onCutOff }
}

test('[N-21] a node whose others may have the store is cut off a while after it went away, and told once', () => {
  const { clock, turns, store, isolation, onCutOff } = started()
  turns.heard('two')
  clock.advance(1000)
  store.isAway = true
  clock.advance(cutOffAfterMs - 250)
  expect([isolation.isCutOff, onCutOff.mock.calls.length]).toEqual([false, 0])
  clock.advance(500)
  expect([isolation.isCutOff, onCutOff.mock.calls.length]).toEqual([true, 1])
  clock.advance(60_000)
  expect([isolation.isCutOff, onCutOff.mock.calls.length]).toEqual([true, 1])
  store.isAway = false
  expect(isolation.isCutOff).toBe(false)
  turns.heard('two')
  store.isAway = true
  clock.advance(cutOffAfterMs + 500)
  expect([isolation.isCutOff, onCutOff.mock.calls.length]).toEqual([true, 2])
})

test('[N-21] a short absence cuts nobody off, however many there are', () => {
  const { clock, turns, store, isolation, onCutOff } = started()
  for (let times = 0; times < 5; times += 1) {
    turns.heard('two')
    store.isAway = true
    clock.advance(cutOffAfterMs - 500)
    store.isAway = false
    clock.advance(500)
  }
  expect([isolation.isCutOff, onCutOff.mock.calls.length]).toEqual([false, 0])
})

test('[N-21] who is alone, or has long been, is never cut off', () => {
  const alone = started()
  alone.store.isAway = true
  alone.clock.advance(60_000)
  expect([alone.isolation.isCutOff, alone.onCutOff.mock.calls.length]).toEqual([false, 0])
  const left = started()
  left.turns.heard('two')
  left.clock.advance(companyMs + 1)
  left.store.isAway = true
  left.clock.advance(60_000)
  expect(left.isolation.isCutOff).toBe(false)
  // By another way than the store somebody is heard of after all.
  left.turns.heard('three')
  left.clock.advance(cutOffAfterMs + 500)
  expect(left.isolation.isCutOff).toBe(true)
})

test('nothing is looked at any more once it is stopped', () => {
  const { clock, turns, store, isolation, onCutOff } = started()
  turns.heard('two')
  store.isAway = true
  isolation.stop()
  clock.advance(60_000)
  expect(onCutOff).not.toHaveBeenCalled()
})
