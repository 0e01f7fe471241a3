import { describe, expect, test, vi } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { settled } from '../../tests/support/settled.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { LogIns, logInLastsMs, seenEveryMs, type LogInEnd } from './log-ins.js'
import { listedTokensMax } from './token-store.js'

const ada = { organizationId: 'o', agentId: 'ada' }
const origin = { program: 'Firefox' }

/** Log-ins of which all from `setup.countAfter` and before have ended. `found` is waited for after each look-up. */
const open = ({ found = () => Promise.resolve(), knownForMs = Infinity } = {}) => {
  const clock = new ManualClock()
  let tokens = 0
  const store = openMemoryStore().tokens
  const setup = { countAfter: -Infinity }
  const notes = vi.fn((hash: string, at: number) => store.seen(hash, at))
  const errors: unknown[] = []
  const logIns = new LogIns({
    tokens: {
      add: (token) => store.add(token),
      find: async (hash) => {
        const token = await store.find(hash)
        await found()
        return token
      },
      ofAgent: (organizationId, agentId) => store.ofAgent(organizationId, agentId),
      seen: notes,
      remove: (hash) => store.remove(hash),
      removeOthers: (organizationId, agentId, kept) => store.removeOthers(organizationId, agentId, kept),
      removeOlder: (organizationId, agentId, expiresAt) => store.removeOlder(organizationId, agentId, expiresAt),
      prune: (now) => store.prune(now),
    },
    ...{ clock, knownForMs },
    countAfter: () => setup.countAfter,
    newToken: () => `token ${(tokens += 1)}`,
    hashToken: (token) => `hash of ${token}`,
    onError: (error) => errors.push(error),
  })
  const ends: LogInEnd[] = []
  logIns.follow((end) => ends.push(end))
  const make = async () => logIns.idOf((await logIns.make(ada, origin)).token)
  return { logIns, clock, setup, make, ends, notes, errors }
}

describe('[A-2] a log-in', () => {
  test('lasts seven days', async () => {
    const { logIns, clock, make } = open()
    const id = await make()
    clock.advance(logInLastsMs - 1)
    expect(await logIns.use(id)).toMatchObject({ ...ada, origin })
    expect(await logIns.of(ada)).toHaveLength(1)
    clock.advance(1)
    expect(await logIns.use(id)).toBeUndefined()
    expect(await logIns.of(ada)).toEqual([])
  })

  test('that was ended while it was looked up opens nothing afterwards', async () => {
    let letGo = (): void => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    const { logIns, make } = open({ found: () => held })
    const id = await make()
    const asked = logIns.use(id)
    await settled()
    await logIns.end(id)
    letGo()
    await asked
    expect(await logIns.use(id)).toBeUndefined()
  })
})

test('[A-25] a log-in is worth nothing from the instant on at which log-ins ended, also one of that instant', async () => {
  const { logIns, clock, make, setup } = open()
  const id = await make()
  setup.countAfter = clock.now() - 1
  expect(await logIns.use(id)).toMatchObject(ada)
  setup.countAfter = clock.now()
  expect(await logIns.use(id)).toBeUndefined()
  expect(await logIns.of(ada)).toEqual([])
  expect(await logIns.endOwn(ada, id)).toBe(false)
})

describe('[A-102] ending', () => {
  test('one’s own: it opens nothing, and whoever holds it is told', async () => {
    const { logIns, make, ends } = open()
    const [first, second] = [await make(), await make()]
    expect(await logIns.endOwn(ada, first)).toBe(true)
    expect(await logIns.use(first)).toBeUndefined()
    expect(await logIns.use(second)).toBeDefined()
    expect(ends).toEqual([{ hash: first }])
    expect(await logIns.endOwn(ada, first)).toBe(false)
  })

  test('one of somebody else: it stays', async () => {
    const { logIns, make, ends } = open()
    const id = await make()
    for (const other of [
      { ...ada, agentId: 'ben' },
      { ...ada, organizationId: 'p' },
    ])
      expect(await logIns.endOwn(other, id)).toBe(false)
    expect(await logIns.use(id)).toBeDefined()
    expect(ends).toEqual([])
  })

  test('all but one, and telling of each', async () => {
    const { logIns, make, ends } = open()
    const ids = [await make(), await make(), await make()]
    const [first = '', kept = '', third = ''] = ids
    expect(await logIns.endOthers(ada, kept)).toBe(2)
    expect((await logIns.of(ada)).map(({ hash }) => hash)).toEqual([kept])
    expect(ends).toHaveLength(2)
    expect(ends).toEqual(expect.arrayContaining([{ hash: first }, { hash: third }]))
  })
})

test('[A-124] an agent has so many log-ins at most: with the next one the oldest ends', async () => {
  const { logIns, clock, make, ends } = open()
  const ids: string[] = []
  for (let number = 0; number <= listedTokensMax; number += 1) {
    ids.push(await make())
    clock.advance(1)
    if (number < listedTokensMax) expect(ends).toEqual([])
  }
  const [oldest = '', next = ''] = ids
  expect(ends).toEqual([{ hash: oldest }])
  expect(await logIns.use(oldest)).toBeUndefined()
  expect(await logIns.use(next)).toBeDefined()
  expect(await logIns.of(ada)).toHaveLength(listedTokensMax)
})

test('whoever follows hears of doubts, until they stop', () => {
  const { logIns } = open()
  const heard: LogInEnd[] = []
  const stop = logIns.follow((end) => heard.push(end))
  logIns.doubt({ organizationId: 'o' })
  stop()
  logIns.doubt({ organizationId: 'p' })
  expect(heard).toEqual([{ organizationId: 'o' }])
})

describe('[A-101] when a log-in was used last', () => {
  test.each([Infinity, 5000])('is noted once in five minutes (believed for %d ms)', async (knownForMs) => {
    const { logIns, clock, make, notes } = open({ knownForMs })
    const id = await make()
    const made = clock.now()
    clock.advance(seenEveryMs - 1)
    await logIns.use(id)
    expect(notes).not.toHaveBeenCalled()
    clock.advance(1)
    await logIns.use(id)
    await logIns.use(id)
    clock.advance(6000)
    await logIns.use(id)
    expect(notes.mock.calls).toEqual([[id, made + seenEveryMs]])
    expect((await logIns.of(ada))[0]?.seenAt).toBe(made + seenEveryMs)
  })

  test('is not what a log-in waits for, or fails by', async () => {
    const { logIns, clock, make, notes, errors } = open()
    const id = await make()
    clock.advance(seenEveryMs)
    const failure = new Error('The disk is full.')
    notes.mockRejectedValueOnce(failure)
    expect(await logIns.use(id)).toBeDefined()
    await settled()
    expect(errors).toEqual([failure])
  })
})
