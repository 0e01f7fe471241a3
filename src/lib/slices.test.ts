import { expect, test } from 'vitest'
import { atOnce, inSlices, neverGiveWay } from './slices.js'

function* counting(to: number): Generator<number, string> {
  for (let n = 1; n <= to; n += 1) yield n
  return 'counted'
}

test('work in slices comes to what it comes to at once', async () => {
  expect(atOnce(counting(5))).toBe('counted')
  expect(await inSlices(counting(5), neverGiveWay)).toBe('counted')
  expect(await inSlices(counting(0), () => Promise.resolve())).toBe('counted')
})

test('others have their turn where it is asked for, and are told how far it is', async () => {
  const happened: string[] = []
  let steps = 0
  const giveWay = () => ((steps += 1) % 2 === 0 ? new Promise<void>((resolve) => setImmediate(resolve)) : undefined)
  setImmediate(() => happened.push('somebody else'))
  await inSlices(counting(5), giveWay, (n) => happened.push(`at ${n}`))
  expect(happened).toEqual(['at 2', 'somebody else', 'at 4'])
})

test('what goes wrong in a slice ends the work', async () => {
  function* failing(): Generator<number, never> {
    yield 1
    throw new Error('No.')
  }
  await expect(inSlices(failing(), () => Promise.resolve())).rejects.toThrow('No.')
})
