/**
 * What the main thread and the database's worker say to each other. Anything frequent travels as one list of numbers
 * and one of strings: copying those between threads costs a quarter of what nested objects cost.
 */
import type { Batch, Conflicts } from '../batch.js'
import type { CopyState, Page as CopyPage, Place } from '../copy-ends.js'
import type { NameRange } from '../name-range.js'
import type { Instant } from '../../lib/clock.js'
import type {
  AuditEntry,
  AuditQuery,
  AuditRecord,
  ChangeOutcome,
  ObjectChange,
  ObjectName,
} from '../../setup/setup-store.js'
import type { StoredToken } from '../../accounts/token-store.js'
import type { StoredFileName } from '../../files/file-store.js'
import type { FiguresQuery, FiguresRead } from '../../figures/figures-store.js'
import type { Cuts } from '../../figures/slots.js'
import type { StreamName } from '../../event-log/event-log.js'
import type { PastEntry } from '../../past/past-store.js'
import type { PastPart, PastStretch } from './stored-past.js'

/** How the worker is to open the store; see `SqliteStoreOptions`. */
export interface WorkerOptions {
  readonly directory: string
  /** Whether the store is used, or is an end of a copy. */
  readonly purpose: 'use' | 'copy'
  readonly databaseBytesMax: number | undefined
  readonly commitDelayMs: number
  readonly streamHeadsMax: number
  readonly eventsUnplacedMax: number
  readonly auditRecordsMax: number
  readonly heldPagesMax: number
}

/** Events: version and instant in turn in `numbers`, id and body (JSON) in turn in `strings`. */
export interface EventRows {
  readonly numbers: readonly number[]
  readonly strings: readonly string[]
}

export interface StreamRows extends EventRows {
  readonly snapshot: { readonly version: number; readonly state: string } | undefined
}

export interface Page {
  readonly key: string
  readonly version: number
  readonly limit: number
}

export interface ObjectRow {
  readonly organizationId: string
  readonly kind: string
  readonly id: string
  readonly version: number
  /** JSON. */
  readonly data: string
}

/** A change whose content is JSON; `undefined` removes the object. */
export interface ChangeRow extends Omit<ObjectChange, 'data'> {
  readonly data: string | undefined
}

export type ChatName = Omit<StoredFileName, 'uploadId'>

/** A piece of a file, by the number that the file was given and its place among the pieces, from 0 on. */
export interface FileChunk {
  readonly file: number
  readonly number: number
  readonly bytes: Uint8Array
}

/** A change of setup with what is recorded of it. */
export interface SetupChange {
  readonly changes: readonly ChangeRow[]
  readonly entries: readonly AuditEntryRow[]
}

/** An entry and a record of the audit whose content is JSON. */
export interface AuditEntryRow extends Omit<AuditEntry, 'data'> {
  readonly data: string
}
export interface AuditRow extends Omit<AuditRecord, 'data'> {
  readonly data: string
}

/** Tallies that are no append's: slot and amount in turn in `numbers`, keys in `strings`. */
export interface TallyRows {
  readonly numbers: readonly number[]
  readonly strings: readonly string[]
}

interface AgentName {
  readonly organizationId: string
  readonly agentId: string
}

/** Whether a copy into the file may begin or go on, and if not, why. */
export type CopyBeginning =
  CopyState | { readonly refused: 'other copy' } | { readonly refused: 'not empty'; readonly filled: readonly string[] }

