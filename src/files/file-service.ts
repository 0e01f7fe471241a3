/**
 * Files that visitors send: asked for by the agent in charge, stored, and only then told of. The bytes come first: what
 * the chat's log does not tell of is never served, and is removed.
 */
import { ChatError } from '../chat/chat-error.js'
import type { ChatEvent, FileDescription, FileFailure } from '../chat/chat-events.js'
import type { Chat, FileRequest, ReceivedFile, RequestedChat } from '../chat/chat.js'
import { chatRef, type ChatRef } from '../chat/chat-service.js'
import { withRules } from '../chat/extras-rules.js'
import { cancelFile, failFile, receiveFile, requestFile, requireFileRequest } from '../chat/file-rules.js'
import { maskText } from '../chat/mask-content.js'
import type { Masks } from '../chat/masks.js'
import { takeIn } from '../chat/take-in.js'
import type { Ledger } from '../event-log/ledger.js'
import type { PatientLedger } from '../event-log/patient-ledger.js'
import type { Ids } from '../lib/ids.js'
import { cleanFileName } from './file-name.js'
import type { FileStore, StoredFileName } from './file-store.js'
import { UploadPlaces } from './upload-places.js'

/** What came in for a request: a file, or the reason why there is none. */
export type Arrival =
  | { readonly type: 'file'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly type: 'failure'; readonly reason: FileFailure }

/** What is in a file, judged by its bytes alone: a media type, `application/octet-stream` when nothing is known. */
export type ContentJudge = (bytes: Uint8Array) => string

/** What is waited with, and how. */
export type Patience = Pick<PatientLedger, 'patiently' | 'refresh' | 'transact'>

export class FileService {
  readonly #ledger: Ledger
  readonly #patient: Patience
  readonly #store: FileStore
  readonly #ids: Ids
  readonly #judge: ContentJudge
  readonly #masks: Masks
  readonly #onError: (error: unknown) => void
  readonly #places = new UploadPlaces()

  constructor(options: {
    ledger: Ledger
    /** The same for what a visitor sends, where a request waits for a store that is busy or away. */
    patient: Patience
    store: FileStore
    ids: Ids
    judge: ContentJudge
    /** The rules against sensitive data. */
    masks: Masks
    /** Told of what failed behind an answer that is right all the same. */
    onError: (error: unknown) => void
  }) {
    this.#ledger = options.ledger
    this.#patient = options.patient
    this.#store = options.store
    this.#ids = options.ids
    this.#judge = options.judge
    this.#masks = options.masks
    this.#onError = options.onError
  }

  /** How many uploads are under way. */
  get coming(): number {
    return this.#places.taken
  }

  /** The agent in charge asks for a file. Durable when this settles. Throws {@link ChatError}. */
  async request(ref: ChatRef, agentId: string): Promise<FileRequest> {
    const fileId = this.#ids.uuid()
    await this.#append(ref, (chat) => requestFile(chat, agentId, fileId))
    return { fileId, agentId }
  }

  /** The agent in charge withdraws a request; one that is over is left as it is. Throws {@link ChatError}. */
  cancel(ref: ChatRef, agentId: string, fileId: string): Promise<void> {
    return this.#append(ref, (chat) => cancelFile(chat, agentId, fileId))
  }

  /** The bytes of a file the chat has, piece by piece; `undefined` when they are not kept any more. */
  async open(chat: RequestedChat, { uploadId }: ReceivedFile): Promise<AsyncIterable<Uint8Array> | undefined> {
    return uploadId === undefined ? undefined : this.#store.read(storedName(chat, uploadId))
  }

  /**
   * Takes what the visitor sends for a request; `receive` is called once the request is known to be open and brings it
   * in. Settles when the file is durable and told of, or with why it is not, which the request's end says too. Throws
   * `no-file-request` when the request is not open, or not any more; `UploadsBusyError` when too much comes in at once;
   * and what `receive` throws, which changes nothing.
   */
  take(ref: ChatRef, fileId: string, receive: () => Promise<Arrival>): Promise<'received' | FileFailure> {
    return this.#places.during(fileId, async () => {
      requireFileRequest((await this.#patient.refresh(ref)).state, fileId)
      const arrival = await receive()
      if (arrival.type === 'failure') return await this.#fail(ref, fileId, arrival.reason)
      if (arrival.bytes.length === 0) return await this.#fail(ref, fileId, 'empty')
      return await this.#keep(ref, fileId, arrival.name, arrival.bytes)
    })
  }

