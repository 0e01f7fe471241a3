/** The file of a data directory as either end of a copy, which nobody else uses meanwhile. */
import type { Part } from '../copied-parts.js'
import type { CopyEnd, Page, Place } from '../copy-ends.js'
import { DatabaseThread } from './database-thread.js'
import { workerOptions } from './worker-options.js'

/**
 * Opens the file, which is made when it is missing and brought up to date. Rejects with `StoreInUseError`,
 * `StoreTooNewError` or `StoreUnusableError`.
 */
export const openEnd = (directory: string): Promise<DatabaseThread> =>
  DatabaseThread.start({ ...workerOptions({ directory }), purpose: 'copy' }, () => undefined)

export abstract class SqliteCopyEnd implements CopyEnd {
  protected readonly thread: DatabaseThread

  protected constructor(thread: DatabaseThread) {
    this.thread = thread
  }

  count({ name }: Part): Promise<number> {
    return this.thread.call('countPart', name)
  }

  read({ name }: Part, after: Place | undefined): Promise<Page | undefined> {
    return this.thread.call('readPart', { name, after })
  }

  close(): Promise<void> {
    return this.thread.close()
  }
}
