import { beforeEach, expect, test } from 'vitest'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import { createVisitorSigns, typingFadesMs, type VisitorSigns } from './visitor-signs.js'

let clock: ManualClock
let signs: VisitorSigns

beforeEach(() => {
  clock = new ManualClock()
  signs = createVisitorSigns(clock)
})

test('typing shows, and stops when told', () => {
  signs.typing({ chatId: 'a', typing: true })
  expect(signs.signs.value.get('a')).toEqual({ typing: true, text: '' })
  signs.typing({ chatId: 'a', typing: false })
  expect(signs.signs.value.has('a')).toBe(false)
})

test('typing fades by itself, and each sign makes it last', () => {
  signs.typing({ chatId: 'a', typing: true })
  clock.advance(typingFadesMs - 1)
  signs.typing({ chatId: 'a', typing: true })
  clock.advance(typingFadesMs - 1)
  expect(signs.signs.value.has('a')).toBe(true)
  clock.advance(1)
  expect(signs.signs.value.has('a')).toBe(false)
})

test('unsent text stays while the visitor thinks', () => {
  signs.typing({ chatId: 'a', typing: true, text: 'hel' })
  clock.advance(typingFadesMs)
  expect(signs.signs.value.get('a')).toEqual({ typing: false, text: 'hel' })
  signs.typing({ chatId: 'a', typing: true, text: '' })
  expect(signs.signs.value.get('a')).toEqual({ typing: true, text: '' })
})

test('a sign taken away does not come back when its time is over', () => {
  signs.typing({ chatId: 'a', typing: true, text: 'hel' })
  signs.typing({ chatId: 'b', typing: true, text: 'hel' })
  signs.clear('a')
  clock.advance(1)
  signs.clearAll()
  clock.advance(typingFadesMs)
  expect(signs.signs.value.size).toBe(0)
})
