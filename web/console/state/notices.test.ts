import { beforeEach, expect, test } from 'vitest'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import { createNotices, noticeMs, noticesMax, spokenMax, type Notices } from './notices.js'

let clock: ManualClock
let notices: Notices

beforeEach(() => {
  clock = new ManualClock()
  notices = createNotices(clock)
})

const left = (visitorName: string) => ({ what: 'visitor-left', visitorName }) as const
const spoken = (): unknown[] => notices.spoken.value.map(({ fact }) => fact)
const shown = (): unknown[] => notices.shown.value.map(({ fact }) => fact)

test('what comes at once is all there for a screen reader to say, and not for ever', () => {
  notices.speak(left('Ana'))
  notices.show(left('Bo'))
  expect(spoken()).toEqual([left('Ana'), left('Bo')])
  clock.advance(noticeMs)
  expect(spoken()).toEqual([])
})

test('the same words again are said again', () => {
  notices.speak(left('Ana'))
  notices.speak(left('Ana'))
  expect(new Set(notices.spoken.value.map(({ id }) => id)).size).toBe(2)
})

test('of more than can be shown, or said, the newest are', () => {
  const all = Array.from({ length: spokenMax + 1 }, (_, place) => left(String(place)))
  for (const fact of all) notices.show(fact)
  expect(shown()).toEqual(all.slice(-noticesMax))
  expect(spoken()).toEqual(all.slice(-spokenMax))
})

test('nothing goes from under a pointer or the keyboard', () => {
  notices.show(left('Ana'))
  notices.hold(true)
  clock.advance(10 * noticeMs)
  expect(shown()).toEqual([left('Ana')])
  notices.hold(false)
  clock.advance(noticeMs - 1)
  expect(shown()).toEqual([left('Ana')])
  clock.advance(1)
  expect(shown()).toEqual([])
})

test('when the last is dismissed, whatever pointed at it holds nothing any more', () => {
  notices.show(left('Ana'))
  notices.hold(true)
  for (const { id } of notices.shown.value) notices.dismiss(id)
  notices.show(left('Bo'))
  clock.advance(noticeMs)
  expect(shown()).toEqual([])
})
