/**
 * What every token store promises, as tests. A store's test file calls {@link tokenStoreContract} with a way to open it.
 */
import { describe, expect, onTestFinished, test } from 'vitest'
import { listedTokensMax, type StoredToken, type TokenStore } from './token-store.js'

export interface OpenedTokens {
  readonly tokens: TokenStore
  /** Closes the store and opens it once more. Left out by stores that do not persist. */
  readonly reopen?: () => Promise<TokenStore>
  readonly dispose: () => Promise<void>
}

const origin = { program: 'Firefox', system: 'Linux', address: '203.0.113.7', way: 'password' } as const

const token = (hash: string, expiresAt = 1000): StoredToken => ({
  ...{ hash, organizationId: 'org-1', agentId: `agent-of-${hash}`, expiresAt, seenAt: 1, origin },
})

/** Registers the contract's tests under `name`; `open` is called once per test. */
export function tokenStoreContract(
  name: string,
  open: () => Promise<OpenedTokens>,
  { persists }: { persists: boolean },
): void {
  const opened = async () => {
    const harness = await open()
    onTestFinished(() => harness.dispose())
    return harness
  }

  describe(name, () => {
    test('[T-1] a token is found by its hash until it is removed', async () => {
      const { tokens } = await opened()
      expect(await tokens.find('a')).toBeUndefined()
      await tokens.add(token('a'))
      await tokens.add({ ...token('b'), organizationId: 'org-2' })
      expect(await tokens.find('a')).toEqual(token('a'))
      expect(await tokens.find('b')).toEqual({ ...token('b'), organizationId: 'org-2' })
      await tokens.remove('a')
      expect(await tokens.find('a')).toBeUndefined()
      expect(await tokens.find('b')).toBeDefined()
    })

    test('[T-2] removing one that is not there does nothing', async () => {
      const { tokens } = await opened()
      await tokens.add(token('a'))
      await tokens.remove('b')
      await tokens.remove('b')
      expect(await tokens.find('a')).toEqual(token('a'))
    })

    test('[T-3] prune drops what expired before now and nothing else', async () => {
      const { tokens } = await opened()
      for (const expiresAt of [999, 1000, 1001]) await tokens.add(token(`until-${expiresAt}`, expiresAt))
      expect(await tokens.find('until-999')).toEqual(token('until-999', 999))
      await tokens.prune(1000)
      expect(await tokens.find('until-999')).toBeUndefined()
      expect(await tokens.find('until-1000')).toEqual(token('until-1000', 1000))
      expect(await tokens.find('until-1001')).toEqual(token('until-1001', 1001))
    })

    test('[T-5] an agent’s tokens are found, those that expire last first, and nobody else’s', async () => {
      const { tokens } = await opened()
      const ada = { agentId: 'ada' }
      const mine = [token('a', 1000), token('b', 3000), token('c', 2000)].map((one) => ({ ...one, ...ada }))
      for (const one of mine) await tokens.add(one)
      await tokens.add({ ...token('d'), ...ada, organizationId: 'org-2' })
      await tokens.add({ ...token('e'), agentId: 'ben' })
      expect(await tokens.ofAgent('org-1', 'ada')).toEqual([mine[1], mine[2], mine[0]])
      expect(await tokens.ofAgent('org-1', 'nobody')).toEqual([])
    })

    test(`[T-5] of an agent’s tokens the last ${listedTokensMax} are found`, async () => {
      const { tokens } = await opened()
      const all = Array.from({ length: listedTokensMax + 2 }, (_, number) => number)
      await Promise.all(all.map((number) => tokens.add({ ...token(`t-${number}`, 1000 + number), agentId: 'ada' })))
      const found = await tokens.ofAgent('org-1', 'ada')
      expect(found.map(({ expiresAt }) => expiresAt)).toEqual(
        all
          .map((number) => 1000 + number)
          .reverse()
          .slice(0, -2),
      )
    })

    test('[T-6] when a token was used last is kept, and only goes on', async () => {
      const { tokens } = await opened()
      await tokens.add({ ...token('a'), origin: {} })
      await tokens.add(token('b'))
      await tokens.seen('a', 500)
      await tokens.seen('a', 400)
      await tokens.seen('nobody', 500)
      expect(await tokens.find('a')).toEqual({ ...token('a'), origin: {}, seenAt: 500 })
      expect(await tokens.find('b')).toEqual(token('b'))
      expect(await tokens.find('nobody')).toBeUndefined()
    })

    test('[T-7] all of an agent’s tokens but one are removed, and nobody else’s', async () => {
      const { tokens } = await opened()
      for (const hash of ['a', 'b', 'c']) await tokens.add({ ...token(hash), agentId: 'ada' })
      await tokens.add({ ...token('d'), agentId: 'ada', organizationId: 'org-2' })
      await tokens.add({ ...token('e'), agentId: 'ben' })
      expect([...(await tokens.removeOthers('org-1', 'ada', 'b'))].sort()).toEqual(['a', 'c'])
      expect(await tokens.removeOthers('org-1', 'ada', 'b')).toEqual([])
      const left = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((hash) => tokens.find(hash)))
      expect(left.map((one) => one?.hash)).toEqual([undefined, 'b', undefined, 'd', 'e'])
    })

    test('[T-8] an agent’s tokens that expire before some time are removed, and nobody else’s', async () => {
      const { tokens } = await opened()
      for (const expiresAt of [999, 1000, 1001])
        await tokens.add({ ...token(`${expiresAt}`, expiresAt), agentId: 'ada' })
      await tokens.add({ ...token('d', 1), agentId: 'ada', organizationId: 'org-2' })
      await tokens.add({ ...token('e', 1), agentId: 'ben' })
      expect(await tokens.removeOlder('org-1', 'ada', 1000)).toEqual(['999'])
      expect(await tokens.removeOlder('org-1', 'ada', 1000)).toEqual([])
      const left = await Promise.all(['999', '1000', '1001', 'd', 'e'].map((hash) => tokens.find(hash)))
      expect(left.map((one) => one?.hash)).toEqual([undefined, '1000', '1001', 'd', 'e'])
    })

    if (!persists) return

    test('[T-4] it has its tokens back when it is opened again', async () => {
      const { tokens, reopen } = await opened()
      if (!reopen) throw new Error('A store that persists can be opened again.')
      await Promise.all([tokens.add(token('a')), tokens.add(token('b')), tokens.remove('b'), tokens.add(token('c', 1))])
      await tokens.prune(500)
      const again = await reopen()
      expect(await again.find('a')).toEqual(token('a'))
      expect(await again.find('b')).toBeUndefined()
      expect(await again.find('c')).toBeUndefined()
    })
  })
}
