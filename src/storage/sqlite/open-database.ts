/**
 * Opens the file `parley.db` of a data directory for this process alone and brings its tables up to date. Runs in the
 * worker.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { StoreInUseError, StoreTooNewError, StoreUnusableError } from '../errors.js'
import { migrations } from './migrations/migrations.js'
import { codeOf, resultCodes } from './result-codes.js'

export type Database = InstanceType<typeof DatabaseSync>

/** The database's name in the data directory. */
export const fileName = 'parley.db'

/** Tells a Parley database from any other SQLite file: the letters "Prly". */
const applicationId = 0x50726c79

/** The page cache of the database, in KiB. */
const cacheKib = 32 * 1024

/** The size of a page of the file, in bytes; SQLite's own choice, written down because limits are counted in it. */
const pageBytes = 4096

/**
 * Throws {@link StoreInUseError}, {@link StoreTooNewError} or {@link StoreUnusableError}. `databaseBytesMax` bounds the
 * file: what would make it grow further fails as on a full disk.
 */
export function openDatabase(directory: string, databaseBytesMax: number | undefined): Database {
  const file = join(directory, fileName)
  let database: Database | undefined
  try {
    createDirectory(directory)
    database = new DatabaseSync(file, { defensive: true })
    prepareDatabase(database, file, databaseBytesMax)
    return database
  } catch (error) {
    if (database?.isOpen) database.close()
    throw refusal(error, directory)
  }
}

/** Creates the directory for its owner only, and makes its name survive a power cut. */
function createDirectory(directory: string): void {
  const whole = resolve(directory)
  const missing: string[] = []
  for (let path = whole; !existsSync(path); path = dirname(path)) missing.unshift(path)
  for (const path of missing) createOne(path)
  if (!statSync(whole).isDirectory()) throw new StoreUnusableError(`${directory} is no directory.`)
}

// Never `recursive`: Node does not return from that where the file system says that a path is not there and will not
// be, as Linux does below /proc.
function createOne(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Another process may have made it meanwhile; which of the two gets the file is decided by its lock.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  if (process.platform !== 'win32') syncDirectory(dirname(path))
}

function syncDirectory(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function prepareDatabase(database: Database, file: string, databaseBytesMax: number | undefined): void {
  // The operating system's lock on the file, held from the first read until the process ends, however it ends. Nothing
  // else in this process may open the file: on POSIX systems closing it once more would give the lock away.
  database.exec('PRAGMA locking_mode = EXCLUSIVE')
  const version = pragma(database, 'user_version')
  if (version > migrations.length)
    throw new StoreTooNewError(
      `${file} was written by a newer Parley (its tables have version ${version}, this one knows ${migrations.length}).`,
    )
  if (pragma(database, 'application_id') !== applicationId) refuseForeign(database, file)
  database.exec(`
    PRAGMA page_size = ${pageBytes};
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA wal_autocheckpoint = 0;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -${cacheKib};
  `)
  // Durability rests on these two; a file system without them must not be mistaken for one that has them.
  const { journal_mode: journal } = database.prepare('PRAGMA journal_mode').get() as { journal_mode: string }
  if (journal !== 'wal' || pragma(database, 'synchronous') !== 2)
    throw new StoreUnusableError(`${file} lies where SQLite cannot keep a write-ahead log.`)
  migrate(database, version)
  if (databaseBytesMax !== undefined)
    database.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(databaseBytesMax / pageBytes))}`)
}

/** What a pragma of one number answers. */
function pragma(database: Database, name: 'user_version' | 'application_id' | 'synchronous'): number {
  return (database.prepare(`PRAGMA ${name}`).get() as Record<typeof name, number>)[name]
}

function refuseForeign(database: Database, file: string): void {
  if (database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined)
    throw new StoreUnusableError(`${file} is a database, but not one of Parley.`)
}

/** Takes the steps that the file has not taken, all of them or none. */
function migrate(database: Database, version: number): void {
  // Also when there is nothing to do: an empty write transaction proves that we may write.
  database.exec('BEGIN IMMEDIATE')
  for (const step of migrations.slice(version)) database.exec(step)
  if (version < migrations.length)
    database.exec(`PRAGMA user_version = ${migrations.length}; PRAGMA application_id = ${applicationId}`)
  database.exec('COMMIT')
}

/** Names the cause that an operator can do something about. */
function refusal(error: unknown, directory: string): Error {
  if (error instanceof StoreUnusableError || error instanceof StoreTooNewError) return error
  if (codeOf(error) === resultCodes.busy)
    return new StoreInUseError(
      `The data directory ${directory} is in use by another process. Only one Parley at a time can own it.`,
      { cause: error },
    )
  const why = error instanceof Error ? error.message : String(error)
  return new StoreUnusableError(`The data directory ${directory} cannot be used: ${why}`, { cause: error })
}
