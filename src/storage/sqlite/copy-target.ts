/** A data directory as the target of a copy: empty at first, and nobody's but the copy's until it is whole. */
import type { Part } from '../copied-parts.js'
import type { CopyState, CopyTarget, Page, Place } from '../copy-ends.js'
import { StoreUnusableError } from '../errors.js'
import { DatabaseThread } from './database-thread.js'
import { workerOptions } from './worker-options.js'

export class SqliteCopyTarget implements CopyTarget {
  readonly #thread: DatabaseThread

  private constructor(thread: DatabaseThread) {
    this.#thread = thread
  }

  /**
   * Opens the file of a data directory, both of which are made when they are missing. Rejects with `StoreInUseError`,
   * `StoreTooNewError` or {@link StoreUnusableError}.
   */
  static async open(directory: string): Promise<SqliteCopyTarget> {
    const options = { ...workerOptions({ directory }), purpose: 'copy' } as const
    return new SqliteCopyTarget(await DatabaseThread.start(options, () => undefined))
  }

  async begin(id: string, anew: boolean): Promise<CopyState> {
    const beginning = await this.#thread.call('beginCopy', { id, anew })
    if (typeof beginning === 'string') return beginning
    throw new StoreUnusableError(
      beginning.refused === 'other copy'
        ? 'The data directory holds a part of another copy, or its source was used since. Run the copy with --anew to remove it and begin again.'
        : `The data directory is not empty (${beginning.filled.join(', ')}). A copy is made into an empty one only.`,
    )
  }

  placeOf({ name }: Part): Promise<Place | undefined> {
    return this.#thread.call('placeOfCopy', name)
  }

  write({ name }: Part, page: Page): Promise<void> {
    return this.#thread.call('writePart', { name, page })
  }

  count({ name }: Part): Promise<number> {
    return this.#thread.call('countPart', name)
  }

  read({ name }: Part, after: Place | undefined): Promise<Page | undefined> {
    return this.#thread.call('readPart', { name, after })
  }

  finish(): Promise<void> {
    return this.#thread.call('finishCopy', undefined)
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}
