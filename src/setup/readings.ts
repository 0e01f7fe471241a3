/**
 * The record of who read past chats that were not theirs, and who took past chats away as files. It lies beside the
 * record of changes and is read like it, but counts for itself, so that neither pushes out the other's oldest.
 */
import type { Clock, Instant, Millis } from '../lib/clock.js'
import type { AuditQuery, SetupStore } from './setup-store.js'

/** Who reads. */
export interface Reader {
  readonly organizationId: string
  /** An agent's id, and what they log in as. */
  readonly id: string
  readonly username: string
}

/** What an export was asked for: which filters, and whether for words; never which ones. */
export interface ExportedSearch {
  readonly format: string
  readonly hasWords: boolean
  readonly hasVisitor: boolean
  readonly agentId?: string | undefined
  readonly buttonId?: string | undefined
  readonly reason?: string | undefined
  readonly since?: Instant | undefined
  readonly until?: Instant | undefined
}

/** What a record says beside what it is about. */
interface ReadingNote {
  readonly at: Instant
  readonly byName: string
  /** When the chat ended; of a chat that was read. */
  readonly endedAt?: Instant
  /** Of an export. */
  readonly search?: ExportedSearch
}

/** A record as it is read. */
export interface RecordedReading extends ReadingNote {
  readonly number: number
  /** See {@link Reader.id}. */
  readonly by: string
  /** The chat that was read; absent for an export. */
  readonly chatId?: string
}

export type ReadingQuery = Omit<AuditQuery, 'kind' | 'id'> & { readonly chatId?: string | undefined }

/** Whoever reads the same chat again within this time is recorded once. */
export const sameReadingMs: Millis = 600_000
/** Of how many readings that is known; of others it is recorded again. */
export const knownReadingsMax = 10_000

const chatKind = 'past-chat'
const exportKind = 'past-export'

/** Under which name an organization's record lies. No organization has it: their ids are letters and digits. */
const recordOf = (organizationId: string): string => `${organizationId}:readings`

export class Readings {
  readonly #store: Pick<SetupStore, 'change' | 'audit'>
  readonly #clock: Clock
  /** When somebody was recorded to read a chat, in the order of that; settled once it is durable. */
  readonly #known = new Map<string, { readonly at: Instant; readonly recorded: Promise<void> }>()

  constructor(options: { store: Pick<SetupStore, 'change' | 'audit'>; clock: Clock }) {
    this.#store = options.store
    this.#clock = options.clock
  }

  /** Settles once it is durable that somebody reads a chat. Rejects as the store does. */
  read(reader: Reader, chat: { readonly id: string; readonly endedAt: Instant }): Promise<void> {
    const at = this.#clock.now()
    const key = `${reader.organizationId}/${reader.id}/${chat.id}`
    const known = this.#known.get(key)
    if (known && at - known.at < sameReadingMs) return known.recorded
    const recorded = this.#record(reader, chatKind, chat.id, { at, byName: reader.username, endedAt: chat.endedAt })
    this.#remember(key, { at, recorded })
    return recorded
  }

  /** Settles once it is durable that somebody takes what a search finds away. Rejects as the store does. */
  exported(reader: Reader, search: ExportedSearch): Promise<void> {
    return this.#record(reader, exportKind, search.format, { at: this.#clock.now(), byName: reader.username, search })
  }

  /** What was recorded, the newest first. */
  async list({ organizationId, chatId, ...query }: ReadingQuery): Promise<readonly RecordedReading[]> {
    const about = chatId === undefined ? {} : { kind: chatKind, id: chatId }
    const records = await this.#store.audit({ ...query, ...about, organizationId: recordOf(organizationId) })
    return records.map(({ number, by, kind, id, data }) => ({
      ...{ number, by, ...(data as ReadingNote) },
      ...(kind === chatKind && { chatId: id }),
    }))
  }

  #remember(key: string, known: { readonly at: Instant; readonly recorded: Promise<void> }): void {
    this.#known.delete(key)
    this.#known.set(key, known)
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= knownReadingsMax) break
      this.#known.delete(oldest)
    }
    known.recorded.catch(() => {
      if (this.#known.get(key) === known) this.#known.delete(key)
    })
  }

  async #record({ organizationId, id: by }: Reader, kind: string, id: string, data: ReadingNote): Promise<void> {
    await this.#store.change([], [{ organizationId: recordOf(organizationId), kind, id, by, data }])
  }
}
