import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { termsOf } from '../../../past/words.js'
import { openSqliteStore } from '../sqlite-store.js'
import { migrations } from './migrations.js'

/** A file as version 1 wrote it. Kept word for word: such files exist. */
const version1 = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE streams (
    stream INTEGER PRIMARY KEY,
    organization TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    open INTEGER NOT NULL,
    UNIQUE (organization, kind, id)
  ) STRICT;
  CREATE INDEX streams_open ON streams (kind) WHERE open = 1;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE TABLE event_places (
    stream INTEGER NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (stream, version)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE event_places_reach (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    position INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE snapshots (
    stream INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL
  ) STRICT;
  CREATE TABLE bookmarks (
    bookmark INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
  ) STRICT;
  CREATE TABLE setup_objects (
    organization TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (organization, kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE tokens (
    hash TEXT PRIMARY KEY,
    organization TEXT NOT NULL,
    agent TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tokens_expiry ON tokens (expires_at);
  PRAGMA application_id = 1349676153;
  PRAGMA user_version = 1;

  INSERT INTO streams VALUES (1, 'org-1', 'chat', 'a', 1), (2, 'org-2', 'chat', 'b', 0);
  INSERT INTO events VALUES
    (1, 1, 1, 1767268800000, 'e-1', '{"type":"said","text":"one"}'),
    (2, 2, 1, 1767268800001, 'e-2', '{"type":"said","text":"שלום 👋"}'),
    (3, 1, 2, 1767268800002, 'e-3', '{"type":"said","text":"two"}'),
    (4, 1, 3, 1767268800003, 'e-4', '{"type":"said","text":"three"}'),
    (5, 2, 2, 1767268800004, 'e-5', '{"type":"ended"}');
  INSERT INTO event_places VALUES (1, 1, 1), (2, 1, 2), (1, 2, 3);
  INSERT INTO event_places_reach VALUES (1, 2);
  INSERT INTO snapshots VALUES (1, 2, '{"said":2}');
  INSERT INTO bookmarks (name, value) VALUES ('reader', '17');
  INSERT INTO setup_objects VALUES ('org-1', 'button', 'sales', 3, '{"label":"Ask us"}');
  INSERT INTO tokens VALUES ('hash-1', 'org-1', 'agent-1', 1767268899999);
`

async function fileOfVersion1(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-old-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const file = new DatabaseSync(join(directory, 'parley.db'))
  file.exec(version1)
  file.close()
  return directory
}

test('a file of version 1 opens with everything in it', async () => {
  await using store = await openSqliteStore({ directory: await fileOfVersion1() })
  const { log, setup, tokens } = store
  const a = { organizationId: 'org-1', kind: 'chat', id: 'a' }
  const b = { organizationId: 'org-2', kind: 'chat', id: 'b' }
  expect(await log.openStreams('chat')).toEqual([a])
  expect(await log.load(a)).toEqual({
    snapshot: { version: 2, state: { said: 2 } },
    events: [{ version: 3, id: 'e-4', at: 1767268800003, body: { type: 'said', text: 'three' } }],
  })
  expect((await log.readAfter(a, 0, 10)).map(({ id }) => id)).toEqual(['e-1', 'e-3', 'e-4'])
  expect((await log.readBefore(b, 10, 10)).map(({ body }) => body)).toEqual([
    { type: 'ended' },
    { type: 'said', text: 'שלום 👋' },
  ])
  expect(await log.bookmark('reader')).toBe('17')
  expect(await setup.all()).toEqual([
    { organizationId: 'org-1', kind: 'button', id: 'sales', version: 3, data: { label: 'Ask us' } },
  ])
  expect(await tokens.find('hash-1')).toEqual({
    hash: 'hash-1',
    organizationId: 'org-1',
    agentId: 'agent-1',
    expiresAt: 1767268899999,
    seenAt: 0,
    origin: {},
  })
  const write = { stream: a, expectedVersion: 3, events: [{ id: 'e-6', body: { type: 'said' } }], open: false }
  expect(await log.append([write], 1)).toEqual({ ok: true })
  expect(await log.openStreams('chat')).toEqual([])
})

test('past chats that were found by whole words are taken in once more, to be found by beginnings', async () => {
  const directory = await fileOfVersion1()
  const file = new DatabaseSync(join(directory, 'parley.db'))
  const wholeWords = 5
  for (const step of migrations.slice(1, wholeWords)) file.exec(step)
  file.exec(`
    UPDATE streams SET indexed = 1 WHERE id = 'b';
    INSERT INTO past_chats VALUES (1767268800005, 'org-2', 'b', '[]', '{}');
    INSERT INTO past_words (rowid, words, name, marks) VALUES (1767268800005, 'deliveries', '', 'o6f72672d32');
    PRAGMA user_version = ${wholeWords};
  `)
  file.close()
  await using store = await openSqliteStore({ directory })
  const chat = { organizationId: 'org-2', kind: 'chat', id: 'b' }
  expect(await store.past.missing(10)).toEqual([chat])
  const found = (word: string) =>
    store.past.newest(
      {
        ...{ organizationId: 'org-2', sight: { of: 'all' }, terms: termsOf(word), name: [], marks: [] },
        ...{ from: 0, before: 1e15 },
      },
      10,
      10_000,
    )
  expect(await found('deliveries')).toEqual([])
  const document = { endedAt: 5, agentIds: [], marks: [], name: [], texts: [['deliveries']], facts: {} }
  await store.past.put([{ chat, document }])
  expect(await found('deliv')).toMatchObject([{ chatId: 'b' }])
  expect(await store.past.missing(10)).toEqual([])
})

test('an old file ends up with the same tables as a new one', async () => {
  const old = await fileOfVersion1()
  const fresh = await mkdtemp(join(tmpdir(), 'parley-new-'))
  onTestFinished(() => rm(fresh, { recursive: true }))
  const tables = async (directory: string) => {
    const store = await openSqliteStore({ directory })
    await store.close()
    const file = new DatabaseSync(join(directory, 'parley.db'))
    const rows = file.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all() as {
      sql: string | null
    }[]
    const version = file.prepare('PRAGMA user_version').get() as { user_version: number }
    file.close()
    expect(version.user_version).toBe(migrations.length)
    return rows.map(({ sql, ...rest }) => ({ ...rest, sql: sql?.replace(/\s+/g, ' ') }))
  }
  expect(await tables(old)).toEqual(await tables(fresh))
})
