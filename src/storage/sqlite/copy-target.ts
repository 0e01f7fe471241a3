/** A data directory as the target of a copy: empty at first, and nobody's but the copy's until it is whole. */
import type { Part } from '../copied-parts.js'
import type { CopyState, CopyTarget, Page, Place } from '../copy-ends.js'
import { StoreUnusableError } from '../errors.js'
import { openEnd, SqliteCopyEnd } from './copy-end.js'

export class SqliteCopyTarget extends SqliteCopyEnd implements CopyTarget {
  /** Rejects as {@link openEnd} does. */
  static async open(directory: string): Promise<SqliteCopyTarget> {
    return new SqliteCopyTarget(await openEnd(directory))
  }

  async begin(id: string, anew: boolean): Promise<CopyState> {
    const beginning = await this.thread.call('beginCopy', { id, anew })
    if (typeof beginning === 'string') return beginning
    throw new StoreUnusableError(
      beginning.refused === 'other copy'
        ? 'The data directory holds a part of another copy, or its source was used since. Run the copy with --anew to remove it and begin again.'
        : `The data directory is not empty (${beginning.filled.join(', ')}). A copy is made into an empty one only.`,
    )
  }

  placeOf({ name }: Part): Promise<Place | undefined> {
    return this.thread.call('placeOfCopy', name)
  }

  write({ name }: Part, page: Page): Promise<void> {
    return this.thread.call('writePart', { name, page })
  }

  finish(): Promise<void> {
    return this.thread.call('finishCopy', undefined)
  }
}
