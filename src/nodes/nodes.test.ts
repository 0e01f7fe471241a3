import { expect, test, vi } from 'vitest'
import { LocalBus } from '../bus/local/local-bus.js'
import type { Changes } from '../event-log/shared-log.js'
import { ManualClock } from '../lib/manual-clock.js'
import type { Hint } from '../routing/hints.js'
import { readNodeMessage } from './node-message.js'
import { lookEveryMs, Nodes, type NodeHandlers } from './nodes.js'

const nothing = (): void => undefined
const handlers: NodeHandlers = {
  ...{ heard: nothing, home: nothing, place: nothing, present: nothing, setup: nothing, page: nothing },
  ...{ 'logged-out': nothing, 'wrong-password': nothing, unlocked: nothing },
}

/** A node that has started; what it says is in `said`. */
const started = async () => {
  const clock = new ManualClock()
  const said: string[] = []
  const changesAfter = vi.fn((): Promise<Changes> => Promise.resolve({ mark: '', streams: [], isAll: true }))
  const onRound = vi.fn()
  const nodes = new Nodes({
    relay: {
      ...{ bytesMax: 1000, isAway: () => false, close: () => Promise.resolve() },
      listen: () => Promise.resolve(),
      send: (text) => Promise.resolve(void said.push(...(readNodeMessage(text)?.items ?? []).map(({ type }) => type))),
    },
    shared: {
      ...{ changesAfter, mark: () => Promise.resolve('') },
      ...{ identity: () => Promise.resolve(''), now: () => Promise.resolve(clock.now()) },
    },
    ...{ reach: { isAway: () => false }, ledger: { takeIn: () => Promise.resolve() } },
    ...{ local: new LocalBus<Hint>(nothing), kinds: [], clock, ids: { uuid: () => 'one' }, defer: (run) => run() },
    ...{ onLook: () => Promise.resolve(), onRound, onWaking: nothing },
    onError: (error) => expect.unreachable(String(error)),
  })
  await nodes.begin()
  await nodes.start(handlers)
  said.length = 0
  return { clock, said, nodes, changesAfter, onRound }
}

test('[N-8] a node that waits for the database says all the same that it lives, and who is in contact with it', async () => {
  const { clock, said, nodes, changesAfter, onRound } = await started()
  changesAfter.mockImplementation(() => new Promise(() => undefined))
  for (let seconds = 0; seconds < 6; seconds += 1) {
    clock.advance(lookEveryMs)
    await Promise.resolve()
  }
  expect(changesAfter).toHaveBeenCalledTimes(2)
  expect(said).toEqual(Array(6).fill('hello'))
  expect(onRound).toHaveBeenCalledTimes(2)
  await nodes.stop()
  clock.advance(10 * lookEveryMs)
  expect(said).toHaveLength(6)
})
