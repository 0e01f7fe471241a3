import { expect, test } from 'vitest'
import { sliceMs, takingTurns } from './turns.js'

test('a turn ends after the length of a slice, and the next begins when others were served', async () => {
  let now = 0
  const giveWay = takingTurns(() => now)
  expect(giveWay()).toBeUndefined()
  now += sliceMs - 1
  expect(giveWay()).toBeUndefined()
  now += 1
  const turn = giveWay()
  let served = false
  setImmediate(() => (served = true))
  expect(served).toBe(false)
  await turn
  await new Promise(setImmediate)
  expect(served).toBe(true)
  expect(giveWay()).toBeUndefined()
})
