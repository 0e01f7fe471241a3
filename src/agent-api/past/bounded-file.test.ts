import { once } from 'node:events'
import { expect, test } from 'vitest'
import { ManualClock } from '../../lib/manual-clock.js'
import { boundedFile, fileMaxMs, FileGivenUpError, untakenMaxMs } from './bounded-file.js'

/** Pieces without an end; tells how many were made, and whether it was said that no more are wanted. */
const endless = () => {
  const made = { count: 0, isOver: false }
  async function* pieces(): AsyncGenerator<string> {
    try {
      for (;;) {
        await Promise.resolve()
        made.count += 1
        yield 'x'.repeat(10_000)
      }
    } finally {
      made.isOver = true
    }
  }
  return { made, pieces: pieces() }
}

test('[A-100] a file is written no faster than it is read, and broken off when nobody takes it', async () => {
  const clock = new ManualClock()
  const { made, pieces } = endless()
  const file = boundedFile(clock, pieces)
  const reader = file[Symbol.asyncIterator]()
  const settled = () => new Promise(setImmediate)
  await reader.next()
  await settled()
  const ahead = made.count
  expect(ahead).toBeLessThan(20)
  clock.advance(untakenMaxMs - 1)
  while (made.count === ahead) await reader.next()
  await settled()
  const failed = once(file, 'error')
  clock.advance(untakenMaxMs)
  expect((await failed)[0]).toBeInstanceOf(FileGivenUpError)
  await settled()
  expect(made).toMatchObject({ isOver: true })
})

test('[A-100] a file that takes too long is broken off, however fast it is read', async () => {
  const clock = new ManualClock()
  const { pieces } = endless()
  const file = boundedFile(clock, pieces)
  let bytes = 0
  const read = async (): Promise<void> => {
    for await (const piece of file) {
      bytes += (piece as Buffer).length
      clock.advance(fileMaxMs / 50)
    }
  }
  await expect(read()).rejects.toBeInstanceOf(FileGivenUpError)
  expect(bytes).toBeGreaterThan(100_000)
})
