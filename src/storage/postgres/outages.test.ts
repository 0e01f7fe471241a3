import { expect, test, vi } from 'vitest'
import { LogAwayError, LogOverloadedError, LogUnavailableError } from '../../event-log/event-log.js'
import { at, chat, texts, write } from '../../event-log/event-log-fixtures.contract.js'
import { balanceSlot } from '../../event-log/tally.js'
import { BreakableConnection } from './breakable-connection.contract.js'
import { Queries } from './queries.js'
import type { PostgresStoreOptions } from './postgres-store.js'
import { QueryPool } from './query-pool.js'
import { clientConfig } from './sessions.js'
import { askDatabase, openedStore, temporaryDatabase } from './opened-store.contract.js'

const tally = {
  organizationId: 'org-1',
  kind: 'button',
  subject: 'b',
  measure: 'requested',
  slot: balanceSlot,
  amount: 1,
}

async function opened(limits: Pick<PostgresStoreOptions, 'patienceMs' | 'answerMs' | 'silenceMs'> = {}) {
  const url = await temporaryDatabase()
  const way = await BreakableConnection.to(url)
  const [onAway, onBack] = [vi.fn<(cause: unknown) => void>(), vi.fn<() => void>()]
  const store = await openedStore({ url: way.url, onAway, onBack, ...limits })
  const events = async () =>
    (await askDatabase<{ id: string }>(url, 'SELECT id FROM parley.events')).map(({ id }) => id)
  const away = () => vi.waitFor(() => expect(store.reach.isAway()).toBe(true), { timeout: 10_000 })
  const back = () => vi.waitFor(() => expect(store.reach.isAway()).toBe(false), { timeout: 10_000 })
  return { url, way, store, onAway, onBack, events, away, back }
}

test('[PG-1] a batch that was written before its answer was lost is not written again', async () => {
  const { url, way, store, events } = await opened()
  await store.log.append([write(chat('a'), 0, 'before')], at)
  way.loseAnswers()
  const outcomes = Promise.all([
    store.log.append([write(chat('a'), 1, 'lost')], at, [tally]),
    store.log.append([write(chat('a'), 1, 'never')], at, [tally]),
    store.log.append(
      [{ ...write(chat('b'), 0, 'lost, too'), snapshot: { folded: 1 } }, write(chat('c'), 0, 'and')],
      at,
    ),
  ])
  await vi.waitFor(async () => expect(await events()).toHaveLength(4), { timeout: 10_000 })
  way.cut()
  expect(await outcomes).toEqual([{ ok: true }, { ok: false, conflict: chat('a') }, { ok: true }])
  expect(await events()).toHaveLength(4)
  expect(texts((await store.log.load(chat('a'))).events)).toEqual(['before', 'lost'])
  expect(await askDatabase(url, 'SELECT amount FROM parley.figures')).toEqual([{ amount: '1' }])
  expect(await store.log.append([write(chat('a'), 2, 'after')], at)).toEqual({ ok: true })
})

test('[PG-2] a batch that was undone with its connection is written by the next one', async () => {
  const { url, store } = await opened()
  await store.log.append([write(chat('a'), 0, 'before')], at)
  const blocked = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
  // Holds the commit up until its connection is ended by the server.
  const held = askDatabase(
    url,
    `BEGIN; LOCK TABLE parley.events IN ACCESS EXCLUSIVE MODE;
     DO $$ BEGIN
       FOR tries IN 1 .. 1000 LOOP
         PERFORM pg_stat_clear_snapshot();
         EXIT WHEN EXISTS (${blocked});
         PERFORM pg_sleep(0.01);
       END LOOP;
       PERFORM pg_terminate_backend(pid, 10000) FROM (${blocked}) b;
     END $$; COMMIT`,
  )
  await vi.waitFor(
    async () =>
      expect(
        await askDatabase(url, "SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted"),
      ).not.toEqual([]),
    { timeout: 10_000 },
  )
  expect(await store.log.append([write(chat('a'), 1, 'held up')], at, [tally])).toEqual({ ok: true })
  await held
  expect(texts((await store.log.load(chat('a'))).events)).toEqual(['before', 'held up'])
  expect(await askDatabase(url, 'SELECT amount FROM parley.figures')).toEqual([{ amount: '1' }])
})

