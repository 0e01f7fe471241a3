/** A file as the source of a copy, which nobody else uses meanwhile. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Part } from '../copied-parts.js'
import type { CopySource, Page, Place } from '../copy-ends.js'
import { StoreUnusableError } from '../errors.js'
import { DatabaseThread } from './database-thread.js'
import { fileName } from './open-database.js'
import { workerOptions } from './worker-options.js'

export class SqliteCopySource implements CopySource {
  readonly #thread: DatabaseThread

  private constructor(thread: DatabaseThread) {
    this.#thread = thread
  }

  /**
   * Opens the file of a data directory, which is brought up to date by that. Rejects with `StoreInUseError`,
   * `StoreTooNewError` or {@link StoreUnusableError}.
   */
  static async open(directory: string): Promise<SqliteCopySource> {
    if (!existsSync(join(directory, fileName)))
      throw new StoreUnusableError(`The data directory ${directory} holds no ${fileName}.`)
    const options = { ...workerOptions({ directory }), purpose: 'copy' } as const
    return new SqliteCopySource(await DatabaseThread.start(options, () => undefined))
  }

  mark(newId: string): Promise<string> {
    return this.#thread.call('markCopy', newId)
  }

  count({ name }: Part): Promise<number> {
    return this.#thread.call('countPart', name)
  }

  read({ name }: Part, after: Place | undefined): Promise<Page | undefined> {
    return this.#thread.call('readPart', { name, after })
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}
