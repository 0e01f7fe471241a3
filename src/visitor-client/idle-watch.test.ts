import { beforeEach, expect, test } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { IdleWatch } from './idle-watch.js'

let told: string[]
let clock: ManualClock
let watch: IdleWatch

beforeEach(() => {
  told = []
  clock = new ManualClock()
  watch = new IdleWatch(clock, {
    warn: (leftS) => told.push(`warn ${leftS}`),
    cleared: () => told.push('cleared'),
    end: () => told.push('end'),
  })
  watch.established({ warningS: 60, timeoutS: 120 })
})

test('a visitor who does not answer is warned, and then it ends', () => {
  watch.agentSpoke()
  clock.advance(59_999)
  expect(told).toEqual([])
  clock.advance(1)
  expect(told).toEqual(['warn 60'])
  clock.advance(60_000)
  expect(told).toEqual(['warn 60', 'end'])
  clock.advance(1_000_000)
  expect(told).toHaveLength(2)
})

test('nothing runs before the agent has spoken', () => {
  clock.advance(1_000_000)
  expect(told).toEqual([])
})

test('each message of the agent begins the wait anew', () => {
  watch.agentSpoke()
  clock.advance(50_000)
  watch.agentSpoke()
  clock.advance(50_000)
  expect(told).toEqual([])
})

test('an answer ends the wait, and takes a warning back', () => {
  watch.agentSpoke()
  clock.advance(60_000)
  watch.visitorSpoke()
  clock.advance(1_000_000)
  expect(told).toEqual(['warn 60', 'cleared'])
})

test('without limits nobody is warned', () => {
  watch.established(undefined)
  watch.agentSpoke()
  clock.advance(1_000_000)
  expect(told).toEqual([])
})

test('a closed watch says nothing', () => {
  watch.agentSpoke()
  clock.advance(60_000)
  watch.close()
  clock.advance(1_000_000)
  expect(told).toEqual(['warn 60'])
})