test('[PG-3] while it is away everything is refused at once, and it comes back by itself', async () => {
  const { way, store, onAway, onBack, away, back } = await opened()
  const order: string[] = []
  store.reach.onBack(() => order.push('back'))
  await store.log.append([write(chat('a'), 0, 'before')], at)
  way.break()
  await away()
  expect(onAway).toHaveBeenCalled()
  await expect(store.log.append([write(chat('a'), 1, 'refused')], at)).rejects.toBeInstanceOf(LogAwayError)
  await expect(store.log.load(chat('a'))).rejects.toBeInstanceOf(LogAwayError)
  await expect(store.tokens.remove('x')).rejects.toBeInstanceOf(LogAwayError)
  expect(new LogAwayError('Is one that writes wait for.')).toBeInstanceOf(LogOverloadedError)
  store.log.setBookmark('reader', '5')
  expect(await store.log.bookmark('reader')).toBe('5')
  way.mend()
  await back()
  expect([order, onBack.mock.calls.length]).toEqual([['back'], 1])
  expect(await store.log.append([write(chat('a'), 1, 'after')], at)).toEqual({ ok: true })
  expect(texts((await store.log.load(chat('a'))).events)).toEqual(['before', 'after'])
})

test('[PG-4] a batch whose answer was lost waits so long and no longer; what it did is found later', async () => {
  const { way, store, events, back } = await opened({ patienceMs: 300 })
  way.loseAnswers()
  const lost = store.log.append([write(chat('a'), 0, 'lost')], at)
  const refused = expect(lost).rejects.toBeInstanceOf(LogUnavailableError)
  await vi.waitFor(async () => expect(await events()).toHaveLength(1), { timeout: 10_000 })
  const behind = expect(store.log.append([write(chat('b'), 0, 'behind')], at)).rejects.toBeInstanceOf(LogAwayError)
  way.break()
  await Promise.all([refused, behind])
  way.mend()
  await back()
  expect(texts((await store.log.load(chat('a'))).events)).toEqual(['lost'])
  expect(await store.log.append([write(chat('a'), 0, 'again')], at)).toEqual({ ok: false, conflict: chat('a') })
  expect(await store.log.append([write(chat('b'), 0, 'now')], at)).toEqual({ ok: true })
})

test('[PG-5] closing does not wait for a database that is away', async () => {
  const { way, store, events } = await opened()
  way.loseAnswers()
  const lost = expect(store.log.append([write(chat('a'), 0, 'lost')], at)).rejects.toBeInstanceOf(LogUnavailableError)
  await vi.waitFor(async () => expect(await events()).toHaveLength(1), { timeout: 10_000 })
  way.break()
  await vi.waitFor(() => expect(store.reach.isAway()).toBe(true))
  await store.close()
  await lost
})

test('[PG-16] nor for one that goes away while it is closed', async () => {
  const { way, store, events } = await opened()
  await store.log.append([write(chat('a'), 0, 'before')], at)
  way.loseAnswers()
  const lost = expect(store.log.append([write(chat('a'), 1, 'lost')], at)).rejects.toBeInstanceOf(LogUnavailableError)
  await vi.waitFor(async () => expect(await events()).toHaveLength(2), { timeout: 10_000 })
  const closed = store.close()
  way.break()
  await Promise.all([closed, lost])
})

test('[PG-14] a connection that answers no more is given up, and what it did is looked for', async () => {
  const { way, store, events, onAway } = await opened({ answerMs: 400 })
  way.loseAnswers()
  const lost = store.log.append([write(chat('a'), 0, 'lost')], at)
  await vi.waitFor(async () => expect(await events()).toHaveLength(1), { timeout: 10_000 })
  // Whatever is answered from now on arrives; the one answer never does.
  way.mend()
  expect(await lost).toEqual({ ok: true })
  expect(onAway).toHaveBeenCalled()
  expect(await events()).toHaveLength(1)
})

test('[N-22] a database that takes connections and answers nothing is away, though nobody asks it, and comes back', async () => {
  const { way, store, onAway, away, back } = await opened({ silenceMs: 600 })
  const backs: string[] = []
  store.reach.onBack(() => backs.push('back'))
  way.stall()
  await away()
  expect(onAway.mock.calls[0]).toEqual([new Error('The database does not answer.')])
  await expect(store.log.load(chat('a'))).rejects.toBeInstanceOf(LogAwayError)
  way.mend()
  await back()
  expect(backs).toEqual(['back'])
  expect(await store.log.append([write(chat('a'), 0, 'after')], at)).toEqual({ ok: true })
})

test('[N-22] what is written when it falls silent is written once when it speaks again', async () => {
  const { way, store, events, away } = await opened({ silenceMs: 600 })
  await store.log.append([write(chat('a'), 0, 'before')], at)
  way.loseAnswers()
  const lost = store.log.append([write(chat('a'), 1, 'lost')], at)
  await away()
  way.mend()
  expect(await lost).toEqual({ ok: true })
  expect(await events()).toHaveLength(2)
})

