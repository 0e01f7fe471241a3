/** A file as the source of a copy. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CopySource } from '../copy-ends.js'
import { StoreUnusableError } from '../errors.js'
import { openEnd, SqliteCopyEnd } from './copy-end.js'
import { fileName } from './open-database.js'

export class SqliteCopySource extends SqliteCopyEnd implements CopySource {
  /** Rejects as {@link openEnd} does, and when there is no file. */
  static async open(directory: string): Promise<SqliteCopySource> {
    if (!existsSync(join(directory, fileName)))
      throw new StoreUnusableError(`The data directory ${directory} holds no ${fileName}.`)
    return new SqliteCopySource(await openEnd(directory))
  }

  mark(newId: string): Promise<string> {
    return this.thread.call('markCopy', newId)
  }
}
