import { listedTokensMax, type StoredToken, type TokenStore } from '../../accounts/token-store.js'
import type { Instant } from '../../lib/clock.js'

/** The token store without a disk, for tests and try-outs. */
export class MemoryTokenStore implements TokenStore {
  readonly #tokens = new Map<string, StoredToken>()

  async add(token: StoredToken): Promise<void> {
    this.#tokens.set(token.hash, { ...token })
    return Promise.resolve()
  }

  async find(hash: string): Promise<StoredToken | undefined> {
    return Promise.resolve(this.#tokens.get(hash))
  }

  async ofAgent(organizationId: string, agentId: string): Promise<readonly StoredToken[]> {
    const tokens = this.#of(organizationId, agentId).sort((a, b) => b.expiresAt - a.expiresAt)
    return Promise.resolve(tokens.slice(0, listedTokensMax))
  }

  async seen(hash: string, at: Instant): Promise<void> {
    const token = this.#tokens.get(hash)
    if (token !== undefined && token.seenAt < at) this.#tokens.set(hash, { ...token, seenAt: at })
    return Promise.resolve()
  }

  async remove(hash: string): Promise<void> {
    this.#tokens.delete(hash)
    return Promise.resolve()
  }

  async removeOthers(organizationId: string, agentId: string, kept: string): Promise<readonly string[]> {
    const hashes = this.#of(organizationId, agentId).flatMap(({ hash }) => (hash === kept ? [] : [hash]))
    for (const hash of hashes) this.#tokens.delete(hash)
    return Promise.resolve(hashes)
  }

  async removeOlder(organizationId: string, agentId: string, expiresAt: Instant): Promise<readonly string[]> {
    const older = this.#of(organizationId, agentId).filter((token) => token.expiresAt < expiresAt)
    for (const { hash } of older) this.#tokens.delete(hash)
    return Promise.resolve(older.map(({ hash }) => hash))
  }

  async prune(now: Instant): Promise<void> {
    for (const [hash, { expiresAt }] of this.#tokens) if (expiresAt < now) this.#tokens.delete(hash)
    return Promise.resolve()
  }

  #of(organizationId: string, agentId: string): StoredToken[] {
    return [...this.#tokens.values()].filter(
      (token) => token.organizationId === organizationId && token.agentId === agentId,
    )
  }
}
