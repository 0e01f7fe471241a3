/** A lock per key, held by one at a time, in the order of asking. A key that nobody holds costs nothing. */
export class KeyedLocks {
  readonly #waiting = new Map<string, (() => void)[]>()

  /** How many keys are held. */
  get held(): number {
    return this.#waiting.size
  }

  /** Whether somebody has the lock. */
  isHeld(key: string): boolean {
    return this.#waiting.has(key)
  }

  /** Takes the lock when it is free this very moment. */
  tryAcquire(key: string): boolean {
    if (this.#waiting.has(key)) return false
    this.#waiting.set(key, [])
    return true
  }

  /** Settles when the lock is the caller's. */
  acquire(key: string): Promise<void> {
    const queue = this.#waiting.get(key)
    if (queue === undefined) {
      this.#waiting.set(key, [])
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      queue.push(resolve)
    })
  }

  /** Hands the lock to whoever asked next. */
  release(key: string): void {
    const queue = this.#waiting.get(key)
    if (queue === undefined) throw new Error(`Nobody holds the lock ${key}.`)
    const next = queue.shift()
    if (next) next()
    else this.#waiting.delete(key)
  }

  /** Takes several locks. The order is the same for everyone, so that two who ask never wait for each other. */
  async acquireAll(keys: readonly string[]): Promise<readonly string[]> {
    const sorted = [...new Set(keys)].sort()
    for (const key of sorted) if (!this.tryAcquire(key)) await this.acquire(key)
    return sorted
  }

  /** Releases what {@link acquireAll} took. */
  releaseAll(keys: readonly string[]): void {
    for (const key of keys) this.release(key)
  }
}
