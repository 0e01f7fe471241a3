import type { StoredToken, TokenStore } from '../../accounts/token-store.js'
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

  async remove(hash: string): Promise<void> {
    this.#tokens.delete(hash)
    return Promise.resolve()
  }

  async prune(now: Instant): Promise<void> {
    for (const [hash, { expiresAt }] of this.#tokens) if (expiresAt < now) this.#tokens.delete(hash)
    return Promise.resolve()
  }
}
