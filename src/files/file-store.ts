/**
 * The port behind which the bytes of visitors' files are kept. What a file is called and what is in it stands in its
 * chat's log; a file that no log tells of does not exist for anybody, and {@link FileStore.unconfirmed} finds it.
 */

/** A stored file's full name. Ids never hold a slash. */
export interface StoredFileName {
  readonly organizationId: string
  readonly chatId: string
  /** Given by the writer, new for each try, so that two tries never write into each other. */
  readonly uploadId: string
}

/** One string per stored file, for maps. */
export const storedFileKey = ({ organizationId, chatId, uploadId }: StoredFileName): string =>
  `${organizationId}/${chatId}/${uploadId}`

export interface FileStore {
  /**
   * Keeps a whole file; settles once it is durable. It is unconfirmed until {@link FileStore.confirm}. Rejects when the
   * name is taken, with `LogUnavailableError` when the store failed, and with `LogOverloadedError` when it is busy or away
   * for now; then nothing of it is ever read.
   */
  put(name: StoredFileName, bytes: Uint8Array): Promise<void>

  /** Notes that a log tells of the file. Settles once it is durable; confirming what is not there does nothing. */
  confirm(name: StoredFileName): Promise<void>

  /**
   * The file piece by piece, in order; `undefined` for one that is not there, or not whole. The pieces end with an
   * error when the file is removed meanwhile.
   */
  read(name: StoredFileName): Promise<AsyncIterable<Uint8Array> | undefined>

  /** Settles once it is durable; removing one that is not there does nothing. */
  remove(name: StoredFileName): Promise<void>

  /** Removes all files of a chat, confirmed or not. */
  removeChat(organizationId: string, chatId: string): Promise<void>

  /** Files, whole or not, that were never confirmed. Its cost does not grow with those that were. */
  unconfirmed(): Promise<readonly StoredFileName[]>
}
