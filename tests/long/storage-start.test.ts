import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.js'

const openChats = 20

/** A data directory with that many ended chats of two events each, and a few that live. */
async function directoryWith(endedChats: number): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-start-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const store = await openSqliteStore({ directory })
  await store.close()
  const file = new DatabaseSync(join(directory, 'parley.db'))
  file.exec(`
    PRAGMA synchronous = OFF;
    BEGIN;
    CREATE TEMP TABLE numbers AS
      WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${endedChats}) SELECT n FROM n;
    INSERT INTO streams (stream, organization, kind, id, open) SELECT n, 'org-1', 'chat', printf('%08x-ended', (n * 2654435761) % 4294967296), 0 FROM numbers;
    INSERT INTO events
      SELECT 2 * n - 1 + v, n, v + 1, 1767268800000, printf('%d-%d', n, v), '{"type":"said","text":"' || hex(zeroblob(50)) || '"}'
      FROM numbers, (SELECT 0 AS v UNION ALL SELECT 1) ORDER BY n, v;
    INSERT INTO event_places SELECT stream, version, position FROM events ORDER BY stream, version;
    UPDATE event_places_reach SET position = (SELECT max(position) FROM events);
    DROP TABLE numbers;
    COMMIT;
  `)
  file.close()
  const again = await openSqliteStore({ directory })
  for (let n = 0; n < openChats; n += 1) {
    const stream = { organizationId: 'org-1', kind: 'chat', id: `open-${n}` }
    await again.log.append(
      [{ stream, expectedVersion: 0, events: [{ id: `o-${n}`, body: { type: 'x' } }], open: true }],
      1,
    )
  }
  await again.close()
  return directory
}

/** How long opening takes, and listing what lives with one of them loaded; the medians of some starts, in milliseconds. */
async function startMs(directory: string): Promise<{ openMs: number; listMs: number }> {
  const openings: number[] = []
  const listings: number[] = []
  for (let round = 0; round < 7; round += 1) {
    const started = performance.now()
    const store = await openSqliteStore({ directory })
    const opened = performance.now()
    const streams = await store.log.openStreams('chat')
    const first = streams[0]
    if (!first) throw new Error('No stream is open.')
    await store.log.load(first)
    listings.push(performance.now() - opened)
    openings.push(opened - started)
    expect(streams).toHaveLength(openChats)
    await store.close()
  }
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Infinity
  return { openMs: median(openings), listMs: median(listings) }
}

test('[P-1] a start does not grow with ended chats', async ({ annotate }) => {
  const few = await startMs(await directoryWith(1000))
  const many = await startMs(await directoryWith(1_000_000))
  await annotate(`1,000 ended chats: ${JSON.stringify(few)}; 1,000,000: ${JSON.stringify(many)}`)
  // Both take a few milliseconds beyond starting a thread; reading a million rows takes hundreds.
  expect(many.openMs).toBeLessThan(3 * few.openMs + 50)
  expect(many.listMs).toBeLessThan(3 * few.listMs + 20)
})
