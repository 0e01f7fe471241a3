import { beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { SNEAK_PEEK_EVERY_MS, TYPING_PAUSE_MS, TypingSignal } from './chat-typing.js'

let told: string[]
let clock: ManualClock
let signal: TypingSignal

beforeEach(() => {
  told = []
  clock = new ManualClock()
  signal = new TypingSignal(clock, {
    typing: (on) => told.push(on ? 'typing' : 'not typing'),
    sneakPeek: (text) => told.push(`peek "${text}"`),
  })
})

test('nobody is told anything while there is no agent', () => {
  signal.edited('h')
  clock.advance(TYPING_PAUSE_MS)
  signal.sent()
  expect(told).toEqual([])
})

describe('with an agent who may know that somebody writes', () => {
  beforeEach(() => signal.allow('typing'))

  test('it is told once, and again after a pause', () => {
    signal.edited('h')
    clock.advance(TYPING_PAUSE_MS - 1)
    signal.edited('he')
    clock.advance(TYPING_PAUSE_MS - 1)
    signal.edited('hel')
    expect(told).toEqual(['typing'])
    clock.advance(TYPING_PAUSE_MS)
    expect(told).toEqual(['typing', 'not typing'])
    signal.edited('hell')
    expect(told).toEqual(['typing', 'not typing', 'typing'])
  })

  test('an emptied line ends it at once', () => {
    signal.edited('h')
    signal.edited('')
    expect(told).toEqual(['typing', 'not typing'])
    clock.advance(10 * TYPING_PAUSE_MS)
    expect(told).toHaveLength(2)
  })

  test('a sent line ends it; one that was not typed says nothing', () => {
    signal.sent()
    signal.edited('h')
    signal.sent()
    clock.advance(10 * TYPING_PAUSE_MS)
    expect(told).toEqual(['typing', 'not typing'])
  })
})

describe('with an agent who may see the line', () => {
  beforeEach(() => signal.allow('sneak-peek'))

  test('it is shown as it stands, no more often than it should', () => {
    signal.edited('h')
    clock.advance(SNEAK_PEEK_EVERY_MS - 1)
    signal.edited('he')
    expect(told).toEqual([])
    clock.advance(1)
    expect(told).toEqual(['peek "he"'])
    signal.edited('hel')
    signal.edited('he')
    clock.advance(SNEAK_PEEK_EVERY_MS)
    expect(told).toEqual(['peek "he"'])
  })

  test('a sent line is taken back as a preview, if it was one', () => {
    signal.edited('h')
    signal.sent()
    clock.advance(SNEAK_PEEK_EVERY_MS)
    expect(told).toEqual([])
    signal.edited('h')
    clock.advance(SNEAK_PEEK_EVERY_MS)
    signal.sent()
    expect(told).toEqual(['peek "h"', 'peek ""'])
  })
})

test('a closed signal says nothing', () => {
  signal.allow('typing')
  signal.edited('h')
  signal.close()
  clock.advance(TYPING_PAUSE_MS)
  expect(told).toEqual(['typing'])
})
