import { describe, expect, test } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { Accounts, checksAtOnceMax } from './accounts.js'
import { LogIns, logInLastsMs } from './log-ins.js'

const origin = { program: 'Firefox' }

/**
 * Accounts with two agents: Ada, whose password is `open sesame`, and Oda, who has none. `checks` are let go one by one
 * when they are held.
 */
const open = ({ holds = false } = {}) => {
  const clock = new ManualClock()
  const checks: (() => void)[] = []
  let tokens = 0
  const store = openMemoryStore().tokens
  const setup = {
    ...{ password: 'open sesame', isOdaThere: true, programs: new Map([['hash of a program', 'bot']]) },
    /** What others have changed comes in. */
    onRefresh: (): void => undefined,
  }
  const logIns = new LogIns({
    ...{ tokens: store, clock, countAfter: () => -Infinity },
    newToken: () => `token ${(tokens += 1)}`,
    hashToken: (token) => `hash of ${token}`,
    onError: (error) => expect.unreachable(String(error)),
  })
  const accounts = new Accounts({
    logIns,
    hasher: {
      hash: (password) => Promise.resolve(`hash of ${password}`),
      verify: async (hash, password) => {
        if (holds) await new Promise<void>((resolve) => checks.push(resolve))
        return hash === `hash of ${password}`
      },
    },
    credentialOf: (username) => {
      const agentId = username.toLowerCase()
      if (agentId === 'ada') return { organizationId: 'o', agentId, passwordHash: `hash of ${setup.password}` }
      return agentId === 'oda' && setup.isOdaThere
        ? { organizationId: 'o', agentId, passwordHash: undefined }
        : undefined
    },
    programOf: (hash) => {
      const agentId = setup.programs.get(hash)
      return agentId === undefined ? undefined : { organizationId: 'o', agentId }
    },
    newSecret: () => 'a secret',
    refresh: () => {
      setup.onRefresh()
      return Promise.resolve()
    },
  })
  const right = () => accounts.logIn('ada', 'open sesame', origin)
  return { accounts, logIns, clock, checks, right, setup }
}

describe('[A-2] logging in', () => {
  test('says whose the token is, and keeps where it was given', async () => {
    const { accounts, logIns, clock, right } = open()
    const outcome = await right()
    if (outcome.type !== 'logged-in') throw new Error('The log-in was refused.')
    expect(outcome.logIn.expiresAt).toBe(clock.now() + logInLastsMs)
    expect(await accounts.identify(outcome.logIn.token)).toMatchObject({ organizationId: 'o', agentId: 'ada' })
    const [kept] = await logIns.of({ organizationId: 'o', agentId: 'ada' })
    expect(kept?.origin).toEqual({ program: 'Firefox', way: 'password' })
  })

  test('refuses a wrong password, an unknown name and one without a password alike', async () => {
    const { accounts } = open()
    const wrong = await accounts.logIn('ada', 'wrong', origin)
    expect(wrong).toEqual({ type: 'refused' })
    expect(await accounts.logIn('nobody', 'open sesame', origin)).toEqual(wrong)
    // What a name without a password is compared with is a secret; even that opens nothing.
    for (const password of ['open sesame', 'a secret', 'undefined'])
      expect(await accounts.logIn('oda', password, origin)).toEqual(wrong)
  })
})

test('[A-90] whoever is vouched for needs no password', async () => {
  const { accounts, logIns } = open()
  for (const name of ['ada', 'oda']) {
    const logIn = await accounts.logInVouched(name, origin)
    expect(logIn).toMatchObject({ organizationId: 'o', agentId: name })
    const [kept] = await logIns.of({ organizationId: 'o', agentId: name })
    expect(kept?.origin).toEqual({ program: 'Firefox', way: 'provider' })
  }
  expect(await accounts.logInVouched('nobody', origin)).toBeUndefined()
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

test('[A-25] a log-in is refused when the password was changed while it was checked', async () => {
  const { checks, right, setup } = open({ holds: true })
  const outcome = right()
  while (checks.length === 0) await Promise.resolve()
  setup.password = 'another'
  checks[0]?.()
  expect(await outcome).toEqual({ type: 'refused' })
})

test('[A-25] a log-in is refused, and opens nothing, when another server changed the password before it was made', async () => {
  const { logIns, right, setup } = open()
  setup.onRefresh = () => (setup.password = 'another')
  expect(await right()).toEqual({ type: 'refused' })
  expect(await logIns.of({ organizationId: 'o', agentId: 'ada' })).toEqual([])
})

test('[A-90] whoever is vouched for and was deactivated meanwhile is not let in', async () => {
  const { accounts, logIns, setup } = open()
  setup.onRefresh = () => (setup.isOdaThere = false)
  expect(await accounts.logInVouched('oda', origin)).toBeUndefined()
  expect(await logIns.of({ organizationId: 'o', agentId: 'oda' })).toEqual([])
})

test('[A-26] a program’s token is its agent’s as long as it is there, however old', async () => {
  const { accounts, clock, setup } = open()
  clock.advance(10 * logInLastsMs)
  expect(await accounts.identify('a program')).toEqual({ organizationId: 'o', agentId: 'bot' })
  setup.programs.clear()
  expect(await accounts.identify('a program')).toBeUndefined()
})
