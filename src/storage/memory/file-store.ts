import { storedFileKey, type FileStore, type StoredFileName } from '../../files/file-store.js'

/** How many bytes are handed out at a time, as by a store that reads from a disk. */
const pieceBytes = 65_536

interface StoredFile {
  readonly name: StoredFileName
  readonly bytes: Uint8Array
  confirmed: boolean
}

/** The file store without a disk, for tests and try-outs. */
export class MemoryFileStore implements FileStore {
  readonly #files = new Map<string, StoredFile>()

  put({ organizationId, chatId, uploadId }: StoredFileName, bytes: Uint8Array): Promise<void> {
    const name = { organizationId, chatId, uploadId }
    const key = storedFileKey(name)
    if (this.#files.has(key)) return Promise.reject(new Error('There is a file of that name.'))
    this.#files.set(key, { name, bytes: Uint8Array.from(bytes), confirmed: false })
    return Promise.resolve()
  }

  confirm(name: StoredFileName): Promise<void> {
    const file = this.#files.get(storedFileKey(name))
    if (file) file.confirmed = true
    return Promise.resolve()
  }

  read(name: StoredFileName): Promise<AsyncIterable<Uint8Array> | undefined> {
    const file = this.#files.get(storedFileKey(name))
    return Promise.resolve(file && this.#pieces(storedFileKey(name), file))
  }

  // A store on a disk waits between pieces, and so must whoever reads this one.
  async *#pieces(key: string, file: StoredFile): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < file.bytes.length; at += pieceBytes) {
      await Promise.resolve()
      if (this.#files.get(key) !== file) throw new Error('The file was removed.')
      yield file.bytes.slice(at, at + pieceBytes)
    }
  }

  remove(name: StoredFileName): Promise<void> {
    this.#files.delete(storedFileKey(name))
    return Promise.resolve()
  }

  removeChat(organizationId: string, chatId: string): Promise<void> {
    for (const [key, { name }] of this.#files) {
      if (name.organizationId === organizationId && name.chatId === chatId) this.#files.delete(key)
    }
    return Promise.resolve()
  }

  unconfirmed(): Promise<readonly StoredFileName[]> {
    return Promise.resolve([...this.#files.values()].filter(({ confirmed }) => !confirmed).map(({ name }) => name))
  }
}
