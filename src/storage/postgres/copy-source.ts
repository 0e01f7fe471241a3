/** A database as the source of a copy. */
import { copyBookmark, type CopySource } from '../copy-ends.js'
import { StoreUnusableError } from '../errors.js'
import { openEnd, PostgresCopyEnd } from './copy-end.js'
import { hasUnfinishedCopy, type FitOptions } from './open-fit.js'
import type { Session } from './sessions.js'

const refuseUnfinished = async (session: Session): Promise<void> => {
  if (await hasUnfinishedCopy(session))
    throw new StoreUnusableError('A copy into the database was not finished, so that it cannot be copied itself.')
}

export class PostgresCopySource extends PostgresCopyEnd implements CopySource {
  /** Rejects as {@link openEnd} does. */
  static async open(options: FitOptions): Promise<PostgresCopySource> {
    return new PostgresCopySource(await openEnd(options, refuseUnfinished))
  }

  async mark(newId: string): Promise<string> {
    const { client } = this.session
    await client.query('INSERT INTO parley.bookmarks (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING', [
      copyBookmark,
      newId,
    ])
    const { rows } = await client.query<{ value: string }>('SELECT value FROM parley.bookmarks WHERE name = $1', [
      copyBookmark,
    ])
    return rows[0]?.value ?? newId
  }
}
