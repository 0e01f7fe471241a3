/**
 * Carries out, in the worker, what the main thread asks for: one transaction per call that writes. After a failure the
 * transaction is rolled back and what was remembered of it is forgotten, so that the next call starts from what is on
 * disk.
 */
import { Checkpoints } from './checkpoints.js'
import type { Calls, WorkerOptions } from './messages.js'
import type { Database } from './open-database.js'
import { openDatabase } from './open-database.js'
import { DatabaseLostError } from './result-codes.js'
import { StoreUnusableError } from '../errors.js'
import { StoredAudit } from './stored-audit.js'
import { StoredCopy } from './stored-copy.js'
import { StoredEvents } from './stored-events.js'
import { StoredFigures } from './stored-figures.js'
import { StoredFiles } from './stored-files.js'
import { StoredObjects } from './stored-objects.js'
import { StoredParts } from './stored-parts.js'
import { StoredPast } from './stored-past.js'
import { StoredTokens } from './stored-tokens.js'

export interface DatabaseCalls {
  readonly calls: Calls
  /** To be called after each answer, when nobody waits: does what need not be done before it. */
  readonly tidy: () => void
}

/** Opens the database; throws what `openDatabase` throws. */
export function openDatabaseCalls(options: WorkerOptions): DatabaseCalls {
  const database = openDatabase(options.directory, options.databaseBytesMax)
  const figures = new StoredFigures(database)
  const events = new StoredEvents(database, figures, options)
  const objects = new StoredObjects(database)
  const audit = new StoredAudit(database, options.auditRecordsMax)
  const tokens = new StoredTokens(database)
  const files = new StoredFiles(database)
  const parts = new StoredParts(database, (stream) => events.versionOf(stream))
  const copy = new StoredCopy(database, events)
  const past = new StoredPast(database)
  const writing = transactions(database, () => events.recover(), options.commitDelayMs)
  const checkpoints = new Checkpoints(database, options.heldPagesMax)
  let written = false
  const transaction = <Result>(write: () => Result): Result => {
    written = true
    return writing(write)
  }
  if (options.purpose === 'use') {
    if (copy.isUnfinished()) {
      database.close()
      throw new StoreUnusableError(
        'A copy into the data directory was not finished. Run the same parley copy again, which goes on where it stopped.',
      )
    }
    transaction(() => parts.forgetMark())
  }
  return {
    calls: {
      commit: (batch) => transaction(() => events.write(batch)),
      load: (key) => events.load(key),
      readAfter: (page) => events.readAfter(page),
      readBefore: (page) => events.readBefore(page),
      openStreams: (kind) => events.openStreams(kind),
      bookmark: (name) => events.bookmark(name),
      bookmarkNames: (range) => events.bookmarkNames(range),
      allObjects: () => objects.all(),
      findObject: (name) => objects.find(name),
      changeObjects: ({ changes, entries }) =>
        transaction(() => {
          const outcome = objects.change(changes)
          if (outcome.ok) audit.add(entries)
          return outcome
        }),
      audit: (query) => audit.find(query),
      addToken: (token) => transaction(() => tokens.add(token)),
      findToken: (hash) => tokens.find(hash),
      tokensOfAgent: ({ organizationId, agentId }) => tokens.ofAgent(organizationId, agentId),
      tokenSeen: ({ hash, at }) => transaction(() => tokens.seen(hash, at)),
      removeToken: (hash) => transaction(() => tokens.remove(hash)),
      removeOtherTokens: ({ organizationId, agentId, kept }) =>
        transaction(() => tokens.removeOthers(organizationId, agentId, kept)),
      removeOlderTokens: ({ organizationId, agentId, expiresAt }) =>
        transaction(() => tokens.removeOlder(organizationId, agentId, expiresAt)),
      pruneTokens: (now) => transaction(() => tokens.prune(now)),
      beginFile: (name) => transaction(() => files.begin(name)),
      addFileChunk: (chunk) => transaction(() => files.addChunk(chunk)),
      completeFile: (file) => transaction(() => files.complete(file)),
      confirmFile: (name) => transaction(() => files.confirm(name)),
      findFile: (name) => files.find(name),
      fileChunk: (place) => files.chunk(place),
      dropFile: (name) => transaction(() => files.drop(name)),
      dropFilesOfChat: (chat) => transaction(() => files.dropOfChat(chat)),
      unconfirmedFiles: () => files.unconfirmed(),
      readFigures: (query) => figures.read(query),
      beginFigures: (tallies) => transaction(() => figures.begin(tallies)),
      tidyFigures: ({ organizationId, cuts }) => transaction(() => figures.tidy(organizationId, cuts)),
      markCopy: (newId) => transaction(() => parts.mark(newId)),
      countPart: (name) => parts.count(name),
      beginCopy: ({ id, anew }) => transaction(() => copy.begin(id, anew)),
      placeOfCopy: (name) => copy.placeOf(name),
      writePart: ({ name, page }) => transaction(() => copy.write(name, page)),
      finishCopy: () => transaction(() => copy.finish()),
      readPart: ({ name, after }) => parts.read(name, after),
      missingPast: (limit) => past.missing(limit),
      putPast: (entries) => transaction(() => past.put(entries)),
      reachOfPast: (before) => past.reach(before),
      findPast: (stretch) => past.find(stretch),
      ranksOfPast: (stretch) => past.ranks(stretch),
      isUsualInPast: (what) => past.isUsual(what),
      holdFile: () => checkpoints.hold(),
      releaseFile: () => {
        // What was put off is done after the answer.
        written = true
        return checkpoints.release()
      },
      close: () => database.close(),
      // In a worker this ends the thread, not the process.
      abandon: () => process.exit(),
    },
    tidy: () => {
      if (written) checkpoints.tidy()
      written = false
    },
  }
}

function transactions(database: Database, recover: () => void, commitDelayMs: number) {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const clock = new Int32Array(new SharedArrayBuffer(4))
  return <Result>(write: () => Result): Result => {
    try {
      begin.run()
      const result = write()
      if (commitDelayMs > 0) Atomics.wait(clock, 0, 0, commitDelayMs)
      commit.run()
      return result
    } catch (error) {
      startOver(database, recover, error)
      throw error
    }
  }
}

function startOver(database: Database, recover: () => void, cause: unknown): void {
  try {
    // A full disk makes SQLite roll back by itself.
    if (database.isTransaction) database.exec('ROLLBACK')
    recover()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new DatabaseLostError(`A failed transaction could not be undone: ${why}`, { cause })
  }
}
