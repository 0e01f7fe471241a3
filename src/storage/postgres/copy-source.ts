/** A database as the source of a copy, which nobody else uses meanwhile. */
import type { Part } from '../copied-parts.js'
import { copyBookmark, type CopySource, type Page, type Place } from '../copy-ends.js'
import { StoreUnusableError } from '../errors.js'
import { countRows, readRows } from './copied-rows.js'
import { migrate } from './migrate.js'
import { hasUnfinishedCopy, openAlone, type FitOptions } from './open-fit.js'
import type { Session } from './sessions.js'

export class PostgresCopySource implements CopySource {
  readonly #session: Session

  private constructor(session: Session) {
    this.#session = session
  }

  /**
   * Connects, keeps everybody else out and brings the tables up to date. Rejects with {@link StoreUnusableError}, also
   * while anybody uses the database, or with `StoreTooNewError`.
   */
  static async open(options: FitOptions): Promise<PostgresCopySource> {
    const session = await openAlone(options)
    try {
      if (await hasUnfinishedCopy(session))
        throw new StoreUnusableError('A copy into the database was not finished, so that it cannot be copied itself.')
      await migrate(session.client)
      return new PostgresCopySource(session)
    } catch (error) {
      session.cut()
      throw error
    }
  }

  async mark(newId: string): Promise<string> {
    const { client } = this.#session
    await client.query('INSERT INTO parley.bookmarks (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING', [
      copyBookmark,
      newId,
    ])
    const { rows } = await client.query<{ value: string }>('SELECT value FROM parley.bookmarks WHERE name = $1', [
      copyBookmark,
    ])
    return rows[0]?.value ?? newId
  }

  count(part: Part): Promise<number> {
    return countRows(this.#session.client, part)
  }

  read(part: Part, after: Place | undefined): Promise<Page | undefined> {
    return readRows(this.#session.client, part, after)
  }

  async close(): Promise<void> {
    await this.#session.client.end()
  }
}
