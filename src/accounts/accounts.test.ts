import { describe, expect, test } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { settled } from '../../tests/support/settled.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { Accounts, checksAtOnceMax, logInLastsMs } from './accounts.js'

/**
 * Accounts with one agent, Ada, whose password is `open sesame`. `checks` are let go one by one when they are held.
 * `found` is waited for after each look into the store.
 */
const open = ({ holds = false, found = () => Promise.resolve() } = {}) => {
  const clock = new ManualClock()
  const checks: (() => void)[] = []
  let tokens = 0
  const store = openMemoryStore().tokens
  const setup = { password: 'open sesame', logInsAfter: -Infinity, programs: new Map([['hash of a program', 'bot']]) }
  const accounts = new Accounts({
    tokens: {
      add: (token) => store.add(token),
      find: async (hash) => {
        const token = await store.find(hash)
        await found()
        return token
      },
      remove: (hash) => store.remove(hash),
      prune: (now) => store.prune(now),
    },
    hasher: {
      hash: (password) => Promise.resolve(`hash of ${password}`),
      verify: async (hash, password) => {
        if (holds) await new Promise<void>((resolve) => checks.push(resolve))
        return hash === `hash of ${password}`
      },
    },
    clock,
    credentialOf: (username) =>
      username.toLowerCase() === 'ada'
        ? { organizationId: 'o', agentId: 'ada', passwordHash: `hash of ${setup.password}` }
        : undefined,
    logInsAfter: () => setup.logInsAfter,
    programOf: (hash) => {
      const agentId = setup.programs.get(hash)
      return agentId === undefined ? undefined : { organizationId: 'o', agentId }
    },
    newToken: () => `token ${(tokens += 1)}`,
    hashToken: (token) => `hash of ${token}`,
  })
  const right = () => accounts.logIn('ada', 'open sesame')
  return { accounts, clock, checks, right, setup }
}

describe('[A-2] logging in', () => {
  test('gives a token that lasts seven days', async () => {
    const { accounts, clock, right } = open()
    const outcome = await right()
    if (outcome.type !== 'logged-in') throw new Error('The log-in was refused.')
    const { token, expiresAt } = outcome.logIn
    expect(expiresAt).toBe(clock.now() + logInLastsMs)
    clock.advance(logInLastsMs - 1)
    expect(await accounts.identify(token)).toMatchObject({ organizationId: 'o', agentId: 'ada' })
    clock.advance(1)
    expect(await accounts.identify(token)).toBeUndefined()
  })

  test('refuses a wrong password and an unknown name alike', async () => {
    const { accounts } = open()
    expect(await accounts.logIn('ada', 'wrong')).toEqual(await accounts.logIn('nobody', 'open sesame'))
  })

  test('a token that was given back opens nothing', async () => {
    const { accounts, right } = open()
    const outcome = await right()
    if (outcome.type !== 'logged-in') throw new Error('The log-in was refused.')
    await accounts.logOut(outcome.logIn.token)
    expect(await accounts.identify(outcome.logIn.token)).toBeUndefined()
  })

  test('a token that is given back while it is looked up opens nothing afterwards', async () => {
    let letGo = (): void => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    const { accounts, right } = open({ found: () => held })
    const outcome = await right()
    if (outcome.type !== 'logged-in') throw new Error('The log-in was refused.')
    const { token } = outcome.logIn
    const asked = accounts.identify(token)
    await settled()
    await accounts.logOut(token)
    letGo()
    await asked
    expect(await accounts.identify(token)).toBeUndefined()
  })
})

test(`[A-2] ${checksAtOnceMax} passwords are checked at a time, and more are turned away`, async () => {
  const { checks, right } = open({ holds: true })
  const trying = Array.from({ length: checksAtOnceMax }, right)
  expect(await right()).toEqual({ type: 'too-many', retryAfterMs: 1000 })
  await expect.poll(() => checks.length).toBe(checksAtOnceMax)
  for (const letGo of checks) letGo()
  for (const outcome of await Promise.all(trying)) expect(outcome.type).toBe('logged-in')
  const later = right()
  await expect.poll(() => checks.length).toBe(checksAtOnceMax + 1)
  checks.at(-1)?.()
  expect((await later).type).toBe('logged-in')
})

describe('[A-25] what a log-in is worth', () => {
  test('is nothing from the instant on at which log-ins ended, also for one of that instant', async () => {
    const { accounts, clock, right, setup } = open()
    const outcome = await right()
    if (outcome.type !== 'logged-in') throw new Error('The right password was refused.')
    const { token } = outcome.logIn
    expect(await accounts.identify(token)).toMatchObject({ agentId: 'ada' })
    setup.logInsAfter = clock.now() - 1
    expect(await accounts.identify(token)).toMatchObject({ agentId: 'ada' })
    setup.logInsAfter = clock.now()
    expect(await accounts.identify(token)).toBeUndefined()
  })

  test('is nothing when the password was changed while it was checked', async () => {
    const { checks, right, setup } = open({ holds: true })
    const outcome = right()
    while (checks.length === 0) await Promise.resolve()
    setup.password = 'another'
    checks[0]?.()
    expect(await outcome).toEqual({ type: 'refused' })
  })
})

test('[A-26] a program’s token is its agent’s as long as it is there, however old', async () => {
  const { accounts, clock, setup } = open()
  clock.advance(10 * logInLastsMs)
  setup.logInsAfter = clock.now()
  expect(await accounts.identify('a program')).toEqual({ organizationId: 'o', agentId: 'bot' })
  setup.programs.clear()
  expect(await accounts.identify('a program')).toBeUndefined()
})
