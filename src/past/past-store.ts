/**
 * The port behind which lies what past chats are found by. It is made from the log and holds no text of it: words, and
 * facts to be shown in a list. `past-store.contract.ts` is what every store promises.
 */
import type { StreamName } from '../event-log/event-log.js'
import type { Instant } from '../lib/clock.js'
import type { PastSight } from './past-sight.js'
import type { Phrase, Term } from './words.js'

/** What a past chat is found by. */
export interface PastDocument {
  /** When the chat ended. */
  readonly endedAt: Instant
  /** Whose chat it was at its end; nobody's, if no agent ever had it. */
  readonly agentIds: readonly string[]
  /** What it can be filtered by, such as its button; see `marks.ts`. */
  readonly marks: readonly string[]
  /** The words of the visitor's name. */
  readonly name: Phrase
  /** The words of everything that is searched, text by text: a phrase never reaches from one into the next. */
  readonly texts: readonly Phrase[]
  /** What a list shows of it: JSON, which means nothing to the store. */
  readonly facts: unknown
}

/** A chat that ended, and what it is found by; without that it is left out of the index for good. */
export interface PastEntry {
  readonly chat: StreamName
  readonly document?: PastDocument
}

export interface PastQuery {
  readonly organizationId: string
  readonly sight: PastSight
  /** All of these, anywhere in the chat, or none of them, see {@link Term}. */
  readonly terms: readonly Term[]
  /** The same, in the visitor's name. */
  readonly name: readonly Term[]
  /** Of each of these lists at least one. */
  readonly marks: readonly (readonly string[])[]
  /** Only chats with a place from here on. */
  readonly from: Instant
  /** Only chats with a place below. */
  readonly before: Instant
}

/** A chat that was found. */
export interface PastFound {
  readonly chatId: string
  /**
   * Its place among all past chats: the instant of its end, or the next free one after it when others ended just then.
   * No two chats have the same, and it never changes.
   */
  readonly place: Instant
  readonly facts: unknown
}

/** How many of the newest chats that match are ranked by how well they do. */
export const rankedMax = 1000

export interface PastStore {
  /** Up to `limit` chats that ended and were never {@link PastStore.put}, the newest of them first. */
  missing(limit: number): Promise<readonly StreamName[]>

  /** Takes chats in, durably; one that was taken in before stays as it is. */
  put(entries: readonly PastEntry[]): Promise<void>

  /** Up to `limit` chats, the latest first. Rejects with {@link SearchTooSlowError} after `timeoutMs`. */
  newest(query: PastQuery, limit: number, timeoutMs: number): Promise<readonly PastFound[]>

  /**
   * Of the newest {@link rankedMax} chats, those from `offset` on by how well they match `terms` and `name`: how often
   * the words are there, how rare they are, and how little else is said. Rejects like {@link PastStore.newest}.
   */
  best(query: PastQuery, offset: number, limit: number, timeoutMs: number): Promise<readonly PastFound[]>
}
