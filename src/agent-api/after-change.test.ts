import { expect, test } from 'vitest'
import { LogAwayError, LogOverloadedError, LogUnavailableError } from '../event-log/event-log.js'
import { afterChange } from './after-change.js'

test('what follows a change and is refused is not told as if nothing were done', async () => {
  expect(await afterChange(() => Promise.resolve(5))).toBe(5)
  for (const refusal of [new LogOverloadedError('Too much waits.'), new LogAwayError('It is away.')])
    await expect(afterChange(() => Promise.reject(refusal))).rejects.toBeInstanceOf(LogUnavailableError)
  const other = new Error('Another.')
  await expect(afterChange(() => Promise.reject(other))).rejects.toBe(other)
})
