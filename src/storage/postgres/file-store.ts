import { LogAwayError, LogUnavailableError } from '../../event-log/event-log.js'
import type { FileStore, StoredFileName } from '../../files/file-store.js'
import { isLost } from './failures.js'
import type { Queries } from './queries.js'
import { restored, storable } from './storable-text.js'

/** How many bytes one transaction writes, and one query reads. */
const chunkBytes = 65_536
/** How many chunks one transaction removes. */
const chunksDroppedAtOnce = 64

/** What `files.state` holds. */
const states = { partial: 0, whole: 1, confirmed: 2 } as const

const named = 'organization = $1 AND chat = $2 AND id = $3'

const textsOf = ({ organizationId, chatId, uploadId }: StoredFileName): string[] =>
  [organizationId, chatId, uploadId].map(storable)

/** The file store in PostgreSQL. A file is many short transactions on another connection than commits use. */
export class PostgresFileStore implements FileStore {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  async put(name: StoredFileName, bytes: Uint8Array): Promise<void> {
    try {
      await this.#put(name, bytes)
    } catch (error) {
      // What is not whole is never read, so that a file cut short by a lost connection counts as not written.
      const wasLost = error instanceof LogUnavailableError && error.cause !== undefined && isLost(error.cause)
      throw wasLost ? new LogAwayError('The database was lost.', { cause: error.cause }) : error
    }
  }

  async #put(name: StoredFileName, bytes: Uint8Array): Promise<void> {
    // What was handed in may be changed while this waits.
    const kept = Buffer.from(bytes)
    const [row] = await this.#queries.write<{ file: number }>(
      {
        text: `INSERT INTO parley.files (organization, chat, id, state) VALUES ($1, $2, $3, ${states.partial})
               RETURNING file`,
      },
      textsOf(name),
    )
    const file = row?.file ?? 0
    for (let at = 0; at < kept.length; at += chunkBytes)
      await this.#queries.write(
        { name: 'add-chunk', text: 'INSERT INTO parley.file_chunks (file, number, bytes) VALUES ($1, $2, $3)' },
        [file, at / chunkBytes, kept.subarray(at, at + chunkBytes)],
      )
    await this.#queries.write({ text: `UPDATE parley.files SET state = ${states.whole} WHERE file = $1` }, [file])
  }

  async confirm(name: StoredFileName): Promise<void> {
    const text = `UPDATE parley.files SET state = ${states.confirmed} WHERE ${named} AND state = ${states.whole}`
    await this.#queries.write({ text }, textsOf(name))
  }

  async read(name: StoredFileName): Promise<AsyncIterable<Uint8Array> | undefined> {
    const [found] = await this.#queries.rows<{ file: number; chunks: number }>(
      {
        text: `SELECT file, (SELECT count(*) FROM parley.file_chunks c WHERE c.file = f.file) AS chunks
               FROM parley.files f WHERE ${named} AND state >= ${states.whole}`,
      },
      textsOf(name),
    )
    return found && this.#pieces(found.file, found.chunks)
  }

  async *#pieces(file: number, chunks: number): AsyncGenerator<Uint8Array> {
    for (let number = 0; number < chunks; number += 1) {
      const [chunk] = await this.#queries.rows<{ bytes: Buffer }>(
        { name: 'chunk', text: 'SELECT bytes FROM parley.file_chunks WHERE file = $1 AND number = $2' },
        [file, number],
      )
      if (chunk === undefined) throw new Error('The file was removed.')
      yield chunk.bytes
    }
  }

  async remove(name: StoredFileName): Promise<void> {
    const [row] = await this.#queries.rows<{ file: number }>(
      { text: `SELECT file FROM parley.files WHERE ${named}` },
      textsOf(name),
    )
    if (row !== undefined) await this.#drop(row.file)
  }

  async removeChat(organizationId: string, chatId: string): Promise<void> {
    const rows = await this.#queries.rows<{ file: number }>(
      { text: 'SELECT file FROM parley.files WHERE organization = $1 AND chat = $2' },
      [organizationId, chatId].map(storable),
    )
    for (const { file } of rows) await this.#drop(file)
  }

  /** The file is whole no longer, then its chunks go piece by piece, then its name. */
  async #drop(file: number): Promise<void> {
    await this.#queries.write({ text: `UPDATE parley.files SET state = ${states.partial} WHERE file = $1` }, [file])
    for (;;) {
      const dropped = await this.#queries.write(
        {
          text: `DELETE FROM parley.file_chunks WHERE file = $1 AND number IN
                   (SELECT number FROM parley.file_chunks WHERE file = $1 ORDER BY number LIMIT ${chunksDroppedAtOnce})
                 RETURNING number`,
        },
        [file],
      )
      if (dropped.length < chunksDroppedAtOnce) break
    }
    await this.#queries.write({ text: 'DELETE FROM parley.files WHERE file = $1' }, [file])
  }

  async unconfirmed(): Promise<readonly StoredFileName[]> {
    const rows = await this.#queries.rows<{ organization: string; chat: string; id: string }>({
      text: `SELECT organization, chat, id FROM parley.files WHERE state < ${states.confirmed}`,
    })
    return rows.map(({ organization, chat, id }) => ({
      ...{ organizationId: restored(organization), chatId: restored(chat), uploadId: restored(id) },
    }))
  }
}
