import { auditRecordsMax } from '../../setup/setup-store.js'
import type { WorkerOptions } from './messages.js'
import type { SqliteStoreOptions } from './sqlite-store.js'

/** 1 GiB, which a disk that holds a copy of the file has to have, too. */
const heldPagesMax = 262_144

/** What the worker is told of a store that is to be used, with what holds unless something else was said. */
export const workerOptions = (options: SqliteStoreOptions): WorkerOptions => ({
  directory: options.directory,
  purpose: 'use',
  databaseBytesMax: options.databaseBytesMax,
  commitDelayMs: options.commitDelayMs ?? 0,
  streamHeadsMax: options.streamHeadsMax ?? 100_000,
  eventsUnplacedMax: options.eventsUnplacedMax ?? 4096,
  auditRecordsMax: options.auditRecordsMax ?? auditRecordsMax,
  heldPagesMax: options.heldPagesMax ?? heldPagesMax,
})
