/** The tables of visitors' files. Runs in the worker, in transactions that `database-calls.ts` makes. */
import type { StoredFileName } from '../../files/file-store.js'
import type { ChatName, FileChunk } from './messages.js'
import type { Database } from './open-database.js'

/** What `files.state` holds. */
const states = { partial: 0, whole: 1, confirmed: 2 } as const

/** How many chunks one transaction removes; every one gives some dozens of pages back. */
const chunksDroppedAtOnce = 8

export class StoredFiles {
  readonly #statements

  constructor(database: Database) {
    this.#statements = prepare(database)
  }

  /** The number under which chunks are added to a new file. Throws when the name is taken. */
  begin({ organizationId, chatId, uploadId }: StoredFileName): number {
    const { lastInsertRowid } = this.#statements.insert.run(organizationId, chatId, uploadId, states.partial)
    return Number(lastInsertRowid)
  }

  addChunk({ file, number, bytes }: FileChunk): void {
    this.#statements.insertChunk.run(file, number, bytes)
  }

  complete(file: number): void {
    this.#statements.setState.run(states.whole, file)
  }

  confirm({ organizationId, chatId, uploadId }: StoredFileName): void {
    this.#statements.confirm.run(states.confirmed, organizationId, chatId, uploadId, states.whole)
  }

  /** A whole file's number and how many chunks it has. */
  find({ organizationId, chatId, uploadId }: StoredFileName): { file: number; chunks: number } | undefined {
    return this.#statements.find.get(organizationId, chatId, uploadId, states.whole) as
      { file: number; chunks: number } | undefined
  }

  chunk({ file, number }: Omit<FileChunk, 'bytes'>): Uint8Array | undefined {
    return (this.#statements.chunk.get(file, number) as { bytes: Uint8Array } | undefined)?.bytes
  }

  /** Removes a part of a file, which is whole no longer; says whether there may be more of it. */
  drop({ organizationId, chatId, uploadId }: StoredFileName): boolean {
    return this.#drop(this.#statements.numberOf.get(organizationId, chatId, uploadId))
  }

  /** Removes a part of what a chat has; says whether there may be more. */
  dropOfChat({ organizationId, chatId }: ChatName): boolean {
    return (
      this.#drop(this.#statements.firstOfChat.get(organizationId, chatId)) || this.#hasFiles(organizationId, chatId)
    )
  }

  #hasFiles(organizationId: string, chatId: string): boolean {
    return this.#statements.firstOfChat.get(organizationId, chatId) !== undefined
  }

  #drop(row: unknown): boolean {
    if (row === undefined) return false
    const { file } = row as { file: number }
    this.#statements.setState.run(states.partial, file)
    const { changes } = this.#statements.dropChunks.run(file, chunksDroppedAtOnce)
    if (changes === chunksDroppedAtOnce) return true
    this.#statements.remove.run(file)
    return false
  }

  unconfirmed(): StoredFileName[] {
    return this.#statements.unconfirmed.all() as StoredFileName[]
  }
}

function prepare(database: Database) {
  const named = 'organization = ? AND chat = ? AND id = ?'
  return {
    insert: database.prepare('INSERT INTO files (organization, chat, id, state) VALUES (?, ?, ?, ?)'),
    insertChunk: database.prepare('INSERT INTO file_chunks (file, number, bytes) VALUES (?, ?, ?)'),
    setState: database.prepare('UPDATE files SET state = ? WHERE file = ?'),
    confirm: database.prepare(`UPDATE files SET state = ? WHERE ${named} AND state = ?`),
    numberOf: database.prepare(`SELECT file FROM files WHERE ${named}`),
    firstOfChat: database.prepare('SELECT file FROM files WHERE organization = ? AND chat = ? LIMIT 1'),
    find: database.prepare(
      `SELECT file, (SELECT count(*) FROM file_chunks WHERE file_chunks.file = files.file) AS chunks
       FROM files WHERE ${named} AND state >= ?`,
    ),
    chunk: database.prepare('SELECT bytes FROM file_chunks WHERE file = ? AND number = ?'),
    dropChunks: database.prepare(
      'DELETE FROM file_chunks WHERE rowid IN (SELECT rowid FROM file_chunks WHERE file = ? LIMIT ?)',
    ),
    remove: database.prepare('DELETE FROM files WHERE file = ?'),
    unconfirmed: database.prepare(
      `SELECT organization AS organizationId, chat AS chatId, id AS uploadId FROM files WHERE state < ${states.confirmed}`,
    ),
  }
}
