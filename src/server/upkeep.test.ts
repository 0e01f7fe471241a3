import { expect, test, vi } from 'vitest'
import { LogUnavailableError } from '../event-log/event-log.js'
import { ManualClock } from '../lib/manual-clock.js'
import { firstUpkeepMs, Upkeep, upkeepEveryMs } from './upkeep.js'

const begun = (...tasks: (() => Promise<void>)[]) => {
  const clock = new ManualClock()
  const onError = vi.fn()
  const upkeep = new Upkeep({ clock, tasks, onError })
  upkeep.start()
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { upkeep, onError, pass }
}

test('everything is done soon after the start and every hour from then on, until it stops', async () => {
  const [one, other] = [vi.fn(() => Promise.resolve()), vi.fn(() => Promise.resolve())]
  const { upkeep, pass } = begun(one, other)
  const times = async (ms: number) => {
    await pass(ms)
    expect(other.mock.calls).toHaveLength(one.mock.calls.length)
    return one.mock.calls.length
  }
  expect(await times(firstUpkeepMs - 1)).toBe(0)
  expect(await times(1)).toBe(1)
  expect(await times(upkeepEveryMs - 1)).toBe(1)
  expect(await times(1)).toBe(2)
  upkeep.stop()
  expect(await times(upkeepEveryMs)).toBe(2)
})

test('what fails is told, keeps nothing else from being done, and is tried again', async () => {
  const error = new Error('The disk is full.')
  const [failing, other] = [vi.fn(() => Promise.reject(error)), vi.fn(() => Promise.resolve())]
  const { onError, pass } = begun(failing, other)
  await pass(firstUpkeepMs)
  await pass(upkeepEveryMs)
  expect(onError.mock.calls).toEqual([[error], [error]])
  expect(other).toHaveBeenCalledTimes(2)
})

test('a store that is closed while it stops is no error', async () => {
  let stop = (): void => undefined
  const { upkeep, onError, pass } = begun(() => {
    stop()
    return Promise.reject(new LogUnavailableError('The log is closed.'))
  })
  stop = () => upkeep.stop()
  await pass(firstUpkeepMs)
  expect(onError).not.toHaveBeenCalled()
})
