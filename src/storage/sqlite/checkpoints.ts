/**
 * When the write-ahead log is copied into the file. Between two such copies nothing writes to the file, and right after
 * one it holds everything; so whoever wants a copy of it has the next one wait. Runs in the worker.
 */
import type { Database } from './open-database.js'
import { codeOf, resultCodes } from './result-codes.js'

/**
 * The write-ahead log is copied into the file whenever it has grown to this many pages (4 kB each). Commits wait while
 * it is copied: more pages make longer pauses, fewer make more pauses and copy the same pages more often.
 */
const pagesMax = 500

export class Checkpoints {
  readonly #measure
  readonly #copy
  readonly #heldPagesMax: number
  #held = false

  /** `heldPagesMax`: how far the log may grow while the file is held. */
  constructor(database: Database, heldPagesMax: number) {
    this.#measure = database.prepare('PRAGMA wal_checkpoint(NOOP)')
    this.#copy = database.prepare('PRAGMA wal_checkpoint(PASSIVE)')
    this.#heldPagesMax = heldPagesMax
  }

  /** Copies the log once it is long enough. */
  tidy(): void {
    const { log } = this.#measure.get() as { log: number }
    if (log < (this.#held ? this.#heldPagesMax : pagesMax)) return
    this.#held = false
    try {
      this.#copy.get()
    } catch (error) {
      // The log stays as it is, complete and durable; with room on the disk a later call will copy it.
      if (codeOf(error) !== resultCodes.full) throw error
    }
  }

  /** From now on the file holds everything up to now and does not change. False when it is held, or cannot be now. */
  hold(): boolean {
    if (this.#held) return false
    const { log, checkpointed } = this.#copy.get() as { log: number; checkpointed: number }
    this.#held = log === checkpointed
    return this.#held
  }

  /** The file may change again. Whether it has not until now. */
  release(): boolean {
    const wasHeld = this.#held
    this.#held = false
    return wasHeld
  }
}