  /** What a crash may have left behind: files that were stored, or half stored, and are not known to be told of. */
  unsettled(): Promise<readonly StoredFileName[]> {
    return this.#store.unconfirmed()
  }

  /** Removes of these what no log tells of. Nobody may be storing them any more. */
  async cleanUp(names: readonly StoredFileName[]): Promise<void> {
    for (const name of names) await this.#settle(name)
  }

  async #keep(ref: ChatRef, fileId: string, givenName: string, bytes: Uint8Array): Promise<'received' | FileFailure> {
    const { organizationId } = ref.name
    let name: StoredFileName
    try {
      name = await this.#patient.patiently(() => this.#put(ref, bytes))
    } catch (error) {
      this.#onError(error)
      return this.#fail(ref, fileId, 'not-kept')
    }
    const { content, rules } = takeIn(this.#masks, organizationId, 'visitor', cleanFileName(givenName), maskText)
    const file: FileDescription = {
      // What a rule puts in, or leaves, is a name only once it is clean again.
      name: cleanFileName(content),
      contentType: this.#judge(bytes),
      bytes: bytes.length,
    }
    try {
      const received = (chat: Chat) => withRules(receiveFile(chat, fileId, name.uploadId, file), 'visitor', rules)
      await this.#patient.transact([ref], ([chat]) => ({ events: [received(chat)], result: undefined }))
    } catch (error) {
      // An append that failed may have been written all the same: the log decides what becomes of the bytes.
      if (await this.#settle(name)) return 'received'
      throw error
    }
    await this.#store.confirm(name).catch(this.#onError)
    return 'received'
  }

  /** Stores bytes under a name of their own, or nothing that is ever read. */
  async #put({ name: { organizationId, id: chatId } }: ChatRef, bytes: Uint8Array): Promise<StoredFileName> {
    const name = { organizationId, chatId, uploadId: this.#ids.uuid() }
    try {
      await this.#store.put(name, bytes)
      return name
    } catch (error) {
      // What cannot be removed now is found by a later start.
      await this.#discard(name)
      throw error
    }
  }

  /** A failure uses the request up, unless another upload for it is under way and may still succeed. */
  async #fail(ref: ChatRef, fileId: string, reason: FileFailure): Promise<FileFailure> {
    if (this.#places.countFor(fileId) > 1) return reason
    try {
      await this.#append(ref, (chat) => failFile(chat, fileId, reason))
    } catch (error) {
      // Meanwhile the file came in another way, was not wanted any more, or the chat is over.
      if (!(error instanceof ChatError)) throw error
    }
    return reason
  }

  /** Confirms a file that its chat's log tells of, removes any other. Says whether the log does. */
  async #settle(name: StoredFileName): Promise<boolean> {
    try {
      const { state } = await this.#patient.refresh(chatRef(name.organizationId, name.chatId))
      const isTold = state.state !== 'unrequested' && state.files?.some(({ uploadId }) => uploadId === name.uploadId)
      await (isTold ? this.#store.confirm(name) : this.#store.remove(name))
      return isTold ?? false
    } catch (error) {
      // Nobody is served it, and the next start looks again.
      this.#onError(error)
      return false
    }
  }

  async #discard(name: StoredFileName): Promise<void> {
    await this.#store.remove(name).catch(this.#onError)
  }

  #append(ref: ChatRef, decide: (chat: Chat) => ChatEvent[]): Promise<void> {
    return this.#ledger.transact([ref], ([chat]) => ({ events: [decide(chat)], result: undefined }))
  }
}

const storedName = ({ organizationId, id }: RequestedChat, uploadId: string): StoredFileName => ({
  organizationId,
  chatId: id,
  uploadId,
})
