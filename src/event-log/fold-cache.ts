/** Streams held folded in memory: every living one that was read, and the newest of the others. */

/** A stream's state at a version, as durable. */
export interface Fold {
  readonly state: unknown
  readonly version: number
  /** How many events came after the snapshot that the log keeps. */
  readonly sinceSnapshot: number
  /** The largest place among the types of its events; see `EventTypes`. */
  readonly newestType: number
}

/** How many streams that ended, or never live in the log's sense, are kept folded. */
export const restingFoldsMax = 10_000

export class FoldCache {
  readonly #open = new Map<string, Fold>()
  readonly #resting = new Map<string, Fold>()

  /** How many living streams are held. */
  get openCount(): number {
    return this.#open.size
  }

  get(key: string): Fold | undefined {
    return this.#open.get(key) ?? this.#resting.get(key)
  }

  delete(key: string): void {
    this.#open.delete(key)
    this.#resting.delete(key)
  }

  /** Keeps the fold in place of an older one. One that is not `open` goes once {@link restingFoldsMax} newer ones came. */
  set(key: string, fold: Fold, open: boolean): void {
    this.#resting.delete(key)
    if (open) {
      this.#open.set(key, fold)
      return
    }
    this.#open.delete(key)
    this.#resting.set(key, fold)
    if (this.#resting.size > restingFoldsMax) {
      const oldest = this.#resting.keys().next()
      if (!oldest.done) this.#resting.delete(oldest.value)
    }
  }
}