test('[N-22] what is being read when it falls silent is refused then, and not only when its connection is given up', async () => {
  const { way, store, away, back } = await opened({ silenceMs: 600, answerMs: 600_000 })
  // By the connection that this leaves.
  await store.log.load(chat('a'))
  way.stall()
  const read = expect(store.log.load(chat('a'))).rejects.toBeInstanceOf(LogAwayError)
  await away()
  await read
  way.mend()
  await back()
  expect((await store.log.load(chat('a'))).events).toEqual([])
})

test('[N-22] a connection that the database ends is no outage, for another one is answered', async () => {
  const { url, store, onAway } = await opened({ silenceMs: 600 })
  await store.log.append([write(chat('a'), 0, 'before')], at)
  const asking = "SELECT pid FROM pg_stat_activity WHERE query = 'SELECT 1' AND datname = current_database()"
  const asker = () => vi.waitUntil(async () => (await askDatabase<{ pid: number }>(url, asking))[0]?.pid, 10_000)
  const first = await asker()
  await askDatabase(url, `SELECT pg_terminate_backend(${first})`)
  await vi.waitFor(async () => expect(await asker()).not.toBe(first), { timeout: 10_000 })
  expect(onAway).not.toHaveBeenCalled()
})

test('[PG-19] what is read after it was away is not asked of connections from before, which may lead to another server', async () => {
  const { url, store, onBack } = await opened()
  await store.log.append([write(chat('a'), 0, 'before')], at)
  await store.log.load(chat('a'))
  const reading =
    "SELECT pid FROM pg_stat_activity WHERE query LIKE '%found AS MAT%' AND pid <> pg_backend_pid() AND datname = current_database()"
  const readers = async () => (await askDatabase<{ pid: number }>(url, reading)).map(({ pid }) => pid)
  const [before] = await readers()
  expect(before).toBeGreaterThan(0)
  // Of all connections only the one that commits is lost.
  await askDatabase(
    url,
    `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  )
  await vi.waitFor(() => expect(onBack).toHaveBeenCalled(), { timeout: 10_000 })
  expect(texts((await store.log.load(chat('a'))).events)).toEqual(['before'])
  await vi.waitFor(async () => expect(await readers()).not.toContain(before), { timeout: 5_000 })
})

test('[PG-17] a connection that is lost between two statements costs what it was for, and not the process', async () => {
  const way = await BreakableConnection.to(await temporaryDatabase())
  const queries = new Queries(new QueryPool(clientConfig(way.url), 1, 10_000), () => false)
  const interrupted = queries.transaction(async (client) => {
    const lost = new Promise<void>((resolve) => client.on('end', () => resolve()))
    way.cut()
    await lost
    await client.query('SELECT 1')
  })
  await expect(interrupted).rejects.toBeInstanceOf(LogUnavailableError)
  expect(await queries.rows({ text: 'SELECT 1 AS one' })).toEqual([{ one: 1 }])
  await queries.close()
})

test('[PG-19] who waits for a connection when all are renewed is given a new one at once, whatever the old ones are at', async () => {
  const queries = new Queries(new QueryPool(clientConfig(await temporaryDatabase()), 1, 10_000), () => false)
  let finish = (): void => undefined
  const held = new Promise<void>((resolve) => (finish = resolve))
  const pidOf = "SELECT pg_backend_pid() AS pid, 'kept' AS name"
  let before = 0
  const first = queries.transaction(async (client) => {
    before = (await client.query<{ pid: number }>(pidOf)).rows[0]!.pid
    await held
    return (await client.query<{ name: string }>(pidOf)).rows[0]?.name
  })
  await vi.waitFor(() => expect(before).toBeGreaterThan(0), { timeout: 10_000 })
  const waiting = [queries.rows<{ pid: number }>({ text: pidOf }), queries.write<{ pid: number }>({ text: pidOf })]
  queries.renew()
  for (const [row] of await Promise.all(waiting)) expect(row?.pid).not.toBe(before)
  finish()
  expect(await first).toBe('kept')
  await queries.close()
})

test('[PG-15] no more queries wait for a connection than may', async () => {
  const pool = new QueryPool(clientConfig(await temporaryDatabase()), 1, 10_000)
  const queries = new Queries(pool, () => false, 1)
  const held: (() => void)[] = []
  const first = queries.transaction(() => new Promise<void>((resolve) => held.push(resolve)))
  await vi.waitFor(() => expect(held).toHaveLength(1), { timeout: 10_000 })
  const second = queries.rows<{ one: number }>({ text: 'SELECT 1 AS one' })
  await expect(queries.rows({ text: 'SELECT 1' })).rejects.toBeInstanceOf(LogOverloadedError)
  held[0]!()
  await first
  expect(await second).toEqual([{ one: 1 }])
  await queries.close()
  await expect(queries.rows({ text: 'SELECT 1' })).rejects.toBeInstanceOf(LogUnavailableError)
})
