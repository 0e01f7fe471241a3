import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import { createTypingNotice, typingIdleMs, typingRepeatMs, type TypingNotice } from './typing-notice.js'

let clock: ManualClock
let told: boolean[]
let notice: TypingNotice

beforeEach(() => {
  clock = new ManualClock()
  told = []
  notice = createTypingNotice(clock, (typing) => void told.push(typing))
})

describe('the visitor is told', () => {
  test('at the first key, and not at the next ones', () => {
    notice.changed('h')
    notice.changed('he')
    expect(told).toEqual([true])
  })

  test('again while typing goes on, at most each 5 s', () => {
    for (let second = 0; second <= 11; second += 1) {
      notice.changed(`text ${second}`)
      clock.advance(1_000)
    }
    expect(told).toEqual([true, true, true])
  })

  test('when nothing was typed for 4 s', () => {
    notice.changed('h')
    clock.advance(typingIdleMs - 1)
    expect(told).toEqual([true])
    clock.advance(1)
    expect(told).toEqual([true, false])
    notice.changed('he')
    expect(told).toEqual([true, false, true])
  })

  test.each(['', '  \n'])('when the text is %j', (text) => {
    notice.changed('h')
    notice.changed(text)
    expect(told).toEqual([true, false])
  })

  test('when the message was sent', () => {
    notice.changed('h')
    notice.stopped()
    expect(told).toEqual([true, false])
    clock.advance(60_000)
    expect(told).toEqual([true, false])
  })

  test('nothing when nothing was typed', () => {
    notice.changed('')
    notice.stopped()
    expect(told).toEqual([])
  })
})

test('whatever is typed, it ends with "not typing", and "typing" comes at most each 5 s', () => {
  const act = fc.tuple(fc.constantFrom('type', 'empty', 'send', 'wait'), fc.integer({ min: 0, max: 8_000 }))
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      clock = new ManualClock()
      const calls: { typing: boolean; at: number }[] = []
      notice = createTypingNotice(clock, (typing) => void calls.push({ typing, at: clock.now() }))
      for (const [what, waitMs] of acts) {
        if (what === 'type') notice.changed('text')
        if (what === 'empty') notice.changed('')
        if (what === 'send') notice.stopped()
        clock.advance(waitMs)
      }
      clock.advance(typingIdleMs)
      expect(calls.at(-1)?.typing ?? false).toBe(false)
      calls.forEach((call, place) => {
        const before = calls[place - 1]
        if (before?.typing && call.typing) expect(call.at - before.at).toBeGreaterThanOrEqual(typingRepeatMs)
        if (!call.typing) expect(before?.typing).toBe(true)
      })
    }),
  )
})