/** Everything the worker can be asked for, with what it is told and what it answers. */
export interface Calls {
  commit: (batch: Batch) => Conflicts
  load: (key: string) => StreamRows
  readAfter: (page: Page) => EventRows
  readBefore: (page: Page) => EventRows
  /** Organization and id in turn. */
  openStreams: (kind: string) => readonly string[]
  bookmark: (name: string) => string | undefined
  bookmarkNames: (range: NameRange & { readonly limit: number }) => readonly string[]
  allObjects: () => readonly ObjectRow[]
  findObject: (name: ObjectName) => ObjectRow | undefined
  changeObjects: (change: SetupChange) => ChangeOutcome
  audit: (query: AuditQuery) => readonly AuditRow[]
  addToken: (token: StoredToken) => void
  findToken: (hash: string) => StoredToken | undefined
  tokensOfAgent: (agent: AgentName) => readonly StoredToken[]
  tokenSeen: (seen: { readonly hash: string; readonly at: Instant }) => void
  removeToken: (hash: string) => void
  /** The hashes of those that were removed. */
  removeOtherTokens: (of: AgentName & { readonly kept: string }) => readonly string[]
  /** The hashes of those that were removed. */
  removeOlderTokens: (of: AgentName & { readonly expiresAt: Instant }) => readonly string[]
  pruneTokens: (now: Instant) => void
  /** The number that the new file has. */
  beginFile: (name: StoredFileName) => number
  addFileChunk: (chunk: FileChunk) => void
  /** The file has all its chunks. */
  completeFile: (file: number) => void
  confirmFile: (name: StoredFileName) => void
  findFile: (name: StoredFileName) => { readonly file: number; readonly chunks: number } | undefined
  fileChunk: (place: Omit<FileChunk, 'bytes'>) => Uint8Array | undefined
  /** Removes a part; whether there may be more. */
  dropFile: (name: StoredFileName) => boolean
  dropFilesOfChat: (chat: ChatName) => boolean
  unconfirmedFiles: () => readonly StoredFileName[]
  readFigures: (query: FiguresQuery) => FiguresRead
  beginFigures: (tallies: TallyRows) => void
  /** Takes a step; whether there may be more. */
  tidyFigures: (what: { readonly organizationId: string; readonly cuts: Cuts }) => boolean
  /** See `CopySource` and `CopyTarget`. */
  markCopy: (newId: string) => string
  countPart: (name: string) => number
  beginCopy: (copy: { readonly id: string; readonly anew: boolean }) => CopyBeginning
  placeOfCopy: (name: string) => Place | undefined
  writePart: (part: { readonly name: string; readonly page: CopyPage }) => void
  finishCopy: () => void
  readPart: (from: { readonly name: string; readonly after: Place | undefined }) => CopyPage | undefined
  missingPast: (limit: number) => readonly StreamName[]
  putPast: (entries: readonly PastEntry[]) => void
  reachOfPast: (before: number) => { readonly first: number; readonly last: number } | undefined
  findPast: (stretch: PastStretch) => PastPart
  /** Place and rank in turn. */
  ranksOfPast: (stretch: Pick<PastStretch, 'match' | 'from' | 'before'>) => readonly number[]
  /** Whether more chats than so many have what matches. */
  isUsualInPast: (what: { readonly match: string; readonly usualMin: number }) => boolean
  /** See `Checkpoints`. */
  holdFile: () => boolean
  releaseFile: () => boolean
  /** The last call: closes the database, after which the worker ends. */
  close: () => void
  /** The last call, too: ends the worker with the database as it is, as a crash between two calls would. */
  abandon: () => void
}

export interface Call {
  readonly number: number
  readonly name: keyof Calls
  readonly argument: unknown
}

/** An error as it crosses the threads: never with the content of a row. */
export interface Trouble {
  readonly message: string
  /** SQLite's extended result code, where the database spoke. */
  readonly code: number | undefined
  /** The database can no longer be used; the worker answers nothing more. */
  readonly fatal: boolean
}

/** Why a store could not be opened. */
export interface Refusal {
  readonly reason: 'in-use' | 'unusable' | 'too-new'
  readonly message: string
}

export type Answer =
  { readonly number: number; readonly result: unknown } | { readonly number: number; readonly trouble: Trouble }

export type FromWorker = { readonly opened: true } | { readonly refused: Refusal } | Answer | { readonly lost: Trouble }
