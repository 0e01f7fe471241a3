import type { FileStore, StoredFileName } from '../../files/file-store.js'
import type { DatabaseThread } from './database-thread.js'

/**
 * How many bytes one transaction writes. Appends that come meanwhile wait for that one at most; measured in
 * docs/decisions/0016-files-in-the-database.md.
 */
export const chunkBytes = 65_536

/** The file store in a SQLite file. A file is many short transactions; between them the log commits. */
export class SqliteFileStore implements FileStore {
  readonly #thread: DatabaseThread

  constructor(thread: DatabaseThread) {
    this.#thread = thread
  }

  async put(name: StoredFileName, bytes: Uint8Array): Promise<void> {
    const file = await this.#thread.call('beginFile', plain(name))
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      // A copy of its own: handing a view to the thread would copy everything that it is a view of.
      const chunk = Uint8Array.from(bytes.subarray(at, at + chunkBytes))
      await this.#thread.call('addFileChunk', { file, number: at / chunkBytes, bytes: chunk })
    }
    await this.#thread.call('completeFile', file)
  }

  confirm(name: StoredFileName): Promise<void> {
    return this.#thread.call('confirmFile', plain(name))
  }

  async read(name: StoredFileName): Promise<AsyncIterable<Uint8Array> | undefined> {
    const found = await this.#thread.call('findFile', plain(name))
    return found && this.#pieces(found.file, found.chunks)
  }

  async *#pieces(file: number, chunks: number): AsyncGenerator<Uint8Array> {
    for (let number = 0; number < chunks; number += 1) {
      const bytes = await this.#thread.call('fileChunk', { file, number })
      if (bytes === undefined) throw new Error('The file was removed.')
      yield bytes
    }
  }

  async remove(name: StoredFileName): Promise<void> {
    while (await this.#thread.call('dropFile', plain(name)));
  }

  async removeChat(organizationId: string, chatId: string): Promise<void> {
    while (await this.#thread.call('dropFilesOfChat', { organizationId, chatId }));
  }

  unconfirmed(): Promise<readonly StoredFileName[]> {
    return this.#thread.call('unconfirmedFiles', undefined)
  }
}

/** Nothing but the name crosses to the thread. */
const plain = ({ organizationId, chatId, uploadId }: StoredFileName): StoredFileName => ({
  organizationId,
  chatId,
  uploadId,
})
