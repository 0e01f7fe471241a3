/**
 * What every token store promises, as tests. A store's test file calls {@link tokenStoreContract} with a way to open it.
 */
import { describe, expect, onTestFinished, test } from 'vitest'
import type { StoredToken, TokenStore } from './token-store.js'

export interface OpenedTokens {
  readonly tokens: TokenStore
  /** Closes the store and opens it once more. Left out by stores that do not persist. */
  readonly reopen?: () => Promise<TokenStore>
  readonly dispose: () => Promise<void>
}

const token = (hash: string, expiresAt = 1000): StoredToken => ({
  hash,
  organizationId: 'org-1',
  agentId: `agent-of-${hash}`,
  expiresAt,
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
