import { expect, test } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { seldom, textsMax, toldAgainMs } from './seldom.js'

test('each text is told at once, and again only when some time has gone by', () => {
  const told: string[] = []
  const clock = new ManualClock()
  const tell = seldom(clock, (text) => told.push(text))
  for (const text of ['away', 'away', 'wrong key', 'away', 'wrong key']) tell(text)
  expect(told).toEqual(['away', 'wrong key'])
  clock.advance(toldAgainMs - 1)
  tell('away')
  expect(told).toHaveLength(2)
  clock.advance(1)
  tell('away')
  expect(told).toEqual(['away', 'wrong key', 'away'])
})

test('only so many texts are remembered', () => {
  const told: string[] = []
  const tell = seldom(new ManualClock(), (text) => told.push(text))
  for (let n = 0; n < textsMax; n += 1) tell(`reason ${n}`)
  tell('reason 0')
  expect(told).toHaveLength(textsMax)
  tell('one more')
  tell('reason 0')
  expect(told.slice(textsMax)).toEqual(['one more', 'reason 0'])
})
