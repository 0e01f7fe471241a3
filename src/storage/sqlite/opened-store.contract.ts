/** What the tests of the SQLite store share. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { AppendOutcome, EventBody, EventLog, StreamName } from '../../event-log/event-log.js'
import type { Store } from '../store.js'
import type { SqliteStoreOptions } from './sqlite-store.js'
import { openSqliteStore } from './sqlite-store.js'

export const chat = (id: string): StreamName => ({ organizationId: 'org-1', kind: 'chat', id })

/** Appends one event of that text to a chat. */
export function append(log: EventLog, id: string, expectedVersion: number, text = 'hello'): Promise<AppendOutcome> {
  const body: EventBody & { readonly text: string } = { type: 'said', text }
  const events = [{ id: `${id}-${expectedVersion + 1}`, body }]
  return log.append([{ stream: chat(id), expectedVersion, events, open: true }], 1_767_268_800_000)
}

/** A directory that is removed after the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-sqlite-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

/** A store that is closed after the test. */
export async function opened(options: SqliteStoreOptions): Promise<Store> {
  const store = await openSqliteStore(options)
  onTestFinished(() => store.close())
  return store
}
