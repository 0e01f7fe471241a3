import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { describe, expect, test, vi } from 'vitest'
import { LogUnavailableError } from '../../event-log/event-log.js'
import { DatabaseThread } from './database-thread.js'
import { append, chat, opened, temporaryDirectory } from './opened-store.contract.js'
import { openSqliteStore, storeOn } from './sqlite-store.js'
import { workerOptions } from './worker-options.js'

describe('group commit on a slow disk', () => {
  test('[Q-20] carries hundreds of appends at once', async () => {
    const { log, commitStatistics } = await opened({ directory: await temporaryDirectory(), commitDelayMs: 5 })
    const started = performance.now()
    await Promise.all(
      Array.from({ length: 400 }, async (_, n) => {
        for (let version = 0; version < 25; version += 1) await append(log, `c-${n}`, version)
      }),
    )
    const { commits, appends, events, waiting, lastCommitMs, totalCommitMs } = commitStatistics()
    expect({ appends, events, waiting }).toEqual({ appends: 10_000, events: 10_000, waiting: 0 })
    expect(appends / commits).toBeGreaterThan(200)
    expect(lastCommitMs).toBeGreaterThanOrEqual(5)
    expect(totalCommitMs).toBeGreaterThanOrEqual(5 * commits)
    expect(performance.now() - started).toBeGreaterThanOrEqual(5 * commits)
  })

  test('[Q-20] leaves the event loop free meanwhile', async () => {
    const { log } = await opened({ directory: await temporaryDirectory(), commitDelayMs: 300 })
    let turns = 0
    const done = new AbortController()
    const appended = append(log, 'c-1', 0).finally(() => done.abort())
    // A thread that waited for the disk would turn once.
    for (; !done.signal.aborted; turns += 1) await new Promise(setImmediate)
    await appended
    expect(turns).toBeGreaterThan(100)
  })

  test('[Q-21] bookmarks alone get a commit of their own before long', async () => {
    const { log, commitStatistics } = await opened({ directory: await temporaryDirectory() })
    log.setBookmark('reader', '1')
    log.setBookmark('reader', '2')
    await vi.waitFor(() => expect(commitStatistics().commits).toBe(1), { timeout: 10_000 })
    expect(await log.bookmark('reader')).toBe('2')
  })
})

describe('the write-ahead log', () => {
  test('[Q-22] is copied into the file again and again and stays small', async () => {
    const directory = await temporaryDirectory()
    const { log } = await opened({ directory })
    const sizes: number[] = []
    for (let round = 0; round < 60; round += 1) {
      await Promise.all(Array.from({ length: 64 }, (_, n) => append(log, `c-${n}`, round, 'x'.repeat(4000))))
      sizes.push((await stat(join(directory, 'parley.db-wal'))).size)
    }
    expect((await stat(join(directory, 'parley.db'))).size).toBeGreaterThan(10_000_000)
    expect(Math.max(...sizes)).toBeLessThan(4_000_000)
  })
})

describe('when the disk or the thread fails', () => {
  test('[Q-30] a full disk refuses what does not fit, keeps the rest, and goes on when there is room', async () => {
    const failures: Error[] = []
    const { log, setup, commitStatistics } = await opened({
      directory: await temporaryDirectory(),
      databaseBytesMax: 600_000,
      onFailure: (error) => failures.push(error),
    })
    const ballast = { organizationId: 'org-1', kind: 'ballast', id: 'a' }
    await setup.change([{ ...ballast, expectedVersion: 0, data: 'x'.repeat(300_000) }])
    log.setBookmark('reader', '1')
    let written = 0
    const fill = async () => {
      for (; ; written += 1) await append(log, 'a', written, 'y'.repeat(1000))
    }
    await expect(fill()).rejects.toBeInstanceOf(LogUnavailableError)
    expect(written).toBeGreaterThan(50)
    expect((await log.load(chat('a'))).events).toHaveLength(written)
    log.setBookmark('reader', '2')
    const refused = append(log, 'b', 0, 'z'.repeat(100_000))
    await expect(refused).rejects.toMatchObject({ cause: { message: expect.stringContaining('full') as string } })
    expect(await log.bookmark('reader')).toBe('2')
    expect(await setup.change([{ ...ballast, expectedVersion: 1, data: undefined }])).toEqual({ ok: true })
    expect(await append(log, 'b', 0, 'z'.repeat(100_000))).toEqual({ ok: true })
    expect(await append(log, 'a', written)).toEqual({ ok: true })
    expect(await log.bookmark('reader')).toBe('2')
    expect(commitStatistics().commitsFailed).toBe(2)
    expect(failures).toEqual([])
  })

  test('[Q-31] a thread that ends refuses everything in flight and later, and says so once', async () => {
    const directory = await temporaryDirectory()
    const before = await openSqliteStore({ directory })
    expect(await append(before.log, 'a', 0)).toEqual({ ok: true })
    await before.close()
    const failures: Error[] = []
    const thread = await DatabaseThread.start(workerOptions({ directory }), (error) => failures.push(error))
    const store = storeOn(thread, { directory })
    const crashed = thread.crash()
    const inFlight: Promise<unknown>[] = [append(store.log, 'a', 1), store.tokens.remove('hash')]
    inFlight.push(store.log.load(chat('a')), store.tokens.find('hash'), store.setup.all())
    const settled = Promise.allSettled(inFlight)
    await crashed
    for (const result of await settled) expect(result).toMatchObject({ reason: { name: 'LogUnavailableError' } })
    await expect(append(store.log, 'a', 1)).rejects.toBeInstanceOf(LogUnavailableError)
    await expect(store.log.load(chat('a'))).rejects.toBeInstanceOf(LogUnavailableError)
    expect(failures).toHaveLength(1)
    await store.close()
    const again = await opened({ directory })
    expect((await again.log.load(chat('a'))).events.length).toBeGreaterThanOrEqual(1)
  })

  test('[Q-32] a damaged file fails the store instead of being written to', async () => {
    const directory = await temporaryDirectory()
    const whole = await openSqliteStore({ directory, eventsUnplacedMax: 10 })
    for (let version = 0; version < 300; version += 1) await append(whole.log, 'a', version, 'x'.repeat(1000))
    await whole.close()
    const failures: Error[] = []
    const store = await opened({ directory, onFailure: (error) => failures.push(error) })
    const file = await open(join(directory, 'parley.db'), 'r+')
    for (let page = 20; page < 60; page += 1) await file.write(Buffer.alloc(4096, 0xaa), 0, 4096, page * 4096)
    await file.close()
    await expect(store.log.load(chat('a'))).rejects.toBeInstanceOf(LogUnavailableError)
    await expect(append(store.log, 'b', 0)).rejects.toBeInstanceOf(LogUnavailableError)
    expect(failures).toHaveLength(1)
    expect(failures[0]).toMatchObject({ cause: { cause: { message: expect.stringContaining('malformed') as string } } })
  })
})
